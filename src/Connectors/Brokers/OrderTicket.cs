using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Connectors.Brokers;

/// <summary>What an order is for. When a venue's budget runs short the more urgent goes first; cancels go before all.</summary>
public enum OrderPurpose
{
    /// <summary>Opens or enlarges a position.</summary>
    Enter,

    /// <summary>Protects, reduces or flattens one.</summary>
    Protect,
}

/// <summary>An order as a venue is asked for it: on the grid, through the gate, written down.</summary>
public sealed record OrderTicket(
    ClientOrderId Id,
    Symbol Symbol,
    OrderSide Side,
    Quantity Quantity,
    OrderTerms Terms,
    TimeInForce TimeInForce = TimeInForce.Gtc,
    OrderPurpose Purpose = OrderPurpose.Enter);

/// <summary>A limit and a stop of the same side and quantity; what trades first ends the other, at the venue.</summary>
public sealed record OcoTicket(
    ClientOrderId Id,
    Symbol Symbol,
    OrderSide Side,
    Quantity Quantity,
    ClientOrderId LimitId,
    Price Limit,
    ClientOrderId StopId,
    Price Stop,
    Price? StopLimit = null);

/// <summary>How an order is found at any venue.</summary>
public readonly record struct OrderKey(Symbol Symbol, ClientOrderId Id);

/// <summary>Take one order away and put another in its place.</summary>
/// <param name="OnlyIfUnfilled">The venue keeps the old one if it has traded meanwhile: a fill that nobody has heard of yet can't be bought twice.</param>
public sealed record ReplaceTicket(OrderKey Old, OrderTicket Next, bool OnlyIfUnfilled);
