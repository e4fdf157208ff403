using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Brokers;

/// <summary>Where an order stands as its venue sees it; our own doubts and intents are not among these.</summary>
public enum VenueOrderStatus
{
    Open,
    PartiallyFilled,
    Filled,
    Cancelled,
    Expired,
    Rejected,
}

/// <summary>An order as its venue tells it.</summary>
/// <param name="ClientId">As the venue gives it: an order that somebody placed by hand has one that is none of ours.</param>
/// <param name="UpdatedAt">UTC; null where the venue's reply has none.</param>
public sealed record VenueOrder(
    string VenueId,
    string ClientId,
    Symbol Symbol,
    OrderSide Side,
    Quantity Quantity,
    Quantity Filled,
    VenueOrderStatus Status,
    Instant64? UpdatedAt)
{
    /// <summary>The limit; null for none.</summary>
    public Price? Limit { get; init; }

    /// <summary>What it waits for; null for nothing.</summary>
    public Price? Stop { get; init; }

    public bool IsOver => Status is not (VenueOrderStatus.Open or VenueOrderStatus.PartiallyFilled);
}
