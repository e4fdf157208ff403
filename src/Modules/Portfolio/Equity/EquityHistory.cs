using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Equity;

/// <summary>Points of minutes, hours or days as points of any interval that is made of them.</summary>
internal static class EquityHistory
{
    private const long Second = 1_000_000_000;

    /// <summary>The longest span that the interval is made of; null where it is made of none.</summary>
    public static string? SpanOf(Interval interval) => Seconds(interval) switch
    {
        0 => null,
        var seconds when seconds % 86_400 == 0 => "d",
        var seconds when seconds % 3_600 == 0 => "h",
        var seconds when seconds % 60 == 0 => "m",
        _ => null,
    };

    /// <param name="current">The point that is not written yet.</param>
    public static IReadOnlyList<EquityMark> Of(IReadOnlyList<EquityPoint> points, EquityPoint? current, EquityQuery query)
    {
        var (step, marks) = (Seconds(query.Interval) * Second, new List<EquityMark>(points.Count + 1));
        foreach (var point in points) Add(point);
        if (current is not null && (query.From is not { } from || current.Time >= from) && (query.To is not { } to || current.Time < to)) Add(current);
        return marks;

        void Add(EquityPoint point)
        {
            var nanoseconds = point.Time.ToUnixTimeNanoseconds();
            var over = nanoseconds % step;
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
