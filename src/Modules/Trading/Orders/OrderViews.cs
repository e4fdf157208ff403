using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Orders and fills as they are shown, told and kept.</summary>
internal static class OrderViews
{
    public static OrderRow ToRow(this LiveOrder live)
    {
        var (order, terms) = (live.Order, FlatTerms.Of(live.Order.Terms));
        var next = live.NextTerms is { } wanted ? FlatTerms.Of(wanted) : (FlatTerms?)null;
        var reason = ReasonOf(order.State);
        return new(
            live.AccountId, live.Number, live.ClientId.Value, live.VenueId, order.Instrument.Symbol, order.Side, terms.Type, order.Quantity.Value, terms.Limit, terms.Stop, terms.TrailAmount, terms.TrailPercent,
            order.Request.TimeInForce, order.Request.ExpiresAt, terms.PostOnly, order.IsReduceOnly, order.Group?.Id.Value, order.Group?.Type, order.Group?.Entry?.Id.Value, live.Purpose,
            live.PortfolioId, live.StrategyId, order.Request.Tag, order.Status, order.Filled.Value, live.FilledWorth, live.FilledBefore, reason?.Code, reason?.Message, live.Version,
            live.NextClientId?.Value, next is null ? null : live.NextQuantity.Value, next?.Limit, next?.Stop, next?.TrailAmount, next?.TrailPercent,
            live.CancelWanted, live.IsForeign, live.HasLateFill, live.UnknownSince, order.CreatedAt, live.UpdatedAt, LotNumbers.Write(order.Request.Lots));
    }

    public static OrderView ToView(this LiveOrder live, AccountMode mode) => live.ToRow().ToView(mode);

    public static OrderView ToView(this OrderRow row, AccountMode mode) => new(
        Names.OrderId(row.AccountId, row.Number), row.ClientId, row.VenueId, row.AccountId, row.PortfolioId, row.StrategyId, row.Symbol, row.Side, row.Type, new(row.Quantity), new(row.Filled),
        row.Filled == 0m ? null : new Price(row.FilledWorth / row.Filled), PriceOf(row.LimitPrice), PriceOf(row.StopPrice), row.TrailAmount, row.TrailPercent, row.TimeInForce, row.ExpiresAt,
        row.PostOnly, row.ReduceOnly, row.GroupNumber is { } group ? Names.OrderId(row.AccountId, group) : null, row.GroupType, row.Status, mode,
        row.ReasonCode is { } code ? new(code, row.ReasonMessage ?? "") : null, row.Tag, row.IsForeign, row.HasLateFill, row.CreatedAt, row.UpdatedAt, LotNumbers.Read(row.Lots));

    public static ExecutionView ToView(this ExecutionRow row) => new(
        Names.ExecutionId(row.AccountId, row.Symbol, row.VenueExecutionId), row.OrderNumber is { } number ? Names.OrderId(row.AccountId, number) : null, row.AccountId, row.Symbol, row.Side,
        new(row.Quantity), new(row.Price), row.Fee, row.FeeCurrency, row.Liquidity, row.StrategyId, row.IsLate, row.Time);

    public static Refusal? ReasonOf(OrderState state) => state switch
    {
        OrderState.Rejected rejected => rejected.Reason,
        OrderState.Cancelled cancelled => cancelled.Reason,
        OrderState.Expired expired => expired.Reason,
        OrderState.Unknown => new("unknown", "The venue has not said what became of it; it is being asked."),
        _ => null,
    };

    private static Price? PriceOf(decimal? value) => value is { } price ? new(price) : null;
}
