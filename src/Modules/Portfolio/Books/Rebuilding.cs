using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>Books all facts anew from the first. The rows of the ledger are compared and never changed; what follows from them is made again.</summary>
internal static class Rebuilding
{
    private const int MostDifferences = 100;

    public static RebuildReport Run(Writing writing, string? account)
    {
        var (rows, differences) = (0L, new List<string>());
        foreach (var one in writing.LedgerAccounts().Where(one => account is null || one == account))
        {
            var before = Consequences(writing, one);
            writing.DropConsequences(one);
            Shelf.Read(writing, one, (row, booking) =>
            {
                rows++;
                if (booking.Row.Entries != row.Entries) Add($"Row {row.Sequence} of {one} was booked as '{row.Entries}' and comes to '{booking.Row.Entries}' now.");
                writing.KeepConsequences(booking with { Points = [] });
            });

            var after = Consequences(writing, one);
            foreach (var lost in before.Except(after)) Add($"{lost} is not what the ledger says.");
            foreach (var found in after.Except(before)) Add($"{found} is what the ledger says.");
        }

        return new(differences.Count == 0, rows, differences);

        void Add(string difference)
        {
            if (differences.Count < MostDifferences) differences.Add(difference);
        }
    }

    private static List<string> Consequences(Reading reading, string account) =>
    [
        .. reading.Query<PositionRow>("select account_id, symbol, life, opened_at, opened_by, closed_at, side, quantity, average_price, realized_pnl, currency from positions where account_id = @account order by symbol, life", new { account }).Select(row => row.ToString()),
        .. reading.Query<ClosedLotRow>("select account_id, sequence, number, symbol, lot, opened_at, closed_at, quantity, proceeds, cost, currency from closed_lots where account_id = @account order by sequence, number", new { account }).Select(row => row.ToString()),
    ];
}
