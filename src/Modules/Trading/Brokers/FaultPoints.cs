namespace AlgoTrendy.Modules.Trading.Brokers;

/// <summary>Places at which a test can end the process, as a power cut would: by ALGOTRENDY_TEST_FAULT=name:count in its environment and nowhere else; a live account has none.</summary>
internal sealed class FaultPoints
{
    public static readonly FaultPoints None = new(null);

    private readonly string? _name;
    private int _left;

    public FaultPoints(string? setting)
    {
        if (setting?.Split(':') is not [var name, var count] || !int.TryParse(count, out var left)) return;
        (_name, _left) = (name, left);
    }

    public void Reach(string point)
    {
        if (point != _name || Interlocked.Decrement(ref _left) != 0) return;
        // SIGKILL to itself: nothing is flushed, nothing is put away.
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        self.Kill();
        Task.Delay(Timeout.Infinite).Wait();
    }
}
