namespace AlgoTrendy.Platform;

/// <summary>Places at which a test can end the process, as a power cut would: by ALGOTRENDY_TEST_FAULT=name:count in its environment and nowhere else. Modules have none where there is real money.</summary>
public sealed class FaultPoints
{
    public static readonly FaultPoints None = new(null);

    /// <summary>Those of this process; <see cref="None"/> outside of tests.</summary>
    public static readonly FaultPoints OfProcess = Environment.GetEnvironmentVariable("ALGOTRENDY_TEST_FAULT") is { } setting ? new(setting) : None;

    private readonly string? _name;
    private int _left;

    private FaultPoints(string? setting)
    {
        if (setting?.Split(':') is not [var name, var count] || !int.TryParse(count, out var left)) return;
        (_name, _left) = (name, left);
    }

    /// <summary>The process has come here; it may end.</summary>
    public void Reach(string point)
    {
        if (point != _name || Interlocked.Decrement(ref _left) != 0) return;
        // SIGKILL to itself: nothing is flushed, nothing is put away.
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        self.Kill();
        Task.Delay(Timeout.Infinite).Wait();
    }
}
