using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Statistics;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Modules.Backtesting.Planning;
using AlgoTrendy.Modules.Backtesting.Searching;
using AlgoTrendy.Strategies;

namespace AlgoTrendy.Tests.Fast.Modules.Backtesting.Searching;

public sealed record StepParameters
{
    [Parameter("Which", Min = 0, Max = 100)]
    public int Which { get; init; }
}

[Strategy("breaks", "Breaks off where it is told an odd number")]
public sealed class Breaks(StepParameters parameters) : Strategy
{
    public override void OnBar(BarStream stream, in Bar bar)
    {
        if (parameters.Which % 2 == 1) throw new InvalidOperationException($"{parameters.Which} is odd");
    }
}

[Strategy("changes-its-mind", "Trades another size every time it is run")]
public sealed class ChangesItsMind(StepParameters parameters) : Strategy
{
    private static int _runs;

    private int _bars;

    public override void OnBar(BarStream stream, in Bar bar)
    {
        if (_bars++ == 0) Context.Buy(stream.Instrument, 0.01m * (Interlocked.Increment(ref _runs) + parameters.Which));
    }
}

[Strategy("remembered", "Lets the test see whether it is still there")]
public sealed class Remembered : Strategy
{
    public static readonly ConcurrentBag<WeakReference> All = [];

    public Remembered(StepParameters parameters)
    {
        All.Add(new(this));
        _ = parameters;
    }
}

