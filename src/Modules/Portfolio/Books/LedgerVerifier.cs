using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>Reads ledgers against their hashes and against the heads that were written down elsewhere. It needs no books, which a ledger that was touched may not give.</summary>
internal sealed class LedgerVerifier([FromKeyedServices(PortfolioModule.DatabaseName)] Database database, HeadFiles files, HeadAnchors anchors, Shelf shelf)
{
    private const int PageSize = 1_000;

    public async Task<LedgerVerdict> Verify(string? account, CancellationToken ct)
    {
        var (opened, booked) = await database.Read(reading => (reading.AccountNames(), reading.LedgerAccounts()), ct);
        string[] there = [.. opened.Union(booked).Union(files.Accounts).Order(StringComparer.Ordinal)];
        if (account is not null && !there.Contains(account)) return new(false, 0, [], [], Refusals.Account(account, there));

        var (rows, faults, heads) = (0L, new List<LedgerFault>(), new List<LedgerHead>());
        foreach (var one in account is null ? there : [account])
        {
            var check = new ChainCheck(one, files.Read(one));
            await Read(database, check, opened.Contains(one), ct);
            if (shelf.LedgerDamageOf(one) is { } damage) check.NoteDamage(damage);
            rows += check.Rows;
            faults.AddRange(check.Faults);
            heads.Add(new(one, check.Last, check.Head, check.Anchored, check.Restored));
        }

        return new(faults.Count == 0, rows, faults, heads);
    }

    /// <summary>Accepts the head of a ledger whose rows are sound, although it was not kept outside.</summary>
    public async Task<LedgerVerdict> Anchor(string account, CancellationToken ct)
    {
        var verdict = await Verify(account, ct);
        if (verdict.Faults.Count == 0 || verdict.Faults.Any(fault => fault.Kind != ChainCheck.Unanchored)) return verdict;

        await anchors.Accept(account, ct);
        return await Verify(account, ct);
    }

    private async Task Read(Database ledgers, ChainCheck check, bool isOpened, CancellationToken ct)
    {
        // Before the rows, so that they are there if they were.
        var trace = await ledgers.Read(reading => reading.LastTrace(check.Account), ct);
        await ReadRows(ledgers, check, ct);
        if (check.Last > check.Anchored)
        {
            // Booked within the last tenth of a second: it is written down now, if it may be.
            await anchors.TryAnchor(ct);
            check.Look(files.Read(check.Account).Anchors);
        }

        check.End(isOpened, trace);
    }

    internal static async Task ReadRows(Database ledgers, ChainCheck check, CancellationToken ct)
    {
        for (var after = long.MinValue; ;)
        {
            var page = await ledgers.Read(reading => reading.StoredRows(check.Account, after, PageSize), ct);
            foreach (var row in page) check.Add(row);
            if (page.Count < PageSize) break;
            after = StoredRow.Number(page[^1].Sequence)!.Value;
        }

        foreach (var row in await ledgers.Read(reading => reading.UnnumberedRows(check.Account), ct)) check.Add(row);
    }
}
