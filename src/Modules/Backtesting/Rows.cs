using System.Globalization;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Modules.Backtesting.Results;

namespace AlgoTrendy.Modules.Backtesting;

internal sealed record TradeList(IReadOnlyList<ResultTrade> Items, string? NextCursor);

internal sealed record EquityList(IReadOnlyList<EquityPoint> Items, string? NextCursor);

/// <summary>Long lists of a result, a page at a time. Their cursor is a place in the list.</summary>
internal static class Rows
{
    private const int UsualRows = 1_000;
    private const int MostRows = 100_000;

    /// <summary>What is wrong with the page that is asked for; null when nothing is.</summary>
    public static ProblemHttpResult? Fault(int? limit, string? cursor)
    {
        if (limit is < 1 or > MostRows) return Problems.Invalid("limit", $"limit is {limit}; 1 to {MostRows} rows fit a page.");
        return cursor is null || Place(cursor) is not null ? null : Problems.Invalid("cursor", "This is no cursor that was given out here.");
    }

    public static ProblemHttpResult? Fault(int? points, int? limit, string? cursor) =>
        points is < 2 or > MostRows ? Problems.Invalid("points", $"points is {points}; a curve can have 2 to {MostRows}.") : Fault(limit, cursor);

    public static (IReadOnlyList<T> Items, string? Next) Page<T>(IReadOnlyList<T> all, int? limit, string? cursor)
    {
        var start = cursor is null ? 0 : Place(cursor)!.Value;
        var end = (int)Math.Min(all.Count, (long)start + (limit ?? UsualRows));
        var items = new List<T>(Math.Max(0, end - start));
        for (var index = start; index < end; index++) items.Add(all[index]);
        return (items, end < all.Count ? end.ToString(CultureInfo.InvariantCulture) : null);
    }

    public static TradeList Trades(BacktestResult result, int? limit, string? cursor)
    {
        var (items, next) = Page(result.Trades, limit, cursor);
        return new(items, next);
    }

    /// <param name="points">Thinned to so many instead of in pages.</param>
    public static EquityList Equity(BacktestResult result, int? points, int? limit, string? cursor)
    {
        if (points is { } most) return new(Thinned.To(result.Equity, most), null);

        var (items, next) = Page(result.Equity, limit, cursor);
        return new(items, next);
    }

    private static int? Place(string cursor) => int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : null;
}
