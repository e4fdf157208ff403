using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Modules.Backtesting.Planning;
using AlgoTrendy.Modules.Backtesting.Results;
using AlgoTrendy.Modules.Backtesting.Searching;
using AlgoTrendy.Platform.Jobs;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Modules.Backtesting.Running;

/// <summary>Runs searches one after the other, each on several processors.</summary>
internal sealed class OptimizationQueue(SeriesLoader loader, OptimizationArchive archive, ILogger<OptimizationQueue> log)
    : RunQueue<SearchPlan, JobRecord<OptimizationRequest, OptimizationSummary>>(loader, LoadingShare, log)
{
    public const string Kind = "optimization";

    private const double LoadingShare = 0.02;
    private const double RunningShare = 0.96;

    protected override RunPlan RunOf(SearchPlan plan) => plan.Run;

    protected override async Task<JobOutcome<JobRecord<OptimizationRequest, OptimizationSummary>>> Run(
        TrackedJob<SearchPlan, JobRecord<OptimizationRequest, OptimizationSummary>> job, LoadedData data, CancellationToken ct)
    {
        var result = await new SearchRun(job.Request, data, (done, message) => job.Report(LoadingShare + done * RunningShare, message), ct).Perform();

        job.Report(LoadingShare + RunningShare, "Writes the report.");
        var message = $"Ran {result.Trials.Count} trials.";
        var finished = archive.Save(Done(job, message), job.Request.Request, result, data.Series, data.Benchmark);
        return new(JobStatus.Done, message, finished);
    }
}
