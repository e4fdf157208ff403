using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Risk;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Trading;

public enum ConnectionStatus
{
    /// <summary>Nobody wants it, or there are no credentials.</summary>
    Disconnected,

    Connecting,

    /// <summary>Events arrive, but account and venue have not been seen to agree yet: the gate is shut.</summary>
    Reconciling,

    /// <summary>Account and venue agree: the gate is open.</summary>
    Ready,

    /// <summary>A replay has been played to its end: nothing trades in it any more.</summary>
    Ended,
}

/// <summary>What kind of money credentials reach.</summary>
public enum CredentialKind
{
    Paper,
    Testnet,

    /// <summary>A venue on this machine that speaks the vendor's protocol.</summary>
    Loopback,

    Live,
}

public sealed record BrokerList(IReadOnlyList<BrokerView> Brokers);

/// <param name="Broker">Null when there is no such account.</param>
public sealed record BrokerReply(BrokerView? Broker, TradingRefusal? Refusal);

/// <summary>An account's connection to its venue.</summary>
/// <param name="BrokerId">The account's.</param>
/// <param name="Vendor">paper, binance.</param>
/// <param name="Since">Since when the status is so, UTC.</param>
/// <param name="Trouble">What is the matter, in a sentence; null when nothing is.</param>
/// <param name="OrderTypes">What the venue itself can do.</param>
public sealed record BrokerView(
    string BrokerId,
    string Vendor,
    AccountMode Mode,
    CredentialKind? Credentials,
    string? KeyHint,
    ConnectionStatus Status,
    Instant64 Since,
    string? Trouble,
    bool GateIsOpen,
    Instant64? ReconciledAt,
    int Differences,
    double? ClockOffsetMs,
    IReadOnlyList<OrderType> OrderTypes,
    bool Oco,
    bool Bracket);

/// <param name="CancelOrders">Whether waiting orders are cancelled first.</param>
public sealed record BrokerStop(string AccountId, bool CancelOrders = false);

/// <summary>What a stop came to. Whatever the venue still has open is named.</summary>
/// <param name="IsClean">Whether the venue says that nothing is left of what was to go.</param>
/// <param name="Left">Orders that the venue still has open, or positions that are still there, in sentences; also what is too little to be sold, which keeps nothing from being clean.</param>
public sealed record StopReport(bool IsClean, int Cancelled, IReadOnlyList<string> Closing, IReadOnlyList<string> Left, TradingRefusal? Refusal);

public sealed record ReconciliationReply(Reconciliation? Reconciliation, TradingRefusal? Refusal);

/// <summary>How an account compares with its venue.</summary>
/// <param name="At">When they were last compared, UTC; null: not since the account was connected, or since the venue's events were lost.</param>
public sealed record Reconciliation(string AccountId, Instant64? At, bool Agrees, IReadOnlyList<Difference> Differences);

/// <param name="DifferenceId">Stays the same as long as the difference does.</param>
/// <param name="Kind">balance, foreign-order, missing-order, open-order, execution.</param>
/// <param name="What">A currency, or an order.</param>
public sealed record Difference(string DifferenceId, string Kind, string What, string Here, string AtVenue, string Message);

/// <param name="DifferenceIds">Those that somebody has looked at; null or empty accepts nothing.</param>
public sealed record DifferenceAcceptance(string AccountId, IReadOnlyList<string> DifferenceIds, string? Note = null);

/// <param name="Kind">Must be said, and fits the account's mode.</param>
/// <param name="Rest">Of a venue on this machine alone.</param>
/// <param name="Stream">Of a venue on this machine alone.</param>
/// <param name="OptIn">Live alone: the account's name and the word that real money is meant.</param>
public sealed record CredentialChange(string AccountId, CredentialKind Kind, string Key, string Secret, string? Rest = null, string? Stream = null, OptIn? OptIn = null)
{
    /// <summary>Whatever prints it prints no secret.</summary>
    public override string ToString() => $"{nameof(CredentialChange)} of {AccountId} (hidden)";
}

/// <param name="AccountId">Typed once more.</param>
/// <param name="Sentence">Exactly: I trade real money.</param>
public sealed record OptIn(string AccountId, string Sentence)
{
    public const string Words = "I trade real money";
}

public sealed record CredentialTest(bool Passed, string Message, double? ClockOffsetMs, IReadOnlyList<CashBalance> Balances, TradingRefusal? Refusal);

/// <param name="AccountId">Null: all.</param>
/// <param name="Reason">For people, kept with the change.</param>
public sealed record TradingModeChange(TradingMode Mode, string? AccountId = null, string? Reason = null);

/// <param name="AccountId">Null: all.</param>
/// <param name="Symbol">Null: all.</param>
public sealed record FlattenRequest(string? AccountId = null, Symbol? Symbol = null, int WaitMs = 10_000);

/// <param name="Unread">Accounts that cannot be read now; null: none.</param>
public sealed record TradingStatus(IReadOnlyList<AccountStatus> Accounts, TradingRefusal? Refusal = null, IReadOnlyList<UnreadAccount>? Unread = null);

/// <param name="Gate">Why the gate is shut, in a sentence; null when it is open.</param>
public sealed record AccountStatus(
    string AccountId,
    TradingMode Mode,
    string? ModeReason,
    Instant64? ModeSince,
    ConnectionStatus Connection,
    string? Gate,
    int OpenOrders,
    int UnknownOrders,
    int Positions,
    int UnprotectedPositions,
    Reconciliation Reconciliation);
