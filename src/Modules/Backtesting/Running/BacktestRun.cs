using System.Collections.Concurrent;
using System.Diagnostics;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Modules.Backtesting.Planning;
using AlgoTrendy.Modules.Backtesting.Results;

namespace AlgoTrendy.Modules.Backtesting.Running;

/// <summary>One run from loaded bars to the finished document.</summary>
internal sealed class BacktestRun(RunPlan plan, LoadedData data, Action<double, string> report, CancellationToken ct)
{
    private const int WarmUpBars = 2_000;
    private const int WarmUpRuns = 20;

    private static readonly ConcurrentDictionary<Type, bool> Warm = [];

    private const ulong LookaheadSeed = 20240229;

    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public (BacktestResult Result, RunResult Run) Perform()
    {
        var settings = plan.SettingsFor(data.Series[0].Instrument);
        WarmUp(settings);

        var watch = Stopwatch.StartNew();
        var result = Backtest.Run(plan.Arguments.Create(), data.Market, settings, new Observer(report, ct));
        watch.Stop();
        ct.ThrowIfCancellationRequested();

        var band = BandOf(result, settings);
        LookaheadVerdict? verdict = null;
        if (plan.Request.CheckLookahead)
        {
            report(1, "Checks for look-ahead: runs again on data cut short and changed.");
            verdict = LookaheadCheck.Run(_ => plan.Arguments.Create(), data.Market, settings, LookaheadSeed);
        }

        ct.ThrowIfCancellationRequested();
        return (ResultDocument.Of(plan, data, settings, result, verdict, watch.Elapsed) with { Band = band }, result);
    }

    /// <summary>Where bars left open what came first: the same run with the better chosen each time, so that a reader sees how much hangs on it.</summary>
    private ResultBand? BandOf(RunResult worst, RunSettings settings)
    {
        if (worst.AmbiguousBars == 0 || settings.Matching.Fill is not WorstPath) return null;

        report(1, "Runs again with the best of what bars leave open.");
        var best = Backtest.Run(plan.Arguments.Create(), data.Market, settings with { Matching = settings.Matching with { Fill = BestPath.Instance } }, new Observer((_, _) => { }, ct));
        ct.ThrowIfCancellationRequested();
        var places = worst.Account.Currency.Decimals;
        return new(worst.AmbiguousBars, decimal.Round(worst.FinalEquity, places, MidpointRounding.AwayFromZero), decimal.Round(best.FinalEquity, places, MidpointRounding.AwayFromZero));
    }

    /// <summary>Lets the runtime compile engine and strategy before the clock runs, so that the time of a short run is not the compiler's. Once a strategy and process.</summary>
    private void WarmUp(RunSettings settings)
    {
        if (!Warm.TryAdd(plan.Strategy.Type, true)) return;

        BarSeries[] beginning = [.. data.Series.Select(one => one.Slice(0, Math.Min(one.Count, WarmUpBars)))];
        for (var run = 0; run < WarmUpRuns; run++) Backtest.Run(plan.Arguments.Create(), beginning, settings);
    }

    private sealed class Observer(Action<double, string> report, CancellationToken ct) : IRunObserver
    {
        public bool OnProgress(long barsDone, long barsTotal)
        {
            report((double)barsDone / barsTotal, $"{barsDone} of {barsTotal} bars.");
            return !ct.IsCancellationRequested;
        }
    }
}
