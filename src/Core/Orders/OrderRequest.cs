using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Orders;

/// <summary>What somebody wants to trade. It becomes an order with a number; the risk gate decides whether it goes on.</summary>
/// <param name="Tag">A short reason for people, shown with the order: "stop of the breakout".</param>
public sealed record OrderRequest(
    Instrument Instrument,
    OrderSide Side,
    Quantity Quantity,
    OrderTerms Terms,
    TimeInForce TimeInForce = TimeInForce.Gtc,
    string? Tag = null)
{
    private readonly Instant64 _expiresAt = Instant64.MaxValue;

    /// <summary>When an order that is good till a date expires, UTC; null for every other.</summary>
    public Instant64? ExpiresAt { get => _expiresAt == Instant64.MaxValue ? null : _expiresAt; init => _expiresAt = value ?? Instant64.MaxValue; }

    /// <summary>Which lots of the position it closes, by their numbers, in an account that keeps them (specific lots); the rest goes by age. Null: none is named.</summary>
    public IReadOnlyList<long>? Lots { get; init; }

    /// <summary>Whether it may only make a position smaller: never turn it, never open one.</summary>
    public bool ReduceOnly { get; init; }

    public static OrderRequest Market(Instrument instrument, OrderSide side, Quantity quantity, string? tag = null) =>
        new(instrument, side, quantity, MarketTerms.Instance, Tag: tag);

    public static OrderRequest Limit(Instrument instrument, OrderSide side, Quantity quantity, Price limit, bool postOnly = false, string? tag = null) =>
        new(instrument, side, quantity, new LimitTerms(limit, postOnly), Tag: tag);

    public static OrderRequest Stop(Instrument instrument, OrderSide side, Quantity quantity, Price stop, string? tag = null) =>
        new(instrument, side, quantity, new StopTerms(stop), Tag: tag);

    public static OrderRequest StopLimit(Instrument instrument, OrderSide side, Quantity quantity, Price stop, Price limit, string? tag = null) =>
        new(instrument, side, quantity, new StopLimitTerms(stop, limit), Tag: tag);

    public static OrderRequest TrailingStop(Instrument instrument, OrderSide side, Quantity quantity, TrailingStopTerms distance, string? tag = null) =>
        new(instrument, side, quantity, distance, Tag: tag);
}
