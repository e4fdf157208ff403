using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>Reads ledgers against their hashes and against the heads that were written down elsewhere.</summary>
internal sealed class LedgerVerifier([FromKeyedServices(PortfolioModule.DatabaseName)] Database database, HeadFiles files)
{
    private const int PageSize = 1_000;

    public async Task<LedgerVerdict> Verify(string? account, CancellationToken ct)
    {
        var accounts = account is not null ? [account] : (await database.Read(reading => reading.LedgerAccounts(), ct)).Union(files.Accounts).Order(StringComparer.Ordinal).ToArray();
        var (rows, faults, heads) = (0L, new List<LedgerFault>(), new List<LedgerHead>());
        foreach (var one in accounts)
        {
            var check = new ChainCheck(one, files.Read(one));
            await Read(check, ct);
            rows += check.Rows;
            faults.AddRange(check.Faults);
            heads.Add(new(one, check.Last, check.Head, check.Anchored));
        }

        return new(faults.Count == 0, rows, faults, heads);
    }

    private async Task Read(ChainCheck check, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                var page = await database.Read(reading => reading.Rows(check.Account, check.Last, PageSize), ct);
                foreach (var row in page) check.Add(row);
                if (page.Count < PageSize) break;
            }

            check.End();
        }
        catch (Exception cause) when (cause is InvalidDataException or FormatException or ArgumentException or System.Data.DataException)
        {
            check.Break(cause);
        }
    }
}
