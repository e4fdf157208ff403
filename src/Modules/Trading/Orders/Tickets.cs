using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Orders as a venue is asked for them. There is no way from an order to a ticket but over the gate's approval.</summary>
internal static class Tickets
{
    public static OrderTicket Of(ApprovedOrder approved, LiveOrder live)
    {
        var order = approved.Order;
        return new(live.ClientId, order.Instrument.Symbol, order.Side, order.Quantity, order.Terms, order.Request.TimeInForce, live.Purpose) { ReduceOnly = order.IsReduceOnly, ExpiresAt = order.Request.ExpiresAt };
    }

    /// <summary>The next version, for what is left of the whole.</summary>
    /// <param name="replacesPartlyFilled">Whether the venue counts itself what has traded meanwhile: otherwise it must keep what has traded at all.</param>
    public static ReplaceTicket Next(ApprovedOrder approved, LiveOrder live, bool replacesPartlyFilled)
    {
        var order = approved.Order;
        var next = Of(approved, live) with { Id = live.NextClientId!.Value, Quantity = live.NextQuantity - order.Filled, Terms = live.NextTerms! };
        return new(live.Key, next, OnlyIfUnfilled: !replacesPartlyFilled || order.Filled.Value == live.FilledBefore);
    }

    public static OcoTicket Oco(LiveOrder limit, LiveOrder stop)
    {
        var (at, cut) = (limit.Order, stop.Order);
        var (trigger, bound) = cut.Terms is StopLimitTerms both ? (both.Stop, both.Limit) : (((StopTerms)cut.Terms).Stop, (Core.Values.Price?)null);
        return new(Names.ListId(limit.AccountId, Math.Min(limit.Number, stop.Number)), at.Instrument.Symbol, at.Side, at.Quantity, limit.ClientId, ((LimitTerms)at.Terms).Limit, stop.ClientId, trigger, bound);
    }

    public static BracketTicket Bracket(ApprovedOrder approved, LiveOrder entry, LiveOrder? stop, LiveOrder? target) => new(Of(approved, entry), ExitOf(stop), ExitOf(target));

    private static BracketExit? ExitOf(LiveOrder? exit) => exit is null ? null : new(exit.ClientId, exit.Order.Terms);
}
