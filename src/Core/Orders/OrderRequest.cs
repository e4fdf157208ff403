using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Orders;

/// <summary>What somebody wants to trade. It becomes an order with a number; the risk gate decides whether it goes on.</summary>
/// <param name="Tag">A short reason for people, shown with the order: "stop of the breakout".</param>
public sealed record OrderRequest(
    Instrument Instrument,
    OrderSide Side,
    Quantity Quantity,
    OrderTerms Terms,
    TimeInForce TimeInForce = TimeInForce.GoodTilCancelled,
    string? Tag = null)
{
    public static OrderRequest Market(Instrument instrument, OrderSide side, Quantity quantity, string? tag = null) =>
        new(instrument, side, quantity, MarketTerms.Instance, Tag: tag);
}
