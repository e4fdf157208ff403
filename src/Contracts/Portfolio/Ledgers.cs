using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Portfolio;

/// <param name="Limit">1 to 1000.</param>
public sealed record LedgerQuery(string AccountId, int Limit = 100, string? Cursor = null);

/// <param name="Refusal">When there is no such account.</param>
public sealed record LedgerPage(IReadOnlyList<LedgerRowView> Items, string? NextCursor, PortfolioRefusal? Refusal = null);

/// <summary>One fact as it was booked. Its entries sum to zero in each currency.</summary>
/// <param name="BookSequence">Its place in what trading told; null for what came from elsewhere.</param>
/// <param name="Reference">The event that it came from.</param>
/// <param name="Hash">SHA-256 over the row and the hash of the row before.</param>
public sealed record LedgerRowView(
    long Sequence,
    long? BookSequence,
    Instant64 Time,
    FactKind Kind,
    string Reference,
    string? Part,
    string? Note,
    IReadOnlyList<LedgerLine> Entries,
    string PreviousHash,
    string Hash);

/// <param name="Part">Where an entry belongs to one part of the account alone.</param>
public sealed record LedgerLine(LedgerAccount Account, Currency Currency, decimal Amount, Symbol? Symbol, string? Part);

/// <param name="Refusal">When there is no such account.</param>
public sealed record LedgerVerdict(bool IsSound, long Rows, IReadOnlyList<LedgerFault> Faults, IReadOnlyList<LedgerHead> Heads, PortfolioRefusal? Refusal = null);

/// <param name="Sequence">The row that it is about.</param>
/// <param name="Kind">changed, removed, cut, added, unbalanced, unanchored.</param>
public sealed record LedgerFault(string AccountId, long Sequence, string Kind, string Message);

/// <param name="Anchored">How far the head is kept outside of the database.</param>
/// <param name="Restored">When a backup was last restored, and which rows that took away, in a sentence; null: never.</param>
public sealed record LedgerHead(string AccountId, long Sequence, string Hash, long Anchored, string? Restored = null);

/// <param name="Same">Whether every row came to the same entries and everything that follows from them is as it was.</param>
/// <param name="Rows">Of the ledgers that could be booked anew.</param>
/// <param name="Refusal">When there is no such account.</param>
/// <param name="Damaged">Accounts whose ledgers could not be booked anew: what follows from them is as it was. Null: none.</param>
public sealed record RebuildReport(bool Same, long Rows, IReadOnlyList<string> Differences, PortfolioRefusal? Refusal = null, IReadOnlyList<string>? Damaged = null);
