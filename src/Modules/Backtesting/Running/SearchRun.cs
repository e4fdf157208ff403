using System.Diagnostics;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Modules.Backtesting.Planning;
using AlgoTrendy.Modules.Backtesting.Searching;

namespace AlgoTrendy.Modules.Backtesting.Running;

/// <summary>One search from loaded bars to the finished document.</summary>
internal sealed class SearchRun(SearchPlan plan, LoadedData data, Action<double, string> report, CancellationToken ct)
{
    /// <exception cref="NoBestTrialException">All trials broke off, or the best one gave another result when it ran again.</exception>
    public async Task<OptimizationResult> Perform()
    {
        var settings = plan.Run.SettingsFor(data.Series[0].Instrument);
        var watch = Stopwatch.StartNew();
        var outcomes = await new Sweep(plan, data, settings, report, ct).Run();
        watch.Stop();
        if (outcomes.All(outcome => outcome.Failure is not null)) throw new NoBestTrialException($"The strategy broke off in all {outcomes.Count} trials; the first: {outcomes[0].Failure}");

        var ranked = Ranking.Of(outcomes, plan.Objective, plan.Request.MinTrades);
        var (best, run) = Again(ranked[0], outcomes[ranked[0]]);
        return Document(outcomes, ranked, best, DeflationOf(outcomes, run, settings), watch.Elapsed);
    }

    /// <summary>Runs the best trial once more, this time keeping all of it.</summary>
    private (BacktestResult Result, RunResult Run) Again(int trial, TrialOutcome outcome)
    {
        var single = plan.Run with { Arguments = plan.ArgumentsOf(trial) };
        var (result, run) = new BacktestRun(single, data, (_, _) => report(1, "Runs the best trial again."), ct).Perform();
        return result.ResultHash == outcome.ResultHash
            ? (result, run)
            : throw new NoBestTrialException($"The best trial gave another result when it ran again: {plan.Run.Strategy.Name} knows something beside its data, so none of its results can be trusted.");
    }

    private SharpeDeflation DeflationOf(IReadOnlyList<TrialOutcome> outcomes, RunResult best, RunSettings settings)
    {
        var convention = Results.Conventions.Of(plan.Run.Request);
        return Deflation.Of(
            [.. outcomes.Where(outcome => outcome.Failure is null).Select(outcome => outcome.DaySharpe)],
            RunStatistics.ExcessReturns(best, settings.StartingCash.Amount, data.Calendar, convention),
            convention.DaysAYear(data.Calendar));
    }

    private OptimizationResult Document(IReadOnlyList<TrialOutcome> outcomes, IReadOnlyList<int> ranked, BacktestResult best, SharpeDeflation deflation, TimeSpan elapsed) => new(
        SearchHash: SearchHash.Of(plan, outcomes),
        Search: plan.Request.Search,
        Seed: plan.Request.Seed,
        Objective: plan.Objective.Name,
        LessIsBetter: plan.Objective.LessIsBetter,
        MinTrades: plan.Request.MinTrades,
        Ranges: [.. plan.Ranges.Select(Tried)],
        Combinations: (double)plan.Space.Count,
        Skipped: plan.Selection.Skipped,
        FirstSkipped: plan.Selection.FirstRefusal,
        Failed: outcomes.Count(outcome => outcome.Failure is not null),
        Parallel: plan.Parallel,
        ElapsedMs: elapsed.TotalMilliseconds,
        BarsPerSecond: elapsed > TimeSpan.Zero ? outcomes.Sum(outcome => outcome.Bars) / elapsed.TotalSeconds : 0,
        Deflation: deflation,
        Cautions: [.. SearchCautions.Of(plan, outcomes, ranked[0], deflation)],
        Trials: [.. ranked.Select((trial, place) => Trial(place + 1, trial, outcomes[trial]))],
        Best: best);

    /// <summary>The values that a trial has: a random search leaves most of a long range out.</summary>
    private SearchedRange Tried(ParameterRange range)
    {
        var tried = Enumerable.Range(0, plan.Trials).Select(trial => plan.SearchedOf(trial)[range.Name]).ToHashSet();
        return new(range.Name, [.. range.Values.Where(tried.Contains)]);
    }

    private OptimizationTrial Trial(int rank, int trial, TrialOutcome outcome) =>
        new(rank, trial + 1, plan.SearchedOf(trial), outcome.Value, outcome.FinalEquity, outcome.Statistics, outcome.ResultHash, outcome.Failure);
}
