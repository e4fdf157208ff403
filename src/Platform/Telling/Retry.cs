namespace AlgoTrendy.Platform.Telling;

/// <summary>Pauses between attempts, each twice as long as the one before.</summary>
internal sealed class Retry
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    public TimeSpan Pause { get; private set; } = Shortest;

    /// <summary>Whether nothing has failed yet.</summary>
    public bool IsFresh => Pause == Shortest;

    /// <summary>Comes back early, without an exception, when there will be no next attempt.</summary>
    public async Task Wait(CancellationToken ct)
    {
        await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Pause = Pause * 2 < Longest ? Pause * 2 : Longest;
    }
}
