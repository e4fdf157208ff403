using System.Text.Json.Serialization;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Trading;

public sealed record AccountName(string AccountId);

/// <param name="AccountId">Null: all.</param>
public sealed record AccountQuery(string? AccountId = null);

/// <summary>Whether an account can be traded in.</summary>
public enum AccountLife
{
    Open,

    /// <summary>For ever: what it did stays to be read.</summary>
    Closed,
}

/// <summary>What a paper account trades against.</summary>
public enum PaperFeed
{
    /// <summary>The simulated market, by the clock.</summary>
    Simulated,

    /// <summary>Stored data, played once in its own time.</summary>
    Replay,
}

/// <summary>What is done about a position that no stop at the venue protects.</summary>
public enum Unprotected
{
    /// <summary>An alert alone.</summary>
    Alert,

    /// <summary>A stop is placed at the distance that the settings name.</summary>
    Protect,

    /// <summary>The position is closed.</summary>
    Close,
}

/// <summary>What is done about an order that somebody placed at the venue by other means.</summary>
public enum ForeignOrders
{
    /// <summary>It is a difference that keeps the gate shut until somebody accepts it.</summary>
    Flag,

    /// <summary>It becomes an order of the account.</summary>
    Adopt,
}

/// <summary>How an account is kept. What is null is as usual.</summary>
/// <param name="ReconcileSeconds">How often it is compared with its venue; 30.</param>
/// <param name="StaleOrderSeconds">After how long without news a waiting change is asked for; 5.</param>
/// <param name="ProtectAfterSeconds">How long a position may be without a stop resting at the venue; null: for ever.</param>
/// <param name="Unprotected">What is done then, beside the alert.</param>
/// <param name="ProtectDistancePercent">How far from the price a stop is put that the platform places by itself; 5.</param>
/// <param name="ForeignOrders">Flag.</param>
/// <param name="Feed">Of a paper account: simulated.</param>
/// <param name="Replay">What a replay plays.</param>
/// <param name="Slippage">Of a paper account, by name as in a backtest; null: half the usual spread.</param>
/// <param name="Fees">Of a paper account, by name as in a backtest; null: the instrument's own.</param>
/// <param name="Latency">Of a paper account, by name as in a backtest; null: none.</param>
/// <param name="InterestPercent">Of a paper account: what owed cash costs a year, 0 to 1000; where it is opened without, 8. Null: nothing. At a venue the venue books it.</param>
/// <param name="BorrowPercent">Of a paper account: what shorts cost a year, of their worth, 0 to 1000; where it is opened without, 3. Null: nothing. At a venue the venue books it.</param>
public sealed record AccountSettings(
    int? ReconcileSeconds = null,
    int? StaleOrderSeconds = null,
    int? ProtectAfterSeconds = null,
    Unprotected Unprotected = Unprotected.Alert,
    decimal? ProtectDistancePercent = null,
    ForeignOrders ForeignOrders = ForeignOrders.Flag,
    PaperFeed? Feed = null,
    ReplaySettings? Replay = null,
    string? Slippage = null,
    string? Fees = null,
    string? Latency = null,
    decimal? InterestPercent = null,
    decimal? BorrowPercent = null);

/// <summary>What is to change of an account's settings; what is null stays as it is, and a number of 0 is as usual again.</summary>
/// <param name="Feed">This, and the replay, slippage, fees and latency, can only be what it is already.</param>
/// <param name="InterestPercent">From the next midnight on; 0: nothing.</param>
/// <param name="BorrowPercent">From the next midnight on; 0: nothing.</param>
public sealed record AccountSettingsChange(
    int? ReconcileSeconds = null,
    int? StaleOrderSeconds = null,
    int? ProtectAfterSeconds = null,
    Unprotected? Unprotected = null,
    decimal? ProtectDistancePercent = null,
    ForeignOrders? ForeignOrders = null,
    PaperFeed? Feed = null,
    ReplaySettings? Replay = null,
    string? Slippage = null,
    string? Fees = null,
    string? Latency = null,
    decimal? InterestPercent = null,
    decimal? BorrowPercent = null);

/// <summary>What a replay plays: stored bars of these symbols in [From, To).</summary>
/// <param name="IsAdjusted">Whether dividends and splits are worked into prices where they are known; otherwise prices are raw, dividends are paid in cash, and splits change what is held and what waits.</param>
/// <param name="ReplayId">A replay of them that is open already, which others hear too; null: one of its own.</param>
/// <param name="Speed">How many times as fast as it was; null: as fast as the account can follow. Of one of its own alone.</param>
public sealed record ReplaySettings(
    IReadOnlyList<string> Symbols, Interval Interval, Instant64? From = null, Instant64? To = null, bool Ticks = false, string? ReplayId = null, bool IsAdjusted = true, double? Speed = null);

