using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Matching;

/// <summary>A cancel or an amendment on its way to the venue.</summary>
internal sealed record OrderMessage(Order Order, bool IsCancel, OrderTerms? Terms, Quantity Quantity);

/// <summary>What is on its way to the venue, and when it arrives.</summary>
internal sealed class Transit(MatchingRules rules)
{
    private readonly RandomSource _chance = new(rules.Seed);
    private readonly PriorityQueue<OrderMessage, (Instant64 At, long Number)> _messages = new();
    private long _number;

    /// <summary>When the next thing arrives.</summary>
    public Instant64 Next { get; private set; } = Instant64.MaxValue;

    public Instant64 ArrivalAt(Instant64 now) => rules.Latency is NoLatency ? now : now + rules.Latency.Next(_chance);

    public void Await(Instant64 arrival) => Next = Instant64.Min(Next, arrival);

    /// <summary>Sends a message; false when it is there already.</summary>
    public bool Post(OrderMessage message, Instant64 now)
    {
        var arrival = ArrivalAt(now);
        if (arrival <= now) return false;

        _messages.Enqueue(message, (arrival, ++_number));
        Await(arrival);
        return true;
    }

    public bool TakeDue(Instant64 now, out OrderMessage message)
    {
        if (_messages.TryPeek(out message!, out var due) && due.At <= now)
        {
            _messages.Dequeue();
            return true;
        }

        return false;
    }

    public void AwaitNext(IEnumerable<WorkingOrder> orders)
    {
        Next = _messages.TryPeek(out _, out var due) ? due.At : Instant64.MaxValue;
        foreach (var one in orders)
            if (!one.HasArrived) Await(one.ArrivesAt);
    }
}
