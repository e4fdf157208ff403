using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Statistics;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Backtesting.Report;

/// <summary>The benchmark as the equity chart draws it: how many times its first worth it is at each time of the chart, NaN before its first close.</summary>
/// <param name="Return">As a fraction: 0.25 is a quarter more.</param>
/// <param name="MaxDrawdown">As a fraction; 0 or negative.</param>
internal sealed record BenchmarkLine(string Symbol, double Return, double MaxDrawdown, double[] Growth)
{
    /// <summary>Null where its return has no meaning, or nothing was recorded to measure against it.</summary>
    public static BenchmarkLine? Of(BarSeries bars, BacktestResult result, ReadOnlySpan<long> times)
    {
        if (result.Equity.Count == 0) return null;

        var from = result.Manifest.Data.Min(series => series.From);
        return Benchmark.Of(bars, Instant64.FromInstant(from), Instant64.FromInstant(result.Equity[^1].Time)) is { } held
            ? new(held.Instrument.Symbol.ToString(), held.TotalReturn, -held.Drawdown.Deepest, GrowthOf(held, times))
            : null;
    }

    // As equity is: each close at the last time of the chart before it.
    private static double[] GrowthOf(Benchmark held, ReadOnlySpan<long> times)
    {
        var growth = new double[times.Length];
        Array.Fill(growth, double.NaN);
        var place = 0;
        for (var index = 0; index < held.Bars.Count; index++)
        {
            place = ChartTimes.PlaceOf(held.Bars.CloseTime[index].ToInstant(), times, place);
            growth[place] = held.Bars.Close[index] / held.Bought;
        }

        for (var at = 1; at < growth.Length; at++)
            if (double.IsNaN(growth[at])) growth[at] = growth[at - 1];
        return growth;
    }
}
