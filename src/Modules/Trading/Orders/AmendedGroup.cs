using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Protecting;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Whether the orders of a group still lie on their sides of one another once one of them is changed; what is wrong, or null.</summary>
internal static class AmendedGroup
{
    public static TradingRefusal? FaultOf(AccountState state, LiveOrder live, OrderAmendment wanted)
    {
        var order = live.Order;
        if (order.IsOver || order.Group is not { } group) return null;
        if (group.Entry is not null && wanted.Quantity is not null) return FieldRules.No("quantity", "The exit of a bracket is for as much as its entry fills; its quantity follows from that.");

        Order[] others = [.. state.Open.Values.Select(one => one.Order).Where(one => one != order && one.Group?.Id == group.Id)];
        var terms = FlatTerms.Of(order.Terms).With(wanted.LimitPrice, wanted.StopPrice, wanted.TrailAmount, wanted.TrailPercent);
        return group.Type == OrderGroupType.Oco ? OcoFault(order, terms, wanted, others)
            : group.Entry is { } entry ? ExitFault(state, entry, terms, wanted, others)
            : EntryFault(order, terms, wanted, others);
    }

    private static TradingRefusal? OcoFault(Order order, FlatTerms terms, OrderAmendment wanted, Order[] others)
    {
        var isSale = order.Side == OrderSide.Sell;
        return order.Terms is LimitTerms
            ? Apart("limitPrice", wanted.LimitPrice is null ? null : terms.Limit, !isSale, StopOf(others), "the stopLoss of the oco")
            : Apart("stopPrice", wanted.StopPrice is null ? null : terms.Stop, isSale, TargetOf(others), "the limitPrice of the oco");
    }

    private static TradingRefusal? EntryFault(Order entry, FlatTerms terms, OrderAmendment wanted, Order[] exits)
    {
        var isBuy = entry.Side == OrderSide.Buy;
        var (field, price) = terms.Type == OrderType.Limit ? ("limitPrice", wanted.LimitPrice is null ? null : terms.Limit) : ("stopPrice", wanted.StopPrice is null ? null : terms.Stop);
        return Apart(field, price, !isBuy, StopOf(exits), "the stopLoss") ?? Apart(field, price, isBuy, TargetOf(exits), "the takeProfit");
    }

    // Once the entry is over its price is history: a stop may be drawn after the market, and has yet to be reached.
    private static TradingRefusal? ExitFault(AccountState state, Order entry, FlatTerms terms, OrderAmendment wanted, Order[] others)
    {
        var isLong = entry.Side == OrderSide.Buy;
        var (from, what) = entry.IsOver ? (null, "") : (PriceOf(entry), "the price of the entry");
        if (terms.Type == OrderType.Limit)
            return wanted.LimitPrice is null ? null : Apart("limitPrice", terms.Limit, !isLong, from, what) ?? Apart("limitPrice", terms.Limit, !isLong, StopOf(others), "the stopLoss");
        if (wanted.StopPrice is not { } stop) return null;
        return (entry.IsOver ? StopSide.FaultOf(state, entry.Instrument.Symbol, stop, isLong) : Apart("stopPrice", stop.Value, isLong, from, what))
            ?? Apart("stopPrice", stop.Value, isLong, TargetOf(others), "the takeProfit");
    }

    private static TradingRefusal? Apart(string field, decimal? own, bool isBelow, decimal? other, string what) =>
        own is not { } price || other is not { } than || (isBelow ? price < than : price > than)
            ? null
            : FieldRules.No(field, $"{field} is {FieldRules.Text(price)}; on this side it is {(isBelow ? "below" : "above")} {what}, {FieldRules.Text(than)}.");

    private static decimal? StopOf(Order[] orders) => orders.Where(order => order.Terms.WaitsForTrigger && order.Group is { Type: OrderGroupType.Oco } or { Entry: not null }).Select(order => Latest(order).Stop).FirstOrDefault(price => price is not null);

    private static decimal? TargetOf(Order[] orders) => orders.Where(order => order.Terms is LimitTerms && order.Group is { Type: OrderGroupType.Oco } or { Entry: not null }).Select(order => Latest(order).Limit).FirstOrDefault(price => price is not null);

    private static decimal? PriceOf(Order entry) => Latest(entry) is { Type: OrderType.Limit, Limit: var limit } ? limit : Latest(entry).Stop;

    // What it was asked to become, where a change is under way.
    private static FlatTerms Latest(Order order) => FlatTerms.Of(order.Wanted?.Terms ?? order.Terms);
}
