using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Modules.Portfolio.Equity;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>The tables of the ledger and of what follows from it.</summary>
internal static class LedgerStore
{
    /// <summary>A file keeps what it is given, also in a column of numbers.</summary>
    private const string IsNumbered = "cast(cast(sequence as bigint) as text) = cast(sequence as text)";

    public static void Keep(this Writing writing, Booking booking)
    {
        writing.Execute($"insert into ledger ({LedgerRow.Columns}) values (@AccountId, @Sequence, @BookSequence, @Time, @Kind, @Reference, @Fact, @Entries, @Previous, @Hash)", booking.Row);
        writing.KeepConsequences(booking);
    }

    /// <summary>What follows from a row.</summary>
    public static void KeepConsequences(this Writing writing, Booking booking)
    {
        foreach (var life in booking.Lives)
        {
            writing.Execute(
                """
                insert into positions (account_id, symbol, life, opened_at, opened_by, closed_at, side, quantity, average_price, realized_pnl, currency)
                values (@AccountId, @Symbol, @Number, @OpenedAt, @OpenedBy, @ClosedAt, @Side, @Quantity, @AveragePrice, @RealizedPnl, @Currency)
                on conflict (account_id, symbol, life) do update set closed_at = excluded.closed_at, quantity = excluded.quantity, average_price = excluded.average_price, realized_pnl = excluded.realized_pnl
                """,
                new { life.AccountId, life.Symbol, life.Number, life.OpenedAt, life.OpenedBy, life.ClosedAt, life.Side, life.Quantity, life.AveragePrice, life.RealizedPnl, life.Currency });
        }

        foreach (var lot in booking.ClosedLots)
        {
            writing.Execute(
                """
                insert into closed_lots (account_id, sequence, number, symbol, lot, opened_at, closed_at, quantity, proceeds, cost, currency)
                values (@AccountId, @Sequence, @Number, @Symbol, @Lot, @OpenedAt, @ClosedAt, @Quantity, @Proceeds, @Cost, @Currency)
                """,
                lot);
        }

        writing.KeepPoints(booking.Points);
    }

    /// <summary>Drops what follows from the ledger of an account; its equity stays, as prices made it.</summary>
    public static void DropConsequences(this Writing writing, string account)
    {
        writing.Execute("delete from positions where account_id = @account", new { account });
        writing.Execute("delete from closed_lots where account_id = @account", new { account });
    }

    /// <summary>The row that was booked of our own under this key; null when none was.</summary>
    public static long? RequestOf(this Reading reading, string account, string key) => reading.Find<long?>("select sequence from requests where account_id = @account and key = @key", new { account, key });

    public static LedgerHeadRow? Head(this Reading reading, string account) =>
        reading.Find<LedgerHeadRow>("select sequence, hash from ledger where account_id = @account order by sequence desc limit 1", new { account });

    public static IReadOnlyList<LedgerRow> Rows(this Reading reading, string account, long after, int most) => reading.Query<LedgerRow>(
        $"select {LedgerRow.Columns} from ledger where account_id = @account and sequence > @after order by sequence limit @most", new { account, after, most });

    /// <summary>The same as they lie there, for whoever doubts them; from the least number that there is.</summary>
    public static IReadOnlyList<StoredRow> StoredRows(this Reading reading, string account, long after, int most) => reading.Query<StoredRow>(
        $"select {StoredRow.Columns} from ledger where account_id = @account and sequence > @after and {IsNumbered} order by ledger.sequence limit @most", new { account, after, most });

    /// <summary>Rows whose number is none.</summary>
    public static IReadOnlyList<StoredRow> UnnumberedRows(this Reading reading, string account) => reading.Query<StoredRow>(
        $"select {StoredRow.Columns} from ledger where account_id = @account and not ({IsNumbered})", new { account });

    /// <summary>The last row of which something is left in another table; 0 when none is.</summary>
    public static long LastTrace(this Reading reading, string account) => reading.Query<long>(
        """
        select coalesce(max(cast(opened_by as bigint)), 0) from positions where account_id = @account
        union all select coalesce(max(cast(sequence as bigint)), 0) from closed_lots where account_id = @account
        union all select coalesce(max(cast(sequence as bigint)), 0) from requests where account_id = @account
        """,
        new { account }).Max();

    public static LedgerRow? RowTold(this Reading reading, string account, long bookSequence) => reading.Find<LedgerRow>(
        $"select {LedgerRow.Columns} from ledger where account_id = @account and book_sequence = @bookSequence", new { account, bookSequence });

    public static void Wait(this Writing writing, string account, long bookSequence, string reference, BookedFact fact) => writing.Execute(
        "insert into waiting (account_id, book_sequence, reference, fact) values (@account, @bookSequence, @reference, @Fact) on conflict do nothing",
        new { account, bookSequence, reference, Fact = FactText.Write(fact) });

    public static WaitingRow? Waiting(this Reading reading, string account, long bookSequence) =>
        reading.Find<WaitingRow>("select reference, fact from waiting where account_id = @account and book_sequence = @bookSequence", new { account, bookSequence });

    public static WaitingRow? TakeWaiting(this Writing writing, string account, long bookSequence)
    {
        var found = writing.Waiting(account, bookSequence);
        if (found is not null) writing.Execute("delete from waiting where account_id = @account and book_sequence = @bookSequence", new { account, bookSequence });
        return found;
    }

    public static long CountWaiting(this Reading reading, string account) => reading.Get<long>("select count(*) from waiting where account_id = @account", new { account });

    public static IReadOnlyList<string> LedgerAccounts(this Reading reading) => reading.Query<string>("select distinct cast(account_id as text) from ledger order by 1");
}

internal sealed record LedgerHeadRow(long Sequence, string Hash);

internal sealed record WaitingRow(string Reference, string Fact);
