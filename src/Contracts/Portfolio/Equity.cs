using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Portfolio;

/// <param name="AccountId">Null where a portfolio is meant.</param>
/// <param name="Interval">Whole minutes, hours or days.</param>
/// <param name="Limit">1 to 1000.</param>
/// <param name="Part">Only of this part of the account; kept from when several share it.</param>
/// <param name="PortfolioId">Of all its members together; one that says nothing of an interval counts as it was last.</param>
/// <param name="Currency">The code of one: which accounts of a portfolio are meant, where they report in several.</param>
public sealed record EquityQuery(
    string? AccountId, Interval Interval, Instant64? From = null, Instant64? To = null, int Limit = 100, string? Cursor = null, string? Part = null, string? PortfolioId = null, string? Currency = null);

public sealed record EquityReply(Currency? Currency, IReadOnlyList<EquityMark> Points, PortfolioRefusal? Refusal = null, string? NextCursor = null);

/// <summary>The last that is known of an interval.</summary>
/// <param name="Time">When the interval begins, UTC.</param>
/// <param name="At">When equity was so, UTC.</param>
/// <param name="Capital">Paid in less paid out.</param>
/// <param name="PriceAgeMs">How old the oldest price was that it was marked with; null when nothing was held.</param>
public sealed record EquityMark(Instant64 Time, Instant64 At, decimal Equity, decimal Cash, decimal Capital, long? PriceAgeMs);

/// <param name="PortfolioId">All accounts of it, but not its parts of accounts: lots are the whole account's; or one account.</param>
/// <param name="Year">Closed in that year, UTC.</param>
public sealed record TaxLotQuery(string? PortfolioId = null, string? AccountId = null, Symbol? Symbol = null, int? Year = null, int Limit = 100, string? Cursor = null);

public sealed record TaxLotPage(IReadOnlyList<TaxLot> Items, string? NextCursor, PortfolioRefusal? Refusal = null);

/// <summary>A lot, or a part of one, that was closed. Amounts in the instrument's currency, before fees.</summary>
/// <param name="Sequence">The row of the ledger that closed it.</param>
public sealed record TaxLot(
    string AccountId,
    Symbol Symbol,
    long Sequence,
    long Lot,
    Instant64 OpenedAt,
    Instant64 ClosedAt,
    decimal Quantity,
    decimal Proceeds,
    decimal Cost,
    decimal Gain,
    int DaysHeld,
    bool IsLongTerm,
    Currency Currency);
