using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Modules.History.Replaying;

/// <summary>Plays events in lock-step: venues hear a step first, strategies when every venue has acknowledged it, and the next step comes when every strategy has too. Holds one step, however slow a reader is.</summary>
internal sealed class LockStep : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestNap = TimeSpan.FromDays(1);

    private readonly Lock _turn = new();
    private readonly Dictionary<string, Listener> _listeners = new(StringComparer.Ordinal);
    private readonly ReplayPlan _plan;
    private readonly Step _step;
    private readonly Pace? _pace;
    private readonly ITimer _due;
    private readonly ITimer _idle;
    private int _seats;
    private long _released;
    private bool _hasBegun;
    private bool _isReleased;
    private bool _isWithStrategies;
    private bool _isOver;
    private bool _isClosed;

    /// <param name="whenIdle">What happens when nobody has read for a while.</param>
    public LockStep(ReplayPlan plan, PlayedMarket market, TimeProvider time, Action whenIdle)
    {
        _plan = plan;
        _step = new(market.GetEnumerator(), plan.StrategiesHearTicks);
        _pace = plan.Speed is { } speed ? new(speed, time) : null;
        _due = time.CreateTimer(_ => WhenDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _idle = time.CreateTimer(_ => whenIdle(), null, Patience, Timeout.InfiniteTimeSpan);
    }

    public ReplayState State
    {
        get
        {
            lock (_turn) return At(null);
        }
    }

    /// <exception cref="StreamRefusedException">He cannot go on from there, or is one too many.</exception>
    public Seat Join(ReplayReader reader)
    {
        lock (_turn)
        {
            ThrowIfClosed();
            var listener = _listeners.TryGetValue(reader.Name, out var known) ? known : NewListener(reader);
            if (listener.Stage != reader.Stage) throw new StreamRefusedException("wrong-stage", $"'{reader.Name}' reads this replay as a {listener.Stage}.");

            var after = reader.After ?? 0;
            if (after < listener.Acknowledged) throw new StreamRefusedException("already-acknowledged", $"'{reader.Name}' has acknowledged {listener.Acknowledged}; what came after {after} is gone.");
            if (after > listener.Given) throw new StreamRefusedException("unknown-sequence", $"'{reader.Name}' was given nothing after {listener.Given}, so he cannot go on after {after}.");

            _listeners[reader.Name] = listener;
            listener.Seat?.Wake();
            listener.Seat = new(this, listener, after);
            _seats++;
            _idle.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (!_hasBegun) Begin();
            return listener.Seat;
        }
    }

    public void Leave(Seat seat)
    {
        lock (_turn)
        {
            if (seat.Listener.Seat == seat) seat.Listener.Seat = null;
            if (--_seats == 0 && !_isClosed) _idle.Change(Patience, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>False when he has to wait; null when all is over.</summary>
    /// <exception cref="StreamRefusedException">The replay was closed, or the seat is taken.</exception>
    public bool TryTake(Seat seat, out MarketEvent? next)
    {
        next = null;
        lock (_turn)
        {
            ThrowIfClosed();
            var listener = seat.Listener;
            if (listener.Seat != seat) throw new StreamRefusedException("taken-over", $"'{listener.Name}' reads over another connection now.");
            if (_isOver) return true;
            if (!_isReleased || (listener.Stage == ReplayStage.Strategy && !_isWithStrategies)) return false;
            if ((next = _step.After(seat.Last, listener.Stage)) is null) return false;

            seat.Last = next.Sequence;
            listener.Given = Math.Max(listener.Given, next.Sequence);
            return true;
        }
    }

    public ReplayState Acknowledge(string name, long sequence)
    {
        lock (_turn)
        {
            if (!_listeners.TryGetValue(name, out var listener)) return At($"Nobody called '{name}' reads this replay.");
            if (sequence > listener.Given) return At($"'{name}' was given nothing after {listener.Given}, so he cannot acknowledge {sequence}.");

            listener.Acknowledged = Math.Max(listener.Acknowledged, sequence);
            if (_seats == 0 && !_isClosed) _idle.Change(Patience, Timeout.InfiniteTimeSpan);
            Settle();
            return At(null);
        }
    }

    /// <summary>Ends it for its readers.</summary>
    public void Dispose()
    {
        lock (_turn)
        {
            _isClosed = true;
            foreach (var listener in _listeners.Values) listener.Seat?.Wake();
        }

        _due.Dispose();
        _idle.Dispose();
    }

    private Listener NewListener(ReplayReader reader)
    {
        var most = reader.Stage == ReplayStage.Venue ? _plan.Venues : _plan.Strategies;
        if (_listeners.Values.Count(other => other.Stage == reader.Stage) >= most)
            throw new StreamRefusedException("replay-full", $"This replay is for {most} of the stage {reader.Stage}, and '{reader.Name}' is one more.");
        return new(reader.Name, reader.Stage);
    }

    private void Begin()
    {
        _hasBegun = true;
        Advance();
        Settle();
    }

    /// <summary>Goes as far as acknowledgements allow.</summary>
    private void Settle()
    {
        while (_isReleased && !_isClosed)
        {
            if (!_isWithStrategies)
            {
                if (!IsDone(ReplayStage.Venue, _plan.Venues)) return;
                _isWithStrategies = true;
                Wake(ReplayStage.Strategy);
            }

            if (!IsDone(ReplayStage.Strategy, _plan.Strategies)) return;
            Advance();
        }
    }

    private bool IsDone(ReplayStage stage, int listeners)
    {
        var (last, done) = (_step.LastFor(stage), 0);
        if (last == 0) return true;
        foreach (var listener in _listeners.Values)
            if (listener.Stage == stage && listener.Acknowledged >= last) done++;
        return done >= listeners;
    }

    private void Advance()
    {
        (_isReleased, _isWithStrategies) = (false, false);
        if (_step.Advance())
        {
            ReleaseOrWait();
            return;
        }

        _isOver = true;
        foreach (var listener in _listeners.Values) listener.Seat?.Wake();
    }

    private void ReleaseOrWait()
    {
        var wait = _pace?.UntilDue(_step.Events[0].Time) ?? TimeSpan.Zero;
        if (wait > TimeSpan.Zero)
        {
            _due.Change(wait < LongestNap ? wait : LongestNap, Timeout.InfiniteTimeSpan);
            return;
        }

        (_isReleased, _released) = (true, _step.LastFor(ReplayStage.Venue));
        Wake(ReplayStage.Venue);
    }

    private void WhenDue()
    {
        lock (_turn)
        {
            if (_isReleased || _isOver || _isClosed) return;
            ReleaseOrWait();
            Settle();
        }
    }

    private void Wake(ReplayStage stage)
    {
        foreach (var listener in _listeners.Values)
            if (listener.Stage == stage) listener.Seat?.Wake();
    }

    private void ThrowIfClosed()
    {
        if (_isClosed) throw new StreamRefusedException(ReplayDesk.NoSuchReplay, "This replay was closed.");
    }

    private ReplayState At(string? reason) => new(_released, _isOver, reason);
}
