using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>Books all facts anew from the first. The rows of the ledger are compared and never changed; what follows from them is made again.</summary>
internal static class Rebuilding
{
    private const int MostDifferences = 100;

    public static RebuildReport Run(Writing writing, string? account)
    {
        string[] there = [.. writing.LedgerAccounts().Union(writing.AccountNames()).Order(StringComparer.Ordinal)];
        if (account is not null && !there.Contains(account)) return new(false, 0, [], Refusals.Account(account, there));

        var (rows, differences, damaged) = (0L, new List<string>(), new List<string>());
        foreach (var one in account is null ? there : [account])
        {
            if (WhyUnreadable(writing, one) is { } why)
            {
                damaged.Add(one);
                Add($"The ledger of {one} cannot be booked anew, and nothing of it was touched: {why} 'algotrendy ledger verify' names the row.");
                continue;
            }

            var before = Consequences(writing, one);
            writing.DropConsequences(one);
            Shelf.Read(writing, one, (row, booking) =>
            {
                rows++;
                if (booking.Row.Entries != row.Entries) Add($"Row {row.Sequence} of {one} was booked as '{row.Entries}' and comes to '{booking.Row.Entries}' now.");
                writing.KeepConsequences(booking with { Points = [] });
            });

            var after = Consequences(writing, one);
            foreach (var lost in before.Except(after)) Add($"{Sentence(lost)} was in the table, and is not what the ledger says.");
            foreach (var found in after.Except(before)) Add($"{Sentence(found)} is what the ledger says, and was not in the table.");
        }

        return new(differences.Count == 0, rows, differences, Damaged: damaged.Count == 0 ? null : damaged);

        void Add(string difference)
        {
            if (differences.Count < MostDifferences) differences.Add(difference);
        }
    }

    // Before anything is dropped, so that what there was stays.
    private static string? WhyUnreadable(Reading reading, string account)
    {
        try
        {
            return Shelf.Read(reading, account).Sequence == 0 ? "There is no row of it." : null;
        }
        catch (Exception cause) when (Shelf.IsOfTheLedger(cause))
        {
            return Shelf.WhyOf(cause);
        }
    }

    private static List<object> Consequences(Reading reading, string account) =>
    [
        .. reading.Query<PositionRow>("select account_id, symbol, life, opened_at, opened_by, closed_at, side, quantity, average_price, realized_pnl, currency from positions where account_id = @account order by symbol, life", new { account }),
        .. reading.Query<ClosedLotRow>("select account_id, sequence, number, symbol, lot, opened_at, closed_at, quantity, proceeds, cost, currency from closed_lots where account_id = @account order by sequence, number", new { account }),
    ];

    private static string Sentence(object consequence) => consequence switch
    {
        PositionRow life => FormattableString.Invariant(
            $"Life {life.Life} of {life.AccountId}:{life.Symbol} ({life.Side} {life.Quantity} at {life.AveragePrice} {life.Currency}, {life.RealizedPnl} realised, opened by row {life.OpenedBy} at {life.OpenedAt}, {(life.ClosedAt is { } at ? $"closed at {at}" : "open")})"),
        ClosedLotRow lot => FormattableString.Invariant(
            $"Lot {lot.Lot} of {lot.AccountId}:{lot.Symbol} that row {lot.Sequence} closed as number {lot.Number} ({lot.Quantity} for {lot.Proceeds} {lot.Currency}, at a cost of {lot.Cost}, opened at {lot.OpenedAt}, closed at {lot.ClosedAt})"),
        _ => throw new ArgumentException($"Nothing is said of a {consequence.GetType().Name}.", nameof(consequence)),
    };
}
