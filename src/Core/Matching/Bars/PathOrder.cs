using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Matching;

/// <summary>A copy of an order that a walk along a price path may change freely.</summary>
internal struct PathOrder
{
    public WorkingOrder Source;

    /// <summary>Of the order when it was copied; what was planned for an older one is void.</summary>
    public int Version;

    public OrderSide Side;
    public decimal Remaining;

    /// <summary>Null for an order that trades at any price (once triggered).</summary>
    public decimal? Limit;

    /// <summary>Whether it only ever is the liquidity that others take: then it trades at its limit, however far the price jumps.</summary>
    public bool IsPostOnly;

    public decimal Stop;
    public TrailingStopTerms? Trail;

    /// <summary>The best price so far, of a trailing stop.</summary>
    public decimal? Best;

    /// <summary>Whether its stop was not reached yet.</summary>
    public bool Waits;

    /// <summary>Whether it has nothing to reduce and ends.</summary>
    public bool Ends;

    /// <summary>The group that it shares an amount with, as a place among the walk's groups; -1 for none.</summary>
    public int Link;

    /// <summary>The group that its fills bring to life; -1 for none.</summary>
    public int Feeds;

    public readonly bool IsSimple => Link < 0 && Feeds < 0 && Trail is null && Source.Order.Terms is not StopLimitTerms && !Source.Order.IsReduceOnly;

    /// <summary>Where the stop lies now, on the tick grid, rounded towards later.</summary>
    public readonly decimal StopNow()
    {
        if (Trail is null) return Stop;
        var instrument = Source.Order.Instrument;
        var stop = Trail.StopAt(Best!.Value, Side);
        return (Side == OrderSide.Sell ? instrument.RoundDownToTick(stop) : instrument.RoundUpToTick(stop)).Value;
    }

    /// <summary>Follows the price, where it is a trailing stop and the price is better than before.</summary>
    public void Follow(decimal price)
    {
        if (Trail is null || !Waits) return;
        if (Best is not { } best || (Side == OrderSide.Sell ? price > best : price < best)) Best = price;
    }
}

/// <summary>What a group may still trade, within a walk.</summary>
internal struct PathLink
{
    public OrderLink Source;
    public decimal Budget;
    public decimal Used;
}

/// <summary>A fill that a walk found.</summary>
/// <param name="Order">The order's place among the walk's orders.</param>
/// <param name="Price">After slippage.</param>
internal readonly record struct PathFill(int Order, decimal Quantity, decimal Price, Instruments.Liquidity Liquidity);