/// <param name="AccountId">1 to 24 small letters, digits or '-'; never used again.</param>
/// <param name="Mode">Must be said: nothing is live by default, or by mistake.</param>
/// <param name="Broker">paper, or a vendor: binance.</param>
/// <param name="Cash">What a paper account starts with; a real one has what its venue says.</param>
/// <param name="Lots">Which lots of a position a trade closes; null: as the setting Trading:Lots says, which is fifo as usual.</param>
/// <param name="WaitMs">How long to wait until a paper account can trade; it is open all the same when it cannot yet.</param>
public sealed record NewAccount(
    string AccountId,
    string Name,
    AccountMode Mode,
    string Broker,
    Currency Currency,
    decimal? Cash = null,
    AccountKind Kind = AccountKind.Cash,
    decimal Leverage = 1m,
    AccountSettings? Settings = null,
    int WaitMs = 0,
    LotMethod? Lots = null);

/// <param name="Version">Of the settings that the change was made from; another one meanwhile refuses it. Null: whatever they are.</param>
public sealed record AccountChange(string AccountId, string? Name = null, AccountSettingsChange? Settings = null, long? Version = null);

/// <param name="Amount">Negative takes out.</param>
public sealed record CashMove(string AccountId, Currency Currency, decimal Amount, string? Note = null, string? IdempotencyKey = null);

/// <summary>What an account paid or got other than by a trade, and not from or to outside.</summary>
/// <param name="Kind">conversion, dividend, interest, borrow, funding or fee.</param>
/// <param name="Amount">What came in (negative: went out); of a conversion what was given, above 0.</param>
/// <param name="Symbol">What it is about; the account has dealt with it.</param>
/// <param name="Part">Whose it is; null: of all who hold the instrument, or nobody's.</param>
/// <param name="Received">Of a conversion: what came for it, above 0. The rate follows.</param>
public sealed record CashFact(
    string AccountId,
    FactKind Kind,
    Currency Currency,
    decimal Amount,
    string? Note = null,
    Symbol? Symbol = null,
    string? Part = null,
    decimal? Received = null,
    Currency? ReceivedCurrency = null,
    string? IdempotencyKey = null);

public sealed record AccountReply(AccountView? Account, TradingRefusal? Refusal);

/// <param name="Unread">Those that cannot be read now; null: none.</param>
public sealed record AccountList(IReadOnlyList<AccountView> Accounts, IReadOnlyList<UnreadAccount>? Unread = null);

/// <summary>An account that cannot be read now: nothing is known of it, and nothing is done for it until it can be.</summary>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record UnreadAccount(string AccountId, string Reason);

/// <summary>An account as its writer sees it. Amounts in its currency at the last prices, null while one is missing.</summary>
/// <param name="Version">Of name and settings.</param>
/// <param name="BookSequence">Of the last fact that moved cash or positions, so that others know which of theirs to compare with.</param>
/// <param name="Lots">Null: opened before accounts had their own; the books know.</param>
public sealed record AccountView(
    string AccountId,
    string Name,
    AccountMode Mode,
    string Broker,
    Currency Currency,
    AccountKind Kind,
    decimal Leverage,
    AccountSettings Settings,
    long Version,
    decimal Cash,
    decimal? Equity,
    decimal? BuyingPower,
    decimal? MarginUsed,
    decimal FeesPaid,
    IReadOnlyList<CashBalance> Balances,
    IReadOnlyList<HeldPosition> Positions,
    Instant64 OpenedAt,
    long? BookSequence = null,
    Instant64? ClosedAt = null,
    LotMethod? Lots = null)
{
    public AccountLife Status => ClosedAt is null ? AccountLife.Open : AccountLife.Closed;
}

public sealed record CashBalance(Currency Currency, decimal Amount);

/// <summary>A position as the writer of its account holds it.</summary>
/// <param name="PositionId">Account and symbol.</param>
/// <param name="Quantity">Negative is short.</param>
/// <param name="PriceAt">When the price was seen, UTC; null without one.</param>
/// <param name="IsProtected">Whether stops that rest at the venue cover all of it that can be closed.</param>
/// <param name="Closable">How much of it an order can close: a spot venue sells what is there, in whole lots, and fees in coin leave less than was bought.</param>
public sealed record HeldPosition(
    string PositionId,
    Symbol Symbol,
    decimal Quantity,
    decimal AveragePrice,
    decimal? CurrentPrice,
    Instant64? PriceAt,
    decimal RealizedPnl,
    Currency Currency,
    bool IsProtected,
    Instant64 OpenedAt,
    decimal? Closable = null);

/// <param name="Quantity">How much of it; null: all.</param>
/// <param name="Lots">Which lots of it are closed first, by their numbers, in an account with specific lots; null: none is named.</param>
public sealed record PositionClose(
    string PositionId, Quantity? Quantity = null, string? IdempotencyKey = null, int WaitMs = 0, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? Lots = null);

/// <param name="StopPrice">Where; or a trailing distance instead.</param>
public sealed record PositionProtection(string PositionId, Price? StopPrice = null, decimal? TrailAmount = null, decimal? TrailPercent = null, string? IdempotencyKey = null, int WaitMs = 0);
