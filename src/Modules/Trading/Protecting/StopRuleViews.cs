using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>Rules as they are shown.</summary>
internal static class StopRuleViews
{
    public static StopRuleView Of(AccountState state, StopRule rule)
    {
        var row = rule.Row;
        var stop = StopOrders.Of(state, rule.Symbol).FirstOrDefault(live => live.Order.Terms.WaitsForTrigger);
        var isHeld = stop?.Order.Status is OrderStatus.Accepted or OrderStatus.PartiallyFilled or OrderStatus.PendingReplace;
        return new(
            Names.PositionId(state.Id, rule.Symbol), state.Id, rule.Symbol, row.Kind, PriceOf(row.StopPrice), row.DistancePercent, row.DistanceAmount, row.Multiple, row.AtrPeriod,
            row.AtrInterval is { } interval ? Interval.Parse(interval) : null, row.AverageRange, row.Trails, row.CloseAt, row.BestPrice, PriceOf(row.StopsAt),
            isHeld ? StopHolder.Venue : StopHolder.Platform, StatusOf(state, rule, stop, isHeld), row.OrderNumber is { } number ? Names.OrderId(state.Id, number) : null, rule.Trouble,
            row.AttachedAt, row.UpdatedAt);
    }

    private static StopRuleStatus StatusOf(AccountState state, StopRule rule, LiveOrder? stop, bool isHeld)
    {
        if (rule.Row.IsClosing) return StopRuleStatus.Closing;
        if (stop is null) return StopRuleStatus.Watching;
        var covers = state.Live.PositionOf(rule.Symbol) is { } position && stop.Order.Remaining.Value >= StopOrders.ClosableOf(state, position);
        return isHeld && covers ? StopRuleStatus.Resting : StopRuleStatus.Placing;
    }

    private static Price? PriceOf(decimal? value) => value is { } price ? new(price) : null;
}
