using AlgoTrendy.Contracts.Backtesting;

namespace AlgoTrendy.Modules.Backtesting.Report;

/// <summary>Equity at the times of the chart. Each point stands for all that were recorded in its stretch: the last, the lowest, the highest, and the deepest drawdown among them, so that thinning hides no loss.</summary>
/// <param name="Places">Which time of the chart each point belongs to; rising.</param>
/// <param name="Drawdown">As a fraction of the highest equity so far, the starting one included; 0 or negative.</param>
internal sealed record EquityCurve(int[] Places, double[] Last, double[] Low, double[] High, double[] Drawdown)
{
    /// <summary>Puts each point at the last time of the chart before it: equity is recorded when a bar closes, and times of the chart are when bars open.</summary>
    public static EquityCurve Of(IReadOnlyList<EquityPoint> points, decimal startEquity, ReadOnlySpan<long> times)
    {
        var most = Math.Min(points.Count, times.Length);
        var (places, last, low, high, drawdown) = (new int[most], new double[most], new double[most], new double[most], new double[most]);
        var (at, place) = (-1, 0);
        var peak = (double)startEquity;
        for (var index = 0; index < points.Count; index++)
        {
            var point = points[index];
            var equity = (double)point.Equity;
            place = ChartTimes.PlaceOf(point.Time, times, place);
            if (at < 0 || places[at] != place) (places[++at], low[at], high[at]) = (place, equity, equity);
            peak = Math.Max(peak, equity);
            last[at] = equity;
            low[at] = Math.Min(low[at], equity);
            high[at] = Math.Max(high[at], equity);
            drawdown[at] = Math.Min(drawdown[at], peak > 0 ? equity / peak - 1 : 0);
        }

        var count = at + 1;
        return new(places[..count], last[..count], low[..count], high[..count], drawdown[..count]);
    }

    /// <summary>The times to draw at when there are no prices: those of the points, or of the shortest stretches that are few enough.</summary>
    public static long[] TimesOf(IReadOnlyList<EquityPoint> points, int most)
    {
        var times = points.Select(point => ChartTimes.CeilingSecond(point.Time) - 1).Distinct().ToArray();
        foreach (var step in ChartStep.CoarserThan(Interval.OneSecond))
        {
            if (times.Length <= most) break;
            times = [.. times.Select(step.BucketOf).Distinct()];
        }

        return times;
    }
}
