using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Modules.Backtesting.Report;

/// <summary>All that the charts draw, thinned to what a screen can show and a small file can hold.</summary>
/// <param name="Times">What all charts share, in seconds since 1970: the open times of all candles.</param>
internal sealed record ChartSheet(long[] Times, IReadOnlyList<Candles> Instruments, EquityCurve Equity, IReadOnlyList<FillMarker> Markers, BenchmarkLine? Benchmark)
{
    public const int MostCandles = 20_000;

    // All instruments together, so that a run over hundreds of them still makes a small file.
    private const int MostCandlesInAll = 30_000;

    public static ChartSheet Of(BacktestResult result, IReadOnlyList<BarSeries> prices, BarSeries? benchmark)
    {
        var candles = CandlesOf([.. prices.Where(bars => bars.Count > 0)]);
        var times = candles.Length > 0 ? ChartTimes.Union(candles.Select(drawn => drawn.Times)) : EquityCurve.TimesOf(result.Equity, MostCandles);
        return new(
            times,
            candles,
            EquityCurve.Of(result.Equity, result.StartEquity, times),
            FillMarker.Of(result.Fills, candles),
            benchmark is null ? null : BenchmarkLine.Of(benchmark, result, times));
    }

    // One step for all, the coarsest that any of them needs, so that one axis fits them.
    private static Candles[] CandlesOf(BarSeries[] prices)
    {
        var most = Math.Min(MostCandles, MostCandlesInAll / Math.Max(1, prices.Length));
        Candles[] each = [.. prices.Select(bars => Candles.Of(bars, most))];
        var step = new ChartStep(each.Select(drawn => drawn.Step.Seconds).DefaultIfEmpty(ChartStep.Second.Seconds).Max());
        return [.. each.Select(drawn => drawn.Step == step ? drawn : Candles.Of(drawn.Bars, step))];
    }
}
