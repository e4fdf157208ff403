using System.Globalization;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Equity;

/// <summary>Points of minutes, hours or days as points of any interval that is made of them.</summary>
internal static class EquityHistory
{
    private const long Second = 1_000_000_000;
    private const long Week = 7 * 86_400 * Second;

    /// <summary>The first Monday after 1970-01-01, a Thursday: weeks begin on Mondays (ISO 8601).</summary>
    private const long FirstMonday = 4 * 86_400 * Second;

    /// <summary>The longest span that the interval is made of; null where it is made of none.</summary>
    public static string? SpanOf(Interval interval) => Seconds(interval) switch
    {
        0 => null,
        var seconds when seconds % 86_400 == 0 => "d",
        var seconds when seconds % 3_600 == 0 => "h",
        var seconds when seconds % 60 == 0 => "m",
        _ => null,
    };

    /// <summary>The query from where its cursor goes on; null when that is none.</summary>
    public static EquityQuery? GoOn(EquityQuery query)
    {
        if (query.Cursor is null) return query;
        if (!long.TryParse(query.Cursor, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var last) || last > long.MaxValue - Seconds(query.Interval) * Second) return null;

        var next = Instant64.FromUnixTimeNanoseconds(last + Seconds(query.Interval) * Second);
        return query.From is { } from && from > next ? query : query with { From = next };
    }

    public static string CursorOf(EquityMark last) => last.Time.ToUnixTimeNanoseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>As many as a page can be made of, and one mark more.</summary>
    public static long PointsFor(EquityQuery query, string span) => (query.Limit + 1L) * (Seconds(query.Interval) / (span == "d" ? 86_400 : span == "h" ? 3_600 : 60));

    /// <param name="current">The point that is not written yet, unless it has been meanwhile.</param>
    public static IReadOnlyList<EquityMark> Of(IReadOnlyList<EquityPoint> points, EquityPoint? current, EquityQuery query)
    {
        var (step, marks) = (Seconds(query.Interval) * Second, new List<EquityMark>(points.Count + 1));
        foreach (var point in points) Add(point);
        if (current is not null && (points.Count == 0 || current.At >= points[^1].At) && (query.From is not { } from || current.Time >= from) && (query.To is not { } to || current.Time < to)) Add(current);
        return marks;

        void Add(EquityPoint point)
        {
            var nanoseconds = point.Time.ToUnixTimeNanoseconds();
            var over = (nanoseconds - (step % Week == 0 ? FirstMonday : 0)) % step;
            var time = Instant64.FromUnixTimeNanoseconds(nanoseconds - (over < 0 ? over + step : over));
            var age = point.PricedAt is { } pricedAt ? Math.Max(0L, (point.At.ToUnixTimeNanoseconds() - pricedAt.ToUnixTimeNanoseconds()) / 1_000_000) : default(long?);
            var mark = new EquityMark(time, point.At, point.Equity, point.Cash, point.Capital, age);
            if (marks.Count > 0 && marks[^1].Time == time) marks[^1] = mark;
            else marks.Add(mark);
        }
    }

    private static long Seconds(Interval interval) => interval.Count * interval.Unit switch
    {
        IntervalUnit.Second => 1L,
        IntervalUnit.Minute => 60L,
        IntervalUnit.Hour => 3_600L,
        _ => 86_400L,
    };
}
