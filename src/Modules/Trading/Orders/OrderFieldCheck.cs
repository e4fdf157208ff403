using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Looks at the fields of an order and of its changes before anything else does: which belong to its type, and what each can be. Pure; null means that nothing is wrong so far.</summary>
internal static class OrderFieldCheck
{
    private const int LongestSymbol = 129;

    public static TradingRefusal? FaultOf(NewOrder order) =>
        FieldRules.AccountFault(order.AccountId)
        ?? SymbolFault(order.Symbol)
        ?? FieldRules.QuantityFault("quantity", order.Quantity.Value)
        ?? TermsFault(order)
        ?? InForceFault(order)
        ?? GroupFieldCheck.FaultOf(order)
        ?? LotCheck.FaultOf(order.Lots)
        ?? FieldRules.TextFault("portfolioId", order.PortfolioId, FieldRules.LongestName)
        ?? FieldRules.TextFault("strategyId", order.StrategyId, FieldRules.LongestName)
        ?? (order.StrategyId == SharedAccount.Unassigned ? FieldRules.No("strategyId", $"{SharedAccount.Unassigned} is what no strategy owns: leave strategyId out.") : null)
        ?? FieldRules.TextFault("tag", order.Tag, FieldRules.LongestTag)
        ?? FieldRules.KeyFault(order.IdempotencyKey)
        ?? FieldRules.WaitFault(order.WaitMs);

    public static TradingRefusal? FaultOf(OrderAmendment amendment) =>
        FieldRules.IdFault("orderId", amendment.OrderId)
        ?? (amendment is { Quantity: null, LimitPrice: null, StopPrice: null, TrailAmount: null, TrailPercent: null }
            ? FieldRules.No("quantity", "Nothing is to change: give a quantity, limitPrice, stopPrice, trailAmount or trailPercent.", ["quantity", "limitPrice", "stopPrice", "trailAmount", "trailPercent"])
            : null)
        ?? FieldRules.QuantityFault("quantity", amendment.Quantity?.Value)
        ?? FieldRules.PriceFault("limitPrice", amendment.LimitPrice?.Value)
        ?? FieldRules.PriceFault("stopPrice", amendment.StopPrice?.Value)
        ?? DistanceFault("", amendment.TrailAmount, amendment.TrailPercent)
        ?? FieldRules.KeyFault(amendment.IdempotencyKey)
        ?? FieldRules.WaitFault(amendment.WaitMs);

    public static TradingRefusal? FaultOf(OrderCancel cancel) => FieldRules.IdFault("orderId", cancel.OrderId) ?? FieldRules.WaitFault(cancel.WaitMs);

    public static TradingRefusal? FaultOf(OrderName order) => FieldRules.IdFault("orderId", order.OrderId);

    /// <summary>A trailing distance is an amount or a percentage, not both.</summary>
    /// <param name="prefix">Where the fields are: stopLoss. with its point, or nothing.</param>
    internal static TradingRefusal? DistanceFault(string prefix, decimal? amount, decimal? percent) =>
        amount is not null && percent is not null
            ? FieldRules.No(prefix + "trailPercent", $"{prefix}trailAmount and {prefix}trailPercent are both given; a trailing distance is one of them.")
            : FieldRules.PriceFault(prefix + "trailAmount", amount) ?? FieldRules.PercentFault(prefix + "trailPercent", percent);

    private static TradingRefusal? SymbolFault(string symbol) =>
        string.IsNullOrWhiteSpace(symbol) ? FieldRules.No("symbol", "symbol is empty; it names an instrument, as in BTCUSDT.SIM.") : FieldRules.TextFault("symbol", symbol, LongestSymbol);

    private static TradingRefusal? TermsFault(NewOrder order)
    {
        var hasLimit = order.Type is OrderType.Limit or OrderType.StopLimit;
        var hasStop = order.Type is OrderType.Stop or OrderType.StopLimit;
        var trails = order.Type is OrderType.TrailingStop;
        return Belongs(order.Type, "limitPrice", order.LimitPrice is not null, hasLimit, OrderType.Limit, OrderType.StopLimit)
            ?? Belongs(order.Type, "stopPrice", order.StopPrice is not null, hasStop, OrderType.Stop, OrderType.StopLimit)
            ?? Belongs(order.Type, "trailAmount", order.TrailAmount is not null, trails && order.TrailPercent is null, OrderType.TrailingStop)
            ?? Belongs(order.Type, "trailPercent", order.TrailPercent is not null, trails && order.TrailAmount is null, OrderType.TrailingStop)
            ?? FieldRules.PriceFault("limitPrice", order.LimitPrice?.Value)
            ?? FieldRules.PriceFault("stopPrice", order.StopPrice?.Value)
            ?? DistanceFault("", order.TrailAmount, order.TrailPercent);
    }

    /// <summary>Whether a field is there exactly when the type of the order has it.</summary>
    private static TradingRefusal? Belongs(OrderType type, string field, bool isGiven, bool isNeeded, params OrderType[] owners)
    {
        if (isNeeded && !isGiven) return FieldRules.No(field, $"An order of type {NameOf(type)} needs a {field}{(type == OrderType.TrailingStop ? ", or else a trailPercent" : "")}.");
        return isGiven && !owners.Contains(type) ? FieldRules.No(field, $"{field} belongs to orders of type {string.Join(" and ", owners.Select(NameOf))}; this one is {NameOf(type)}.") : null;
    }

    private static TradingRefusal? InForceFault(NewOrder order)
    {
        if (order.TimeInForce == TimeInForce.Gtd != order.ExpiresAt is not null)
            return FieldRules.No("expiresAt", order.ExpiresAt is null ? "An order that is good till a date (gtd) needs expiresAt." : "expiresAt belongs to orders with timeInForce gtd.");

        var isImmediate = order.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok;
        if (isImmediate && order.Type is not (OrderType.Market or OrderType.Limit))
            return FieldRules.No("timeInForce", $"An order of type {NameOf(order.Type)} waits, so it cannot be ioc or fok.", ["gtc", "day", "gtd"]);
        if (order.PostOnly && order.Type != OrderType.Limit) return FieldRules.No("postOnly", $"postOnly belongs to limit orders; this one is {NameOf(order.Type)}.");
        return order.PostOnly && isImmediate ? FieldRules.No("postOnly", "A post-only order waits, so it cannot be ioc or fok.") : null;
    }

    private static string NameOf(OrderType type) => EnumForms.NamesOf(typeof(OrderType)).ElementAtOrDefault((int)type) ?? "unknown";
}
