using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Modules.Backtesting.Report;

/// <summary>Bars as the page draws them: few enough for a screen, each made of one bar or of several.</summary>
/// <param name="Step">How long a candle lasts; one second means: the bars as they are.</param>
/// <param name="Times">Open times in seconds since 1970.</param>
internal sealed record Candles(BarSeries Bars, ChartStep Step, long[] Times, double[] Open, double[] High, double[] Low, double[] Close, double[] Volume)
{
    public bool IsThinned => Step != ChartStep.Second;

    /// <summary>The finest candles of which there are not more than <paramref name="most"/>.</summary>
    public static Candles Of(BarSeries bars, int most)
    {
        if (bars.Count <= most) return Of(bars, ChartStep.Second);

        var step = ChartStep.Second;
        foreach (var coarser in ChartStep.CoarserThan(bars.Interval))
        {
            step = coarser;
            if (CountOf(bars, step) <= most) break;
        }

        return Of(bars, step);
    }

    public static Candles Of(BarSeries bars, ChartStep step)
    {
        var count = CountOf(bars, step);
        var candles = new Candles(bars, step, new long[count], new double[count], new double[count], new double[count], new double[count], new double[count]);
        var at = -1;
        for (var index = 0; index < bars.Count; index++)
        {
            var time = step.BucketOf(bars.OpenTime[index]);
            if (at < 0 || candles.Times[at] != time) candles.Begin(++at, time, index);
            else candles.Extend(at, index);
        }

        return candles;
    }

    private static int CountOf(BarSeries bars, ChartStep step)
    {
        var (count, last) = (0, long.MinValue);
        foreach (var open in bars.OpenTime)
        {
            var time = step.BucketOf(open);
            if (time != last) count++;
            last = time;
        }

        return count;
    }

    private void Begin(int at, long time, int bar)
    {
        Times[at] = time;
        (Open[at], High[at], Low[at], Close[at], Volume[at]) = (Bars.Open[bar], Bars.High[bar], Bars.Low[bar], Bars.Close[bar], Bars.Volume[bar]);
    }

    private void Extend(int at, int bar)
    {
        High[at] = Math.Max(High[at], Bars.High[bar]);
        Low[at] = Math.Min(Low[at], Bars.Low[bar]);
        Close[at] = Bars.Close[bar];
        Volume[at] += Bars.Volume[bar];
    }
}
