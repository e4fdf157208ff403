using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Modules.Backtesting.Planning;
using AlgoTrendy.Modules.Backtesting.Results;
using AlgoTrendy.Platform.Jobs;
using AlgoTrendy.Storage.Columnar;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Modules.Backtesting.Running;

/// <summary>Runs backtests one after the other: a run has a processor of its own, so its time means something.</summary>
internal sealed class BacktestQueue(SeriesLoader loader, BacktestArchive archive, ILogger<BacktestQueue> log) : JobQueue<RunPlan, FinishedRun>(log)
{
    public const string Kind = "backtest";

    // Loading and running take about half of the time each; nobody measures it, the bar only has to move.
    private const double LoadingShare = 0.3;
    private const double RunningShare = 0.6;

    protected override async Task<JobOutcome<FinishedRun>> Work(TrackedJob<RunPlan, FinishedRun> job, CancellationToken ct)
    {
        try
        {
            var data = await loader.Load(job.Request, job.Id, (done, message) => job.Report(done * LoadingShare, message), ct);
            var bars = data.Series.Sum(one => (long)one.Count);
            var run = new BacktestRun(job.Request, data, (done, message) => job.Report(LoadingShare + done * RunningShare, message), ct).Perform();
            ct.ThrowIfCancellationRequested();

            job.Report(LoadingShare + RunningShare, "Writes the report.");
            var finished = archive.Save(job.Id, job.Now.Job.CreatedAt, job.Request.Request, run, data.Series, data.Benchmark);
            return new(JobStatus.Done, $"Ran {bars} bars.", finished);
        }
        catch (Exception refusal) when (refusal is DataMissingException or StoreDamagedException or StrategyFailedException or ArgumentException)
        {
            return new(JobStatus.Failed, refusal.Message, null);
        }
    }
}
