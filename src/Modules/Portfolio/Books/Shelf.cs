using System.Collections.Concurrent;
using AlgoTrendy.Modules.Portfolio.Equity;
using AlgoTrendy.Platform.Databases;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>The books of all accounts in memory. The ledger is the truth: where a change of it was undone, or somebody else wrote, they are made again from it.</summary>
internal sealed class Shelf
{
    private const int PageSize = 1_000;

    private readonly ConcurrentDictionary<string, AccountKeeper> _keepers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _compared = new(StringComparer.Ordinal);
    private Writing? _comparedBy;

    /// <summary>Those that have been opened, in the order of their opening.</summary>
    public IReadOnlyList<AccountKeeper> All => [.. _keepers.Values.Where(keeper => keeper.Shared is not null).OrderBy(keeper => keeper.OpenedAt).ThenBy(keeper => keeper.AccountId, StringComparer.Ordinal)];

    public AccountKeeper? Find(string account) => _keepers.TryGetValue(account, out var keeper) && keeper.Shared is not null ? keeper : null;

    /// <summary>The books as this change sees the ledger.</summary>
    public AccountKeeper Current(Writing writing, string account)
    {
        // Once a commit: between two of its changes nobody else writes.
        if (!ReferenceEquals(_comparedBy, writing)) _compared.Clear();
        _comparedBy = writing;
        if (!_compared.Add(account)) return _keepers[account];

        var head = writing.Head(account);
        if (_keepers.TryGetValue(account, out var keeper) && keeper.Sequence == (head?.Sequence ?? 0) && (head is null || keeper.Hash == head.Hash)) return keeper;

        return _keepers[account] = Read(writing, account);
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
        if (reading.LastPoint(account, "d", Instant64.MaxValue) is { } last) keeper.Trail.Remember(last.Peak, last.Capital);
        return keeper;
    }
}
