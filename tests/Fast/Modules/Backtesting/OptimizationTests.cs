using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Modules.Backtesting.Results;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Modules.Backtesting;

/// <summary>A search through every module that it needs, in one process and in three: the reader should see no difference.</summary>
[Between("Backtesting", "History", "MarketData")]
public class OptimizationTests
{
    /// <summary>A golden hash, as of a single backtest; tests/System has the same.</summary>
    private const string Golden = "1a996036dae02f857e9c8a31c1e780b0c01826910f7f49a6d0477aa5d8ceb7cb";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Topologies => new() { { "together", 1 }, { "together", 7 }, { "apart", 2 } };

    [Theory, MemberData(nameof(Topologies))]
    public async Task A_search_on_the_simulated_market_has_the_same_hash_wherever_the_modules_are(string topology, int parallel)
    {
        await using var house = await House.Open(topology);

        var result = await Run(house, Simulated with { Parallel = parallel });

        Assert.Equal(Golden, result.SearchHash);
        Assert.Equal((6, 3, 0), (result.Trials.Count, result.Skipped, result.Failed));
        Assert.Equal(result.Trials[0].ResultHash, result.Best.ResultHash);
        Assert.Equal(result.Trials[0].FinalEquity, result.Best.FinalEquity);
        Assert.Equal(744, result.Best.Equity.Count);
    }

    [Fact]
    public async Task The_best_trial_is_the_backtest_with_its_parameters()
    {
        await using var house = await House.Open("together");
        var result = await Run(house, Simulated);

        var parameters = new Dictionary<string, string>(result.Trials[0].Parameters) { ["weight"] = "0.1" };
        var single = await RunOne(house, Simulated.Backtest with { Parameters = parameters });

        Assert.Equal(single.ResultHash, result.Best.ResultHash);
        Assert.Equal(single.Parameters, result.Best.Parameters);
    }

    [Fact]
    public async Task A_search_is_still_there_after_a_restart_and_gone_when_it_was_deleted()
    {
        await using var house = await House.Open("together");
        var result = await Run(house, Simulated);
        var backtesting = house.Get<IBacktesting>();
        var found = Assert.Single((await backtesting.ListOptimizations(new(), Ct)).Items);
        var id = new JobRequest(found.Job!.JobId);

        var reopened = new OptimizationArchive(house.Home, NullLogger<OptimizationArchive>.Instance);
        var read = reopened.ResultOf(id.JobId)!;
        Assert.Equal(JobStatus.Done, reopened.Find(id.JobId)!.Job.Status);
        Assert.Equal(result.SearchHash, reopened.Find(id.JobId)!.Summary!.SearchHash);
        Assert.Equal(result.Trials.Select(trial => (trial.Rank, trial.Value, trial.ResultHash)), read.Trials.Select(trial => (trial.Rank, trial.Value, trial.ResultHash)));
        Assert.Equal(result.Best.Equity, read.Best.Equity);

        Assert.True((await backtesting.DeleteOptimization(id, Ct)).Existed);
        Assert.Null((await backtesting.GetOptimization(id, Ct)).Job);
        Assert.Null((await backtesting.GetOptimizationResult(id, Ct)).Result);
        Assert.Empty(Directory.GetDirectories(house.Home.Folder("optimizations")));
    }

    [Fact]
    public async Task A_search_that_runs_can_be_cancelled()
    {
        await using var house = await House.Open("together");
        var backtesting = house.Get<IBacktesting>();
        var request = Simulated with { Ranges = new Dictionary<string, string> { ["fast"] = "1..100", ["slow"] = "101..200" } };
        var id = new JobRequest((await backtesting.StartOptimization(request, Ct)).Job!.JobId);

        await backtesting.CancelOptimization(id, Ct);

        Assert.Equal(JobStatus.Cancelled, (await Follow(house, id)).Status);
        Assert.Null((await backtesting.GetOptimizationReport(id, Ct)).Html);
        Assert.Empty(Directory.GetDirectories(house.Home.Folder("optimizations")));
    }

    [Fact]
    public async Task The_lookahead_check_is_made_of_the_best()
    {
        await using var house = await House.Open("together");

        var result = await Run(house, Simulated with { Backtest = Simulated.Backtest with { CheckLookahead = true } });

        Assert.Equal("clean", result.Best.Lookahead);
    }

    private static OptimizationRequest Simulated => new(
        new("ema-cross", ["BTCUSDT.SIM"], Interval: Interval.OneHour, From: Instant.FromUtc(2024, 1, 1, 0, 0), To: Instant.FromUtc(2024, 2, 1, 0, 0),
            Parameters: new Dictionary<string, string> { ["weight"] = "0.1" }),
        new Dictionary<string, string> { ["fast"] = "5..25:10", ["slow"] = "10,20,30" });

    private static async Task<OptimizationResult> Run(House house, OptimizationRequest request)
    {
        var backtesting = house.Get<IBacktesting>();
        var started = await backtesting.StartOptimization(request, Ct);
        Assert.True(started.Job is not null, started.Reason);
        var id = new JobRequest(started.Job.JobId);
        var job = await Follow(house, id);
        Assert.True(job.Status == JobStatus.Done, job.Message);
        return (await backtesting.GetOptimizationResult(id, Ct)).Result!;
    }

    private static async Task<Job> Follow(House house, JobRequest id)
    {
        while ((await house.Get<IBacktesting>().GetOptimization(id, Ct)).Job is { } job)
        {
            if (job.IsOver) return job;
            await Task.Delay(20, Ct);
        }

        throw new InvalidOperationException("The job is gone.");
    }

    private static async Task<BacktestResult> RunOne(House house, BacktestRequest request)
    {
        var backtesting = house.Get<IBacktesting>();
        var id = new JobRequest((await backtesting.StartBacktest(request, Ct)).Job!.JobId);
        while ((await backtesting.GetBacktest(id, Ct)).Job is { IsOver: false }) await Task.Delay(20, Ct);
        return (await backtesting.GetResult(id, Ct)).Result!;
    }
}
