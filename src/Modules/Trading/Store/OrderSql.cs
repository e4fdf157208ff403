using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Orders;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Store;

/// <summary>The statements that every order runs through.</summary>
internal static class OrderSql
{
    public const string Insert =
        """
        insert into orders (account_id, number, client_id, venue_id, symbol, side, type, quantity, limit_price, stop_price, trail_amount, trail_percent, time_in_force, expires_at, post_only, reduce_only,
            group_number, group_type, entry_number, purpose, portfolio_id, strategy_id, tag, status, filled, filled_worth, filled_before, reason_code, reason_message, version,
            next_client_id, next_quantity, next_limit_price, next_stop_price, next_trail_amount, next_trail_percent, cancel_wanted, is_foreign, has_late_fill, unknown_since, created_at, updated_at, lots)
        values (@AccountId, @Number, @ClientId, @VenueId, @Symbol, @Side, @Type, @Quantity, @LimitPrice, @StopPrice, @TrailAmount, @TrailPercent, @TimeInForce, @ExpiresAt, @PostOnly, @ReduceOnly,
            @GroupNumber, @GroupType, @EntryNumber, @Purpose, @PortfolioId, @StrategyId, @Tag, @Status, @Filled, @FilledWorth, @FilledBefore, @ReasonCode, @ReasonMessage, @Version,
            @NextClientId, @NextQuantity, @NextLimitPrice, @NextStopPrice, @NextTrailAmount, @NextTrailPercent, @CancelWanted, @IsForeign, @HasLateFill, @UnknownSince, @CreatedAt, @UpdatedAt, @Lots)
        """;

    public const string Update =
        """
        update orders set client_id = @ClientId, venue_id = @VenueId, quantity = @Quantity, limit_price = @LimitPrice, stop_price = @StopPrice, trail_amount = @TrailAmount, trail_percent = @TrailPercent,
            status = @Status, filled = @Filled, filled_worth = @FilledWorth, filled_before = @FilledBefore, reason_code = @ReasonCode, reason_message = @ReasonMessage, version = @Version,
            next_client_id = @NextClientId, next_quantity = @NextQuantity, next_limit_price = @NextLimitPrice, next_stop_price = @NextStopPrice, next_trail_amount = @NextTrailAmount, next_trail_percent = @NextTrailPercent,
            cancel_wanted = @CancelWanted, has_late_fill = @HasLateFill, unknown_since = @UnknownSince, updated_at = @UpdatedAt
        where account_id = @AccountId and number = @Number
        """;

    /// <summary>Of an order that is as it was asked for.</summary>
    public const string Advance =
        """
        update orders set venue_id = @VenueId, status = @Status, filled = @Filled, filled_worth = @FilledWorth, reason_code = @ReasonCode, reason_message = @ReasonMessage,
            cancel_wanted = @CancelWanted, has_late_fill = @HasLateFill, unknown_since = @UnknownSince, updated_at = @UpdatedAt
        where account_id = @AccountId and number = @Number
        """;

    public const string InsertExecution =
        """
        insert into executions (account_id, symbol, venue_execution_id, book_sequence, order_number, side, quantity, price, fee, fee_currency, liquidity, is_late, strategy_id, time, lots)
        values (@AccountId, @Symbol, @VenueExecutionId, @BookSequence, @OrderNumber, @Side, @Quantity, @Price, @Fee, @FeeCurrency, @Liquidity, @IsLate, @StrategyId, @Time, @Lots)
        """;
}

/// <summary>How far an order is on its way.</summary>
internal sealed record OrderProgress(
    string AccountId, long Number, string? VenueId, OrderStatus Status, decimal Filled, decimal FilledWorth, string? ReasonCode, string? ReasonMessage,
    bool CancelWanted, bool HasLateFill, Instant64? UnknownSince, Instant64 UpdatedAt)
{
    public static OrderProgress Of(LiveOrder live)
    {
        var reason = OrderViews.ReasonOf(live.Order.State);
        return new(
            live.AccountId, live.Number, live.VenueId, live.Order.Status, live.Order.Filled.Value, live.FilledWorth, reason?.Code, reason?.Message,
            live.CancelWanted, live.HasLateFill, live.UnknownSince, live.UpdatedAt);
    }
}

/// <summary>What of an order can change.</summary>
internal sealed record OrderChange(
    string AccountId, long Number, string ClientId, string? VenueId, decimal Quantity, decimal? LimitPrice, decimal? StopPrice, decimal? TrailAmount, decimal? TrailPercent,
    OrderStatus Status, decimal Filled, decimal FilledWorth, decimal FilledBefore, string? ReasonCode, string? ReasonMessage, int Version,
    string? NextClientId, decimal? NextQuantity, decimal? NextLimitPrice, decimal? NextStopPrice, decimal? NextTrailAmount, decimal? NextTrailPercent,
    bool CancelWanted, bool HasLateFill, Instant64? UnknownSince, Instant64 UpdatedAt)
{
    public static OrderChange Of(LiveOrder live)
    {
        var row = live.ToRow();
        return new(
            row.AccountId, row.Number, row.ClientId, row.VenueId, row.Quantity, row.LimitPrice, row.StopPrice, row.TrailAmount, row.TrailPercent,
            row.Status, row.Filled, row.FilledWorth, row.FilledBefore, row.ReasonCode, row.ReasonMessage, row.Version,
            row.NextClientId, row.NextQuantity, row.NextLimitPrice, row.NextStopPrice, row.NextTrailAmount, row.NextTrailPercent,
            row.CancelWanted, row.HasLateFill, row.UnknownSince, row.UpdatedAt);
    }
}
