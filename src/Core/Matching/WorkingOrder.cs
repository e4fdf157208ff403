using AlgoTrendy.Core.Orders;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Matching;

/// <summary>An order as the simulated venue keeps it: where it is on its way, and what became of its trigger.</summary>
internal sealed class WorkingOrder(Order order, OrderLink? link, Instant64 arrivesAt)
{
    private WaitingState? _waiting;

    public Order Order => order;

    public OrderLink? Link => link;

    /// <summary>When it reaches the venue; nothing before that concerns it.</summary>
    public Instant64 ArrivesAt => arrivesAt;

    public bool HasArrived { get; set; }

    public Instant64 ExpiresAt { get; init; } = Instant64.MaxValue;

    /// <summary>Whether a stop has been reached, so that the order is a market or limit order now.</summary>
    public bool IsTriggered { get; set; }

    /// <summary>Whether it is a limit order that could not trade when it came: from then on it is the liquidity that others take.</summary>
    public bool IsResting { get; set; }

    /// <summary>The best price for a trailing stop since it rests; null before the first.</summary>
    public decimal? Best { get => _waiting?.Best; set => Waiting.Best = value; }

    /// <summary>Where a limit order stands in the queue of its price; null outside an order book.</summary>
    public QueuePlace? Queue { get => _waiting?.Queue; set => Waiting.Queue = value; }

    /// <summary>How often it was changed: what was planned for an earlier version is void.</summary>
    public int Version { get; set; }

    /// <summary>A market order on its own, which trades at the first price there is.</summary>
    public bool IsPlainMarket { get; } = link is null && order is { Terms: MarketTerms, IsReduceOnly: false, Request.TimeInForce: TimeInForce.Gtc };

    public bool IsAtOnceOrNever => order.Request.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok;

    /// <summary>Whether it trades at whatever price is there: a market order, or a stop that was reached.</summary>
    public bool TradesAtAnyPrice => order.Terms is MarketTerms || (IsTriggered && order.Terms is not StopLimitTerms);

    /// <summary>The price that it may not trade beyond now; null where there is none, or its stop was not reached yet.</summary>
    public decimal? LimitNow => order.Terms switch
    {
        LimitTerms terms => terms.Limit.Value,
        StopLimitTerms terms when IsTriggered => terms.Limit.Value,
        _ => null,
    };

    /// <summary>How much it may still trade: exits of a bracket no more than the entry brought.</summary>
    public decimal Available => link is null ? order.Remaining.Value : Math.Min(order.Remaining.Value, link.Budget - link.Used);

    private WaitingState Waiting => _waiting ??= new();

    // Market orders, which are most, have none of it.
    private sealed class WaitingState
    {
        public decimal? Best;
        public QueuePlace? Queue;
    }
}
