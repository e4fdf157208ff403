using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Portfolio;

public sealed record BookList(IReadOnlyList<AccountBooks> Accounts);

public sealed record BookReply(AccountBooks? Account, PortfolioRefusal? Refusal);

/// <summary>An account as its books have it. Amounts in its currency at the last prices, null while one is missing.</summary>
/// <param name="Capital">Paid in less paid out.</param>
/// <param name="DayPnl">Since midnight UTC, money that came or went aside.</param>
/// <param name="Drawdown">How far equity is below its highest, as a fraction; money that came or went aside.</param>
/// <param name="PricedAt">When the oldest of the prices was seen, UTC; null when nothing is held.</param>
/// <param name="PriceAgeMs">How old that is now.</param>
/// <param name="Parts">What strategies have of it, and what nobody owns: they add up to the account.</param>
/// <param name="LedgerSequence">Of the last row of its ledger.</param>
/// <param name="LedgerHead">The hash of that row.</param>
/// <param name="BookSequence">How far it has booked what trading told.</param>
/// <param name="Waiting">What was told and waits for something before it.</param>
/// <param name="AgreesWithTrading">Null: not compared yet.</param>
/// <param name="CheckedAt">When they were last compared, UTC.</param>
/// <param name="Version">Of name and settings; trading's.</param>
/// <param name="Damage">What is wrong with its ledger, or cannot be booked to it, in a sentence; where it cannot be read or booked there are no figures, and nothing is booked.</param>
/// <param name="NotInTrading">What corrections by hand have added to balances, or taken: trading, its gate and its limits do not count it. Null: nothing.</param>
public record AccountBooks(
    string AccountId,
    string Name,
    AccountMode Mode,
    string Broker,
    Currency Currency,
    AccountKind Kind,
    decimal Leverage,
    LotMethod Lots,
    decimal Cash,
    decimal? Equity,
    decimal? BuyingPower,
    decimal? MarginUsed,
    decimal? DayPnl,
    double? Drawdown,
    decimal Capital,
    decimal FeesPaid,
    IReadOnlyList<CashBalance> Balances,
    IReadOnlyList<AccountPart> Parts,
    int OpenPositions,
    Instant64? PricedAt,
    long? PriceAgeMs,
    long LedgerSequence,
    string LedgerHead,
    long BookSequence,
    int Waiting,
    bool? AgreesWithTrading,
    Instant64? CheckedAt,
    IReadOnlyList<BookDifference> Differences,
    long Version,
    Instant64 OpenedAt,
    Instant64? ClosedAt = null,
    string? Damage = null,
    IReadOnlyList<CashBalance>? NotInTrading = null)
{
    public AccountLife Status => ClosedAt is null ? AccountLife.Open : AccountLife.Closed;
}

/// <summary>What one strategy has of a shared account.</summary>
/// <param name="Part">The strategy, or unassigned.</param>
/// <param name="Balances">In every currency of the account; of unassigned with what a venue has settled for margined positions that netted between strategies.</param>
public sealed record AccountPart(string Part, decimal? Equity, decimal Capital, decimal FeesPaid, IReadOnlyList<CashBalance> Balances, IReadOnlyList<PartPosition> Positions);

/// <param name="Quantity">Negative is short.</param>
/// <param name="RealizedPnl">Before fees, in the instrument's currency; by what the part itself paid.</param>
public sealed record PartPosition(Symbol Symbol, decimal Quantity, decimal AveragePrice, decimal RealizedPnl, Currency Currency);

/// <param name="What">A currency, or a symbol.</param>
public sealed record BookDifference(string What, decimal InBooks, decimal InTrading);

#pragma warning disable CA1720 // the field's own words
public enum PositionSide
{
    Long,
    Short,
}
#pragma warning restore CA1720

/// <param name="IsOpen">Null: those that are open and those that are closed.</param>
/// <param name="Limit">1 to 1000.</param>
public sealed record PositionQuery(string? AccountId = null, string? PositionId = null, Symbol? Symbol = null, bool? IsOpen = null, int Limit = 100, string? Cursor = null);

public sealed record PositionPage(IReadOnlyList<BookedPosition> Items, string? NextCursor, PortfolioRefusal? Refusal = null);

/// <summary>One life of a position, from its opening until it came to nothing or turned.</summary>
/// <param name="PositionId">Account and symbol; of a life that is over, its number too.</param>
/// <param name="Life">1, 2, 3 ... of that symbol in that account.</param>
/// <param name="PortfolioId">The first portfolio that has the whole account.</param>
/// <param name="AveragePrice">0 when it is closed.</param>
/// <param name="RealizedPnl">Of this life, before fees.</param>
public sealed record BookedPosition(
    string PositionId,
    string AccountId,
    string? PortfolioId,
    Symbol Symbol,
    int Life,
    PositionSide Side,
    decimal Quantity,
    decimal AveragePrice,
    decimal? CurrentPrice,
    Instant64? PriceAt,
    long? PriceAgeMs,
    decimal? MarketValue,
    decimal? UnrealizedPnl,
    decimal RealizedPnl,
    Currency Currency,
    Instant64 OpenedAt,
    Instant64? ClosedAt);

/// <param name="From">unassigned, or a strategy.</param>
/// <param name="IdempotencyKey">The same key moves the money once.</param>
public sealed record PartTransfer(string AccountId, string From, string To, Currency Currency, decimal Amount, string? Note = null, string? IdempotencyKey = null);

/// <summary>A fact that somebody enters, as nobody tells it.</summary>
/// <param name="Kind">conversion, dividend, interest, borrow, funding, fee or split.</param>
/// <param name="Amount">What came in (negative: went out); of a conversion what was given.</param>
/// <param name="Price">Of a split: the last close before it.</param>
/// <param name="Factor">Of a split: prices are multiplied with it; 0.5 is 2:1. Trading must hold already what it leaves.</param>
/// <param name="Part">Null: what nobody owns, or all who hold the instrument.</param>
/// <param name="Note">Why; it stays in the ledger.</param>
public sealed record Correction(
    string AccountId,
    FactKind Kind,
    string Note,
    Symbol? Symbol = null,
    decimal? Amount = null,
    Currency? Currency = null,
    decimal? Received = null,
    Currency? ReceivedCurrency = null,
    decimal? Price = null,
    decimal? Factor = null,
    string? Part = null,
    string? IdempotencyKey = null);
