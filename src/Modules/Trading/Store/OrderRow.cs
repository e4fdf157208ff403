using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Store;

/// <summary>An order as its table has it: terms and quantity as they are now, and those that the venue was asked to change them to.</summary>
/// <param name="Lots">The numbers of those that it closes first; null: it names none.</param>
internal sealed record OrderRow(
    string AccountId,
    long Number,
    string ClientId,
    string? VenueId,
    Symbol Symbol,
    OrderSide Side,
    OrderType Type,
    decimal Quantity,
    decimal? LimitPrice,
    decimal? StopPrice,
    decimal? TrailAmount,
    decimal? TrailPercent,
    TimeInForce TimeInForce,
    Instant64? ExpiresAt,
    bool PostOnly,
    bool ReduceOnly,
    long? GroupNumber,
    OrderGroupType? GroupType,
    long? EntryNumber,
    OrderPurpose Purpose,
    string? PortfolioId,
    string? StrategyId,
    string? Tag,
    OrderStatus Status,
    decimal Filled,
    decimal FilledWorth,
    decimal FilledBefore,
    string? ReasonCode,
    string? ReasonMessage,
    int Version,
    string? NextClientId,
    decimal? NextQuantity,
    decimal? NextLimitPrice,
    decimal? NextStopPrice,
    decimal? NextTrailAmount,
    decimal? NextTrailPercent,
    bool CancelWanted,
    bool IsForeign,
    bool HasLateFill,
    Instant64? UnknownSince,
    Instant64 CreatedAt,
    Instant64 UpdatedAt,
    string? Lots = null);
