using System.Globalization;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Platform.Databases;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>The table of closed lots, as lines of a tax report.</summary>
internal static class TaxLotStore
{
    private const string Columns = "account_id, sequence, number, symbol, lot, opened_at, closed_at, quantity, proceeds, cost, currency";

    /// <summary>In the order of their closing.</summary>
    /// <param name="accounts">Null: all.</param>
    public static TaxLotPage TaxLots(this Reading reading, TaxLotQuery query, IReadOnlyList<string>? accounts)
    {
        if (accounts is { Count: 0 }) return new([], null);

        var after = query.Cursor is null ? null : ReadCursor(query.Cursor);
        var (start, end) = query.Year is { } year ? (Instant64.FromUtc(year, 1, 1, 0, 0), Instant64.FromUtc(year + 1, 1, 1, 0, 0)) : (Instant64.MinValue, Instant64.MaxValue);
        var found = new List<ClosedLotRow>();
        foreach (var account in accounts ?? [.. reading.LedgerAccounts()])
        {
            found.AddRange(reading.Query<ClosedLotRow>(
                $"""
                select {Columns} from closed_lots where account_id = @account and closed_at >= @start and closed_at < @end {(query.Symbol is null ? "" : "and symbol = @Symbol")}
                {(after is null ? "" : "and (closed_at > @ClosedAt or (closed_at = @ClosedAt and (account_id, sequence, number) > (@AfterAccount, @AfterSequence, @AfterNumber)))")}
                order by closed_at, account_id, sequence, number limit @Most
                """,
                new { account, start, end, Symbol = query.Symbol?.ToString(), after?.ClosedAt, AfterAccount = after?.AccountId, AfterSequence = after?.Sequence, AfterNumber = after?.Number, Most = query.Limit + 1 }));
        }

        var rows = found.OrderBy(lot => lot.ClosedAt).ThenBy(lot => lot.AccountId, StringComparer.Ordinal).ThenBy(lot => lot.Sequence).ThenBy(lot => lot.Number).Take(query.Limit + 1).ToArray();
        return new([.. rows.Take(query.Limit).Select(ViewOf)], rows.Length > query.Limit ? CursorOf(rows[query.Limit - 1]) : null);
    }

    public static LotCursor? ReadCursor(string text) =>
        text.Split(':') is [var closedAt, var account, var sequence, var number]
        && long.TryParse(closedAt, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at)
        && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var row) && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? new(at, account, row, place)
            : null;

    private static string CursorOf(ClosedLotRow lot) => string.Create(CultureInfo.InvariantCulture, $"{lot.ClosedAt.ToUnixTimeNanoseconds()}:{lot.AccountId}:{lot.Sequence}:{lot.Number}");

    private static TaxLot ViewOf(ClosedLotRow row)
    {
        var lot = new ClosedLot(row.Lot, row.OpenedAt, row.ClosedAt, row.Quantity, row.Proceeds, row.Cost);
        _ = Symbol.TryParse(row.Symbol, out var symbol);
        return new(row.AccountId, symbol, row.Sequence, lot.Lot, lot.OpenedAt, lot.ClosedAt, lot.Quantity, lot.Proceeds, lot.Cost, lot.Gain, lot.DaysHeld, lot.IsLongTerm, row.Currency);
    }
}

/// <summary>Where a page of lots goes on.</summary>
internal readonly record struct LotCursor(long ClosedAt, string AccountId, long Sequence, long Number);
