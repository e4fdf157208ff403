using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Modules.Backtesting.Results;
using AlgoTrendy.Platform.Jobs;
using NodaTime;

namespace AlgoTrendy.Modules.Backtesting;

/// <summary>Jobs of one kind as they are seen from outside, whether they wait, run, or lie in the archive.</summary>
internal sealed class JobBoard<TPlan, TRequest, TSummary, TResult>(
    string kind, JobQueue<TPlan, JobRecord<TRequest, TSummary>> queue, Archive<TRequest, TSummary, TResult> archive, Func<TPlan, TRequest> requestOf, Func<TRequest, string> strategyOf, IClock clock)
    where TRequest : class where TSummary : class where TResult : class
{
    private const int MostItems = 500;

    public BacktestStarted Start(TPlan plan)
    {
        var job = new TrackedJob<TPlan, JobRecord<TRequest, TSummary>>(kind, plan, clock);
        queue.Add(job);
        return new(job.Now.Job, null, null, []);
    }

    public JobRecord<TRequest, TSummary>? Find(JobId id) => archive.Find(id) ?? (queue.Find(id) is { } job ? Of(job) : null);

    public (IReadOnlyList<JobRecord<TRequest, TSummary>> Items, string? NextCursor) Page(BacktestQuery query)
    {
        // Ids begin with the time, so their order is that of the runs.
        var running = queue.Jobs.Where(job => archive.Find(job.Id) is null).Select(Of);
        var all = running.Concat(archive.All)
            .Where(one => query.Strategy is null || strategyOf(one.Request) == query.Strategy)
            .OrderByDescending(one => one.Job.JobId.Value, StringComparer.Ordinal)
            .SkipWhile(one => query.Cursor is not null && string.CompareOrdinal(one.Job.JobId.Value, query.Cursor) >= 0);
        var limit = Math.Clamp(query.Limit, 1, MostItems);
        var page = all.Take(limit + 1).ToArray();
        return ([.. page.Take(limit)], page.Length > limit ? page[limit - 1].Job.JobId.Value : null);
    }

    public JobRecord<TRequest, TSummary>? Cancel(JobId id)
    {
        queue.Find(id)?.Cancel();
        return Find(id);
    }

    public BacktestDeleted Delete(JobId id)
    {
        var existed = Find(id) is not null;
        archive.Delete(id);
        queue.Forget(id);
        return new(existed);
    }

    private JobRecord<TRequest, TSummary> Of(TrackedJob<TPlan, JobRecord<TRequest, TSummary>> job)
    {
        var (state, finished) = job.Now;
        return new(state, requestOf(job.Request), finished?.Summary);
    }
}
