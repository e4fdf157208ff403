namespace AlgoTrendy.Tests.Fast;

/// <summary>A clock that a test turns by hand; what waits for a time is called when it has come.</summary>
internal sealed class HandClock(DateTimeOffset now) : TimeProvider
{
    private readonly Lock _turn = new();
    private readonly List<Alarm> _alarms = [];
    private DateTimeOffset _now = now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many wait for a time.</summary>
    public int Waiting
    {
        get
        {
            lock (_turn) return _alarms.Count;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_turn) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    public void Turn(TimeSpan by)
    {
        lock (_turn) _now += by;
        while (NextDue() is { } alarm) alarm.Ring();
    }

    private Alarm? NextDue()
    {
        lock (_turn)
        {
            var due = _alarms.Where(alarm => alarm.At <= _now).MinBy(alarm => alarm.At);
            if (due is not null) _alarms.Remove(due);
            return due;
        }
    }

    private sealed class Alarm(HandClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset At { get; private set; }

        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal(Timeout.InfiniteTimeSpan, period); // nobody needs another kind
            lock (clock._turn)
            {
                clock._alarms.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                At = clock._now + dueTime;
                if (dueTime > TimeSpan.Zero) clock._alarms.Add(this);
            }

            if (dueTime <= TimeSpan.Zero) Ring();
            return true;
        }

        public void Dispose()
        {
            lock (clock._turn) clock._alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
