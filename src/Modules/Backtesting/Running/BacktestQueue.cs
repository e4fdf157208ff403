using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Modules.Backtesting.Planning;
using AlgoTrendy.Modules.Backtesting.Results;
using AlgoTrendy.Platform.Jobs;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Modules.Backtesting.Running;

/// <summary>Runs backtests one after the other: a run has a processor of its own, so its time means something.</summary>
internal sealed class BacktestQueue(SeriesLoader loader, BacktestArchive archive, ILogger<BacktestQueue> log)
    : RunQueue<RunPlan, JobRecord<BacktestRequest, BacktestSummary>>(loader, LoadingShare, log)
{
    public const string Kind = "backtest";

    private const double LoadingShare = 0.3;
    private const double RunningShare = 0.6;

    protected override RunPlan RunOf(RunPlan plan) => plan;

    protected override Task<JobOutcome<JobRecord<BacktestRequest, BacktestSummary>>> Run(TrackedJob<RunPlan, JobRecord<BacktestRequest, BacktestSummary>> job, LoadedData data, CancellationToken ct)
    {
        var (result, _) = new BacktestRun(job.Request, data, (done, message) => job.Report(LoadingShare + done * RunningShare, message), ct).Perform();

        job.Report(LoadingShare + RunningShare, "Writes the report.");
        var message = $"Ran {result.Bars} bars.";
        var finished = archive.Save(Done(job, message), job.Request.Request, result, data.Series, data.Benchmark);
        return Task.FromResult<JobOutcome<JobRecord<BacktestRequest, BacktestSummary>>>(new(JobStatus.Done, message, finished));
    }
}
