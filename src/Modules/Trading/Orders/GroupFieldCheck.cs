using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Looks at what makes an order one of a group: the exits of a bracket, the two sides of an OCO. Pure.</summary>
internal static class GroupFieldCheck
{
    private static readonly string[] Types = ["oco", "bracket"];

    public static TradingRefusal? FaultOf(NewOrder order) => order.GroupType switch
    {
        null when order.TakeProfit is not null || order.StopLoss is not null =>
            FieldRules.No("groupType", "takeProfit and stopLoss belong to a group: bracket makes them this order's exits, oco puts the stop beside this limit order.", Types),
        null => null,
        OrderGroupType.Oco => OcoFault(order),
        _ => BracketFault(order),
    };

    private static TradingRefusal? OcoFault(NewOrder order)
    {
        if (order.Type != OrderType.Limit) return FieldRules.No("type", "An oco is a limit order beside a stop: its type is limit.", ["limit"]);
        if (order.TakeProfit is not null) return FieldRules.No("takeProfit", "In an oco this limit order takes the profit itself; takeProfit belongs to a bracket.");
        if (order.StopLoss is not { } stop) return FieldRules.No("stopLoss", "An oco needs a stopLoss beside its limit order.");
        if (order.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok) return FieldRules.No("timeInForce", "Both orders of an oco wait, so they cannot be ioc or fok.", ["gtc", "day", "gtd"]);
        if (stop.TrailAmount is not null || stop.TrailPercent is not null) return FieldRules.No("stopLoss.stopPrice", "The stop of an oco lies at a stopPrice; it does not trail.");
        return StopFault(stop) ?? OrderFault("stopLoss.stopPrice", order.Side == OrderSide.Sell, below: stop.StopPrice?.Value, above: order.LimitPrice?.Value, "the limitPrice of the oco");
    }

    private static TradingRefusal? BracketFault(NewOrder order)
    {
        if (order.TakeProfit is null && order.StopLoss is null) return FieldRules.No("groupType", "A bracket needs a takeProfit, a stopLoss or both.");
        if (order.Lots is not null) return FieldRules.No("lots", "A bracket opens a position, so it closes no lots.");
        if (order.ReduceOnly) return FieldRules.No("reduceOnly", "A bracket opens a position and guards it, so its order cannot be reduceOnly.");

        var (isBuy, entry) = (order.Side == OrderSide.Buy, EntryOf(order));
        var (stop, target) = (order.StopLoss?.StopPrice?.Value, order.TakeProfit?.LimitPrice.Value);
        return FieldRules.PriceFault("takeProfit.limitPrice", target)
            ?? (order.StopLoss is { } given ? StopFault(given) : null)
            ?? OrderFault("stopLoss.stopPrice", isBuy, below: stop, above: entry, "the price of the entry")
            ?? OrderFault("takeProfit.limitPrice", isBuy, below: entry, above: target, "the price of the entry")
            ?? OrderFault("stopLoss.stopPrice", isBuy, below: stop, above: target, "the takeProfit");
    }

    private static TradingRefusal? StopFault(StopLoss stop)
    {
        var trails = stop.TrailAmount is not null || stop.TrailPercent is not null;
        if (stop.StopPrice is null && !trails) return FieldRules.No("stopLoss.stopPrice", "A stopLoss needs a stopPrice, or else a trailAmount or trailPercent.");
        if (stop.StopPrice is not null && trails) return FieldRules.No("stopLoss.stopPrice", "A stopLoss has a stopPrice or a trailing distance, not both.");
        if (stop.LimitPrice is not null && trails) return FieldRules.No("stopLoss.limitPrice", "A trailing stopLoss has no limitPrice.");
        return FieldRules.PriceFault("stopLoss.stopPrice", stop.StopPrice?.Value)
            ?? FieldRules.PriceFault("stopLoss.limitPrice", stop.LimitPrice?.Value)
            ?? OrderFieldCheck.DistanceFault("stopLoss.", stop.TrailAmount, stop.TrailPercent);
    }

    /// <summary>Whether one price lies below the other; above it where the side is the other one.</summary>
    private static TradingRefusal? OrderFault(string field, bool upright, decimal? below, decimal? above, string what)
    {
        if (below is not { } low || above is not { } high || (upright ? low < high : low > high)) return null;

        var isLower = field.StartsWith("stopLoss", StringComparison.Ordinal) == upright;
        var (own, other) = field.StartsWith("stopLoss", StringComparison.Ordinal) ? (low, high) : (high, low);
        return FieldRules.No(field, $"{field} is {FieldRules.Text(own)}; on this side it is {(isLower ? "below" : "above")} {what}, {FieldRules.Text(other)}.");
    }

    /// <summary>What an entry trades at, where it says so.</summary>
    private static decimal? EntryOf(NewOrder order) => order.Type == OrderType.Limit ? order.LimitPrice?.Value : order.StopPrice?.Value;
}
