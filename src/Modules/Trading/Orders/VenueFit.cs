using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Whether a venue has such orders. Pure; null means that it has.</summary>
internal static class VenueFit
{
    public static TradingRefusal? FaultOf(BrokerCapabilities can, NewOrder order)
    {
        var terms = new FlatTerms(order.Type, 1m, 1m, order.TrailAmount, order.TrailPercent, order.PostOnly).ToTerms();
        if (!can.Terms.Contains(terms.GetType())) return No("type", $"This venue has no orders of type {order.Type.Word()}.");
        if (!can.TimesInForce.Contains(order.TimeInForce)) return No("timeInForce", $"This venue has no orders with timeInForce {order.TimeInForce.Word()}.", [.. can.TimesInForce.Select(one => one.Word())]);
        if (order.PostOnly && !can.PostOnly) return No("postOnly", "This venue has no post-only orders.");
        if (order.ReduceOnly && !can.ReduceOnly) return No("reduceOnly", "This venue has no orders that only reduce.");
        if (order.TrailAmount is not null && !can.TrailingAmount) return No("trailAmount", "This venue trails by a percentage: give trailPercent.");
        if (order.TrailPercent is not null && !can.TrailingPercent) return No("trailPercent", "This venue trails by an amount: give trailAmount.");
        if (order.GroupType == OrderGroupType.Oco && !can.Oco) return No("groupType", "This venue has no OCO orders.");
        return order.GroupType == OrderGroupType.Bracket && !can.Bracket && order is { TakeProfit: not null, StopLoss.StopPrice: null }
            ? No("stopLoss", "At this venue a bracket with a target has a stop at a price, not a trailing one.")
            : null;

        static TradingRefusal No(string field, string message, IReadOnlyList<string>? choices = null) => new("not-supported", message, field, choices);
    }
}
