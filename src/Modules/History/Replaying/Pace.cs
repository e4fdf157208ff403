using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.History.Replaying;

/// <summary>When events of the past are due again, so many times as fast as they were. After a stall it goes on at that pace and does not rush.</summary>
internal sealed class Pace(double speed, TimeProvider time)
{
    /// <summary>Lateness that is made up for, as timers are not exact; more than that was a stall.</summary>
    private static readonly TimeSpan MadeUp = TimeSpan.FromSeconds(1);

    private Instant64? _origin;
    private long _started;
    private TimeSpan _stalled;

    /// <summary>How long until an event of that time is due; zero or less: now.</summary>
    public TimeSpan UntilDue(Instant64 at)
    {
        if (_origin is not { } origin)
        {
            (_origin, _started) = (at, time.GetTimestamp());
            return TimeSpan.Zero;
        }

        var due = (at - origin).TotalNanoseconds / speed / TimeSpan.NanosecondsPerTick;
        // Beyond what can be counted it is not due in anybody's lifetime.
        var wait = TimeSpan.FromTicks((long)Math.Min(due, TimeSpan.MaxValue.Ticks / 2)) + _stalled - time.GetElapsedTime(_started);
        if (wait < -MadeUp) _stalled -= wait;
        return wait;
    }
}
