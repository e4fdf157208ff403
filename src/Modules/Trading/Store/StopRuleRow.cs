using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Store;

/// <summary>A rule as its table has it.</summary>
/// <param name="Trails">Whether the stop follows the best price.</param>
internal sealed record StopRuleRow(
    string AccountId,
    Symbol Symbol,
    bool IsLong,
    StopKind? Kind,
    decimal? StopPrice,
    decimal? DistancePercent,
    decimal? DistanceAmount,
    decimal? Multiple,
    int? AtrPeriod,
    string? AtrInterval,
    decimal? AverageRange,
    bool Trails,
    Instant64? CloseAt,
    decimal? BestPrice,
    decimal? StopsAt,
    bool IsClosing,
    long? OrderNumber,
    Instant64 AttachedAt,
    Instant64 UpdatedAt)
{
    public const string Keep =
        """
        insert into stop_rules (account_id, symbol, is_long, kind, stop_price, distance_percent, distance_amount, multiple, atr_period, atr_interval, average_range, trails, close_at, best_price, stops_at, is_closing, order_number, attached_at, updated_at)
        values (@AccountId, @Symbol, @IsLong, @Kind, @StopPrice, @DistancePercent, @DistanceAmount, @Multiple, @AtrPeriod, @AtrInterval, @AverageRange, @Trails, @CloseAt, @BestPrice, @StopsAt, @IsClosing, @OrderNumber, @AttachedAt, @UpdatedAt)
        on conflict (account_id, symbol) do update set is_long = excluded.is_long, kind = excluded.kind, stop_price = excluded.stop_price, distance_percent = excluded.distance_percent,
            distance_amount = excluded.distance_amount, multiple = excluded.multiple, atr_period = excluded.atr_period, atr_interval = excluded.atr_interval, average_range = excluded.average_range,
            trails = excluded.trails, close_at = excluded.close_at, best_price = excluded.best_price, stops_at = excluded.stops_at, is_closing = excluded.is_closing,
            order_number = excluded.order_number, attached_at = excluded.attached_at, updated_at = excluded.updated_at
        """;

    public const string Remove = "delete from stop_rules where account_id = @AccountId and symbol = @Symbol";

    /// <summary>Whether it has a stop, and not a time alone.</summary>
    public bool HasStop => Kind is not null;
}