public class SearchRunTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1), InlineData(2), InlineData(7)]
    public async Task The_best_and_the_hash_are_the_same_however_many_run_at_a_time(int parallel)
    {
        var search = await SampleSearch.Run(SampleSearch.Request(("fast", "5..30:5"), ("slow", "20..60:10")) with { Parallel = parallel });

        Assert.Equal("556ea088", search.SearchHash[..8]);
        Assert.Equal("fast=5, slow=30", string.Join(", ", search.Trials[0].Parameters.Select(parameter => $"{parameter.Key}={parameter.Value}")));
        Assert.Equal(Math.Min(parallel, search.Trials.Count), search.Parallel);
    }

    [Fact]
    public async Task Every_trial_is_the_backtest_that_it_stands_for()
    {
        var search = await SampleSearch.Run(SampleSearch.Request(("fast", "5..15:5"), ("slow", "20,40")));

        Assert.All(search.Trials, trial =>
        {
            var run = Backtest.Run(Make(trial.Parameters), [SampleSearch.Bars], SampleSearch.Settings);
            Assert.Equal(ResultHash.Of(run), trial.ResultHash);
        });
        Assert.Equal(search.Trials[0].ResultHash, search.Best.ResultHash);
        Assert.Equal(Enumerable.Range(1, 6), search.Trials.Select(trial => trial.Rank));
        Assert.Equal(Enumerable.Range(1, 6), search.Trials.Select(trial => trial.Number).Order());
    }

    [Fact]
    public async Task The_search_hash_is_that_of_a_text_that_anybody_can_write()
    {
        var search = await SampleSearch.Run(SampleSearch.Request(("slow", "30,20"), ("fast", "5,10")));

        var lines = search.Trials.OrderBy(trial => trial.Number).Select(trial => $"fast={trial.Parameters["fast"]} slow={trial.Parameters["slow"]} weight=1 {trial.ResultHash}\n");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines)))), search.SearchHash);
    }

    [Fact]
    public async Task A_random_search_that_draws_everything_is_the_grid()
    {
        var request = SampleSearch.Request(("fast", "5..15:5"), ("slow", "20,40"));

        var (grid, random) = (await SampleSearch.Run(request), await SampleSearch.Run(request with { Search = SearchMethod.Random, Trials = 50, Seed = 3 }));

        Assert.Equal(grid.SearchHash, random.SearchHash);
        Assert.Contains(random.Cautions, caution => caution.StartsWith("50 trials were asked for; 6", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sharpe", 1), InlineData("maxDrawdown", -1), InlineData("finalEquity", 1), InlineData("calmar", 1), InlineData("profitFactor", 1)]
    public async Task Trials_are_ranked_by_the_objective(string objective, int sign)
    {
        var search = await SampleSearch.Run(SampleSearch.Request(("fast", "2..20:2"), ("slow", "30,60")) with { Objective = objective });

        Assert.Equal(sign < 0, search.LessIsBetter);
        Assert.Equal(search.Trials.Select(trial => trial.Value).OrderByDescending(value => sign * value), search.Trials.Select(trial => trial.Value));
    }

    [Fact]
    public async Task A_trial_with_few_trades_does_not_win()
    {
        var request = SampleSearch.Request(("fast", "2..20:2"), ("slow", "30,900")) with { Objective = "maxDrawdown" };

        var (any, enough, none) = (await SampleSearch.Run(request), await SampleSearch.Run(request with { MinTrades = 30 }), await SampleSearch.Run(request with { MinTrades = 10_000 }));

        Assert.True(any.Trials[0].Statistics["trades"] < 30);
        Assert.True(enough.Trials[0].Statistics["trades"] >= 30);
        Assert.Contains("closed 10000 trades", none.Cautions[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_best_at_the_end_of_its_range_says_so()
    {
        var search = await SampleSearch.Run(SampleSearch.Request(("fast", "5..30:5"), ("slow", "20..60:10")));

        Assert.Contains("The best fast (5) is the least that was tried: better ones may lie below.", search.Cautions);
    }

    [Fact]
    public async Task A_strategy_that_breaks_off_in_some_trials_does_not_end_the_search()
    {
        var search = await SampleSearch.Run(SampleSearch.Grid(typeof(Breaks), ("which", "0..5")));

        Assert.Equal((6, 3), (search.Trials.Count, search.Failed));
        Assert.All(search.Trials.Take(3), trial => Assert.Null(trial.Failure));
        Assert.Contains("1 is odd", search.Trials[3].Failure, StringComparison.Ordinal);
        Assert.Contains(search.Cautions, caution => caution.StartsWith("The strategy broke off in 3 trials", StringComparison.Ordinal));
        Assert.Equal(3, search.Deflation.Trials);
    }

    [Fact]
    public async Task A_strategy_that_always_breaks_off_has_no_best_trial()
    {
        var refusal = await Assert.ThrowsAsync<NoBestTrialException>(() => SampleSearch.Run(SampleSearch.Grid(typeof(Breaks), ("which", "1,3,5"))));

        Assert.Contains("in all 3 trials", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_best_trial_that_cannot_be_repeated_is_not_believed()
    {
        var refusal = await Assert.ThrowsAsync<NoBestTrialException>(() => SampleSearch.Run(SampleSearch.Grid(typeof(ChangesItsMind), ("which", "1,2"))));

        Assert.Contains("knows something beside its data", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_rises_to_the_end()
    {
        var (plan, _) = await SampleSearch.Check(SampleSearch.Request(("fast", "5..30:5"), ("slow", "40,60")) with { Parallel = 1 });
        var seen = new List<double>();

        await SampleSearch.Run(plan!, (done, _) => seen.Add(done));

        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1, seen[^1], 1e-12);
        Assert.True(seen.Distinct().Count() >= 12);
    }

    [Fact]
    public async Task A_search_that_is_stopped_stops()
    {
        var (plan, _) = await SampleSearch.Check(SampleSearch.Request(("fast", "1..40"), ("slow", "41..140")));
        using var stop = new CancellationTokenSource();
        var last = 0.0;

        await Assert.ThrowsAsync<OperationCanceledException>(() => new Sweep(plan!, new([SampleSearch.Bars], []), SampleSearch.Settings, Report, stop.Token).Run());

        Assert.InRange(last, 0, 0.5);

        void Report(double done, string message)
        {
            last = Math.Max(last, done);
            stop.Cancel();
        }
    }

    [Fact]
    public async Task Nothing_of_a_trial_is_kept_but_its_figures()
    {
        var plan = SampleSearch.Grid(typeof(Remembered), ("which", "0..20"));
        Remembered.All.Clear();

        var outcomes = await new Sweep(plan, new([SampleSearch.Bars], []), SampleSearch.Settings, (_, _) => { }, Ct).Run();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        // A thread of the sweep may not quite be gone yet, with its last trial.
        Assert.InRange(Remembered.All.Count(strategy => strategy.IsAlive), 0, 2 * plan.Parallel);
        Assert.Equal(21, outcomes.Count);
    }

    [Fact]
    public void Trials_share_the_bars()
    {
        var bars = Report.SampleRun.Bars(100_000, Interval.OneMinute);
        var arguments = StrategyDefinition.Of(typeof(Breaks)).Read(new Dictionary<string, string>()).Arguments!;
        TrialOutcome.Of(arguments, new([bars], []), SampleSearch.Settings, Objective.Find("sharpe")!, ReturnConvention.Usual, null);
        var before = GC.GetAllocatedBytesForCurrentThread();

        TrialOutcome.Of(arguments, new([bars], []), SampleSearch.Settings, Objective.Find("sharpe")!, ReturnConvention.Usual, null);

        // The equity curve has 8 bytes a bar; a copy of the bars would have 56.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 8 * bars.Count, 24 * bars.Count);
    }

    private static Strategy Make(IReadOnlyDictionary<string, string> parameters) => StrategyDefinition.Of(typeof(EmaCross)).Read(parameters).Arguments!.Create();
}
