using System.Collections.Concurrent;
using System.Diagnostics;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Markets;
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
        var settings = RunSettingsOf.Request(plan.Request, data.Series[0].Instrument);
        WarmUp(settings);

        var watch = Stopwatch.StartNew();
        var result = Backtest.Run(plan.Arguments.Create(), data.Series, settings, new Observer(report, ct));
        watch.Stop();
        ct.ThrowIfCancellationRequested();

        LookaheadVerdict? verdict = null;
        if (plan.Request.CheckLookahead)
        {
            report(1, "Checks for look-ahead: runs again on data cut short and changed.");
            verdict = LookaheadCheck.Run(_ => plan.Arguments.Create(), data.Series, settings, LookaheadSeed);
        }

        ct.ThrowIfCancellationRequested();
        return (ResultDocument.Of(plan, data, settings, result, verdict, watch.Elapsed), result);
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
