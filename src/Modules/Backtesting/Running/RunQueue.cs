using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Modules.Backtesting.Planning;
using AlgoTrendy.Modules.Backtesting.Searching;
using AlgoTrendy.Platform.Jobs;
using AlgoTrendy.Storage.Columnar;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Modules.Backtesting.Running;

/// <summary>Runs jobs that need bars, one after the other. What their data or their strategy cannot do is how they end, not a fault.</summary>
/// <param name="loadingShare">Of the time, about; nobody measures it, the bar only has to move.</param>
internal abstract class RunQueue<TPlan, TFinished>(SeriesLoader loader, double loadingShare, ILogger log) : JobQueue<TPlan, TFinished>(log)
    where TFinished : class
{
    protected sealed override async Task<JobOutcome<TFinished>> Work(TrackedJob<TPlan, TFinished> job, CancellationToken ct)
    {
        try
        {
            var data = await loader.Load(RunOf(job.Request), job.Id, (done, message) => job.Report(done * loadingShare, message), ct);
            return await Run(job, data, ct);
        }
        catch (Exception refusal) when (refusal is DataMissingException or NoBestTrialException or StoreDamagedException or StrategyFailedException or ArgumentException)
        {
            return new(JobStatus.Failed, refusal.Message, null);
        }
    }

    protected abstract RunPlan RunOf(TPlan plan);

    protected abstract Task<JobOutcome<TFinished>> Run(TrackedJob<TPlan, TFinished> job, LoadedData data, CancellationToken ct);

    /// <summary>The job as it will be remembered.</summary>
    protected static Job Done(TrackedJob<TPlan, TFinished> job, string message) => job.Now.Job with { Status = JobStatus.Done, Progress = 1, Eta = null, Message = message };
}
