using System.Globalization;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Platform.Databases;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>A life of a position, as the table has it.</summary>
internal sealed record PositionRow(string AccountId, string Symbol, long Life, Instant64 OpenedAt, long OpenedBy, Instant64? ClosedAt, string Side, decimal Quantity, decimal AveragePrice, decimal RealizedPnl, Core.Values.Currency Currency)
{
    /// <summary>Account and symbol, as trading names it; and the life's number when that is over.</summary>
    public string PositionId => ClosedAt is null ? $"{AccountId}:{Symbol}" : string.Create(CultureInfo.InvariantCulture, $"{AccountId}:{Symbol}:{Life}");

    /// <summary>From where the next page goes on.</summary>
    public string Cursor => string.Create(CultureInfo.InvariantCulture, $"{OpenedAt.ToUnixTimeNanoseconds()}:{AccountId}:{Symbol}:{Life}");
}

/// <summary>Where a page of positions goes on.</summary>
internal readonly record struct PositionCursor(long OpenedAt, string AccountId, string Symbol, long Life)
{
    public static PositionCursor? Read(string text) =>
        text.Split(':') is [var openedAt, var account, var symbol, var life]
        && long.TryParse(openedAt, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at) && long.TryParse(life, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(at, account, symbol, number)
            : null;
}

/// <summary>The table of positions.</summary>
internal static class PositionStore
{
    private const string Columns = "account_id, symbol, life, opened_at, opened_by, closed_at, side, quantity, average_price, realized_pnl, currency";

    /// <summary>The newest first.</summary>
    public static IReadOnlyList<PositionRow> Positions(this Reading reading, PositionQuery query, PositionCursor? after)
    {
        var conditions = new List<string>();
        if (query.AccountId is not null) conditions.Add("account_id = @AccountId");
        if (query.Symbol is not null) conditions.Add("symbol = @Symbol");
        if (query.IsOpen is { } isOpen) conditions.Add(isOpen ? "closed_at is null" : "closed_at is not null");
        if (after is not null) conditions.Add("(opened_at < @OpenedAt or (opened_at = @OpenedAt and (account_id, symbol, life) > (@AfterAccount, @AfterSymbol, @AfterLife)))");
        return reading.Query<PositionRow>(
            $"select {Columns} from positions {(conditions.Count == 0 ? "" : "where " + string.Join(" and ", conditions))} order by opened_at desc, account_id, symbol, life limit @Most",
            new { query.AccountId, Symbol = query.Symbol?.ToString(), after?.OpenedAt, AfterAccount = after?.AccountId, AfterSymbol = after?.Symbol, AfterLife = after?.Life, Most = query.Limit + 1 });
    }

    /// <summary>By the name of its account and symbol the life that is open, or else the last; or the life that is named.</summary>
    public static PositionRow? FindPosition(this Reading reading, string id)
    {
        if (id.Split(':') is not ([_, _] or [_, _, _]) || id.Split(':') is not [var account, var symbol, .. var rest] || !Symbol.TryParse(symbol, out _)) return null;
        if (rest.Length == 0) return reading.Find<PositionRow>($"select {Columns} from positions where account_id = @account and symbol = @symbol order by life desc limit 1", new { account, symbol });
        return long.TryParse(rest[0], NumberStyles.None, CultureInfo.InvariantCulture, out var life)
            ? reading.Find<PositionRow>($"select {Columns} from positions where account_id = @account and symbol = @symbol and life = @life", new { account, symbol, life })
            : null;
    }
}
