using AlgoTrendy.Platform.Homes;

namespace AlgoTrendy.Platform.Safekeeping;

/// <summary>Whose turn it is on a home folder: a server works on it until a command needs it for itself, gives way, and begins anew when the command has ended, however it ended.</summary>
internal sealed class Turn
{
    /// <summary>Held by the command; no module has this name.</summary>
    private const string LockName = "alone";

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private readonly TaskCompletionSource<string> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends, with the reason, when somebody needs the home.</summary>
    public Task<string> Asked => _asked.Task;

    public void GiveWay(string why) => _asked.TrySetResult(why);

    /// <summary>Null when another command has it.</summary>
    public static IDisposable? TryTake(Home home) => ModuleLock.TryTake(home, LockName);

    public static async Task<IDisposable> Take(Home home, CancellationToken ct)
    {
        while (true)
        {
            if (TryTake(home) is { } taken) return taken;
            await Task.Delay(LookAgain, ct);
        }
    }
}
