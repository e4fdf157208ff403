using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Orders;

/// <summary>The life of an order as a closed set of states, each carrying only what is true in it.</summary>
/// <remarks>States without facts of their own are single objects, so that a move between them allocates nothing.</remarks>
public abstract record OrderState
{
    public static readonly OrderState New = new Plain(OrderStatus.New);
    public static readonly OrderState PendingRisk = new Plain(OrderStatus.PendingRisk);
    public static readonly OrderState Submitting = new Plain(OrderStatus.Submitting);
    public static readonly OrderState Accepted = new Plain(OrderStatus.Accepted);
    public static readonly OrderState PartiallyFilled = new Plain(OrderStatus.PartiallyFilled);
    public static readonly OrderState Filled = new Plain(OrderStatus.Filled);
    public static readonly OrderState PendingCancel = new Plain(OrderStatus.PendingCancel);

    private OrderState(OrderStatus status) => Status = status;

    public OrderStatus Status { get; }

    /// <summary>Whether nothing more is expected; a late fill is applied all the same.</summary>
    public bool IsOver => Status is OrderStatus.Rejected or OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Expired;

    private sealed record Plain(OrderStatus Kind) : OrderState(Kind);

    /// <summary>Not taken, by the risk gate or by the venue.</summary>
    public sealed record Rejected(Refusal Reason) : OrderState(OrderStatus.Rejected);

    /// <summary>The venue was asked to change it to these terms and this quantity.</summary>
    public sealed record PendingReplace(OrderTerms Terms, Values.Quantity Quantity) : OrderState(OrderStatus.PendingReplace);

    public sealed record Cancelled(Refusal Reason) : OrderState(OrderStatus.Cancelled);

    public sealed record Expired(Refusal Reason) : OrderState(OrderStatus.Expired);

    /// <summary>Nobody knows what the venue did with it; only the venue's answer leads out.</summary>
    public sealed record Unknown(Instant64 Since) : OrderState(OrderStatus.Unknown);
}
