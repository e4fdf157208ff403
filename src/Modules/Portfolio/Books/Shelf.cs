using System.Collections.Concurrent;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Modules.Portfolio.Equity;
using AlgoTrendy.Platform.Databases;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>The books of all accounts in memory. The ledger is the truth: where a change of it was undone, or somebody else wrote, they are made again from it.</summary>
internal sealed class Shelf(ILogger<Shelf>? log = null)
{
    private const int PageSize = 1_000;

    private readonly ConcurrentDictionary<string, AccountKeeper> _keepers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _damages = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _putAside = new(StringComparer.Ordinal);
    private readonly HashSet<string> _compared = new(StringComparer.Ordinal);
    private Writing? _comparedBy;

    /// <summary>Those that have been opened, in the order of their opening.</summary>
    public IReadOnlyList<AccountKeeper> All => [.. _keepers.Values.Where(keeper => keeper.Shared is not null).OrderBy(keeper => keeper.OpenedAt).ThenBy(keeper => keeper.AccountId, StringComparer.Ordinal)];

    public AccountKeeper? Find(string account) => _keepers.TryGetValue(account, out var keeper) && keeper.Shared is not null ? keeper : null;

    /// <summary>What is wrong with the books of an account, in a sentence; null where nothing is. Until the next start nothing is booked to it.</summary>
    public string? DamageOf(string account) => LedgerDamageOf(account) ?? _putAside.GetValueOrDefault(account);

    /// <summary>The same of its rows alone.</summary>
    public string? LedgerDamageOf(string account) => _damages.GetValueOrDefault(account);

    /// <summary>Why there are no books of it.</summary>
    public PortfolioRefusal NoBooks(string account) => DamageOf(account) is { } damage ? new("ledger-damaged", damage) : Refusals.Account(account);

    /// <summary>Whether a ledger that somebody has touched explains it, and not the database that has it.</summary>
    public static bool IsOfTheLedger(Exception cause) => cause is not (DatabaseException or OperationCanceledException);

    /// <summary>What a person makes of it: what a column could not be read as is nobody's business.</summary>
    public static string WhyOf(Exception cause) => cause is InvalidDataException ? cause.Message : "A row of it cannot be read.";

    /// <summary>The books as this change sees the ledger; null where it cannot be read.</summary>
    public AccountKeeper? Current(Writing writing, string account)
    {
        if (DamageOf(account) is not null) return null;
        try
        {
            return Compared(writing, account);
        }
        catch (Exception cause) when (IsOfTheLedger(cause))
        {
            Damage(account, WhyOf(cause));
            return null;
        }
    }

    /// <summary>From now on nothing is booked to it.</summary>
    public void Damage(string account, string why)
    {
        _damages[account] = $"The ledger of {account} is damaged: {why} Nothing is booked to it; 'algotrendy ledger verify --account {account}' names the row, and 'algotrendy restore' brings back a backup from before.";
        _keepers.TryRemove(account, out _);
        log?.LogError("{Message}", _damages[account]);
    }

    /// <summary>Its rows are sound, and what is told next cannot be booked: from now on nothing is.</summary>
    public void PutAside(string account, string why)
    {
        _putAside[account] = why;
        _keepers.TryRemove(account, out _);
        log?.LogError("{Message}", why);
    }

    /// <summary>Puts an account aside whose next fact waits because it cannot be booked; tried on books of its own.</summary>
    public void TryWaiting(Reading reading, string account)
    {
        if (Find(account) is not { Waiting: > 0 } keeper || reading.Waiting(account, keeper.BookSequence + 1) is not { } next) return;
        try
        {
            if (UnbookableFact.TryBook(Read(reading, account), FactText.Read(next.Fact), keeper.BookSequence + 1, next.Reference, out _) is { } fault) PutAside(account, fault);
        }
        catch (InvalidDataException)
        {
            PutAside(account, $"What was told of {account} and waits cannot be read: nothing is booked to it. 'algotrendy restore' brings back a backup from before.");
        }
    }

    /// <summary>Something is being undone: what is in memory is compared with the ledger again.</summary>
    public void Doubt() => _comparedBy = null;

    /// <summary>Made from the first row on.</summary>
    /// <param name="look">Sees every row with what it came to this time.</param>
    public static AccountKeeper Read(Reading reading, string account, Action<LedgerRow, Booking>? look = null)
    {
        var keeper = new AccountKeeper(account);
        while (true)
        {
            var rows = reading.Rows(account, keeper.Sequence, PageSize);
            foreach (var row in rows)
            {
                var booking = keeper.Repeat(row);
                look?.Invoke(row, booking);
            }

            if (rows.Count < PageSize) break;
        }

        keeper.Waiting = (int)reading.CountWaiting(account);
        keeper.GoOn(reading.NewestPoints(account));
        return keeper;
    }

    private AccountKeeper Compared(Writing writing, string account)
    {
        // Once a commit: between two of its changes nobody else writes.
        if (!ReferenceEquals(_comparedBy, writing)) _compared.Clear();
        _comparedBy = writing;
        if (!_compared.Add(account)) return _keepers[account];

        var head = writing.Head(account);
        if (_keepers.TryGetValue(account, out var keeper) && keeper.Sequence == (head?.Sequence ?? 0) && (head is null || keeper.Hash == head.Hash)) return keeper;

        return _keepers[account] = Read(writing, account);
    }
}
