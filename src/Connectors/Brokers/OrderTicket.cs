using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

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
    OrderPurpose Purpose = OrderPurpose.Enter)
{
    /// <summary>Whether it may only make a position smaller.</summary>
    public bool ReduceOnly { get; init; }

    /// <summary>When an order that is good till a date expires, UTC; null for every other.</summary>
    public Instant64? ExpiresAt { get; init; }
}

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

/// <summary>An entry with a stop, a target or both, for as much as the entry fills. The exits are of the other side, may only reduce, and what one trades the other no longer does.</summary>
public sealed record BracketTicket(OrderTicket Entry, BracketExit? Stop, BracketExit? Target);

/// <summary>One exit of a bracket: its own id, and at what price.</summary>
public sealed record BracketExit(ClientOrderId Id, OrderTerms Terms);

/// <summary>How an order is found at any venue.</summary>
public readonly record struct OrderKey(Symbol Symbol, ClientOrderId Id);

/// <summary>Take one order away and put another in its place.</summary>
/// <param name="OnlyIfUnfilled">The venue keeps the old one if it has traded meanwhile: a fill that nobody has heard of yet can't be bought twice.</param>
public sealed record ReplaceTicket(OrderKey Old, OrderTicket Next, bool OnlyIfUnfilled);
