using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Store;

/// <summary>An account as its table has it. Settings are JSON.</summary>
/// <param name="VenueMarks">JSON too; null where the paper venue knows nothing that the orders do not tell.</param>
/// <param name="AccruedTo">Every midnight up to there has booked its interest and borrow fees; null before the first event of the market.</param>
internal sealed record AccountRow(
    string AccountId,
    string Name,
    AccountMode Mode,
    string Broker,
    Currency Currency,
    AccountKind Kind,
    decimal Leverage,
    string Settings,
    long Version,
    Instant64 OpenedAt,
    Instant64? AdoptedAt,
    bool WantsConnection,
    TradingMode TradingMode,
    string? ModeReason,
    Instant64? ModeSince,
    long Fence,
    long LastOrder,
    long LastBook,
    long? HeardThrough,
    string? Watch,
    long Generation,
    Instant64? ClosedAt = null,
    string? VenueMarks = null,
    LotMethod? Lots = null,
    Instant64? AccruedTo = null);
