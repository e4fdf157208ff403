using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>What is to be done at set times: timers of the strategy, dividends, interest. In the order of time, then of entry.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Action, (Instant64 At, long Number)> _items = new();
    private long _number;

    /// <summary>When the next thing is due.</summary>
    public Instant64 Next { get; private set; } = Instant64.MaxValue;

    public void Add(Instant64 at, Action what)
    {
        _items.Enqueue(what, (at, ++_number));
        Next = Instant64.Min(Next, at);
    }

    /// <summary>Takes what is due at or before a moment, the earliest first.</summary>
    public bool TakeDue(Instant64 moment, out Instant64 at, out Action what)
    {
        at = default;
        if (!_items.TryPeek(out what!, out var first) || first.At > moment) return false;

        at = first.At;
        _items.Dequeue();
        Next = _items.TryPeek(out _, out var next) ? next.At : Instant64.MaxValue;
        return true;
    }
}
