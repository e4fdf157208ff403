using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Modules.Backtesting.Planning;
using AlgoTrendy.Modules.Backtesting.Results;
using AlgoTrendy.Modules.Backtesting.Running;
using AlgoTrendy.Platform.Jobs;
using NodaTime;

namespace AlgoTrendy.Modules.Backtesting;

/// <summary>Keeps the contract: checks what is asked, queues it, and answers from the queue and the archive.</summary>
internal sealed class BacktestDesk(StrategyShelf shelf, RequestCheck check, BacktestQueue queue, BacktestArchive archive, IClock clock) : IBacktesting
{
    private const int MostItems = 500;

    public Task<StrategyList> GetStrategies(StrategyQuery query, CancellationToken ct) => Task.FromResult(shelf.Describe(query.Name));

    public async Task<BacktestStarted> StartBacktest(BacktestRequest request, CancellationToken ct)
    {
        var (plan, refusal) = await check.Check(request, ct);
        if (plan is null) return new(null, refusal!.Code, refusal.Reason, refusal.Choices);

        var job = new TrackedJob<RunPlan, FinishedRun>(BacktestQueue.Kind, plan, clock);
        queue.Add(job);
        return new(job.Now.Job, null, null, []);
    }

    public Task<BacktestProgress> GetBacktest(JobRequest request, CancellationToken ct) => Task.FromResult(Progress(request.JobId));

    public Task<BacktestPage> ListBacktests(BacktestQuery query, CancellationToken ct)
    {
        // Ids begin with the time, so their order is that of the runs.
        var running = queue.Jobs.Where(job => archive.Find(job.Id) is null).Select(job => Of(job));
        var all = running.Concat(archive.All.Select(Of))
            .Where(one => query.Strategy is null || one.Request!.Strategy == query.Strategy)
            .OrderByDescending(one => one.Job!.JobId.Value, StringComparer.Ordinal)
            .SkipWhile(one => query.Cursor is not null && string.CompareOrdinal(one.Job!.JobId.Value, query.Cursor) >= 0);
        var limit = Math.Clamp(query.Limit, 1, MostItems);
        var page = all.Take(limit + 1).ToArray();
        return Task.FromResult(new BacktestPage([.. page.Take(limit)], page.Length > limit ? page[limit - 1].Job!.JobId.Value : null));
    }

    public Task<BacktestProgress> CancelBacktest(JobRequest request, CancellationToken ct)
    {
        queue.Find(request.JobId)?.Cancel();
        return Task.FromResult(Progress(request.JobId));
    }

    public Task<BacktestDeleted> DeleteBacktest(JobRequest request, CancellationToken ct)
    {
        var existed = Progress(request.JobId).Job is not null;
        archive.Delete(request.JobId);
        queue.Forget(request.JobId);
        return Task.FromResult(new BacktestDeleted(existed));
    }

    public Task<BacktestResultReply> GetResult(JobRequest request, CancellationToken ct) => Task.FromResult(new BacktestResultReply(archive.ResultOf(request.JobId)));

    public Task<BacktestReportReply> GetReport(JobRequest request, CancellationToken ct) => Task.FromResult(new BacktestReportReply(archive.ReportOf(request.JobId)));

    private BacktestProgress Progress(JobId id) =>
        archive.Find(id) is { } finished ? Of(finished) : queue.Find(id) is { } job ? Of(job) : new(null, null, null);

    private static BacktestProgress Of(FinishedRun run) => new(run.Job, run.Request, run.Summary);

    private static BacktestProgress Of(TrackedJob<RunPlan, FinishedRun> job)
    {
        var (state, finished) = job.Now;
        return new(state, job.Request.Request, finished?.Summary);
    }
}
