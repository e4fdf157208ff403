namespace AlgoTrendy.Core.Orders;

/// <summary>Where an order stands; what else is true in that state is in <see cref="OrderState"/>.</summary>
public enum OrderStatus
{
    New,
    PendingRisk,
    Rejected,
    Submitting,
    Accepted,
    PartiallyFilled,
    Filled,
    PendingReplace,
    PendingCancel,
    Cancelled,
    Expired,
    Unknown,
}
