using System.Threading.Channels;
using AlgoTrendy.Contracts.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Platform.Jobs;

/// <summary>How a job's work ended: done, failed or cancelled, with a sentence and what came of it.</summary>
public sealed record JobOutcome<TResult>(JobStatus Status, string Message, TResult? Result) where TResult : class;

/// <summary>Jobs of one kind wait here and run one after the other; the newest hundred are remembered.</summary>
public abstract class JobQueue<TRequest, TResult>(ILogger log) : BackgroundService where TResult : class
{
    private const int MostKept = 100;

    private readonly Channel<TrackedJob<TRequest, TResult>> _waiting = Channel.CreateUnbounded<TrackedJob<TRequest, TResult>>();
    private readonly Lock _gate = new();
    private readonly List<TrackedJob<TRequest, TResult>> _jobs = [];

    /// <summary>The newest first.</summary>
    public IReadOnlyList<TrackedJob<TRequest, TResult>> Jobs
    {
        get
        {
            lock (_gate) return [.. _jobs.AsEnumerable().Reverse()];
        }
    }

    public void Add(TrackedJob<TRequest, TResult> job)
    {
        lock (_gate)
        {
            _jobs.Add(job);
            if (_jobs.Count > MostKept && _jobs.FindIndex(old => old.Now.Job.IsOver) is >= 0 and var over)
            {
                _jobs[over].Dispose();
                _jobs.RemoveAt(over);
            }
        }

        if (!job.Now.Job.IsOver && !_waiting.Writer.TryWrite(job)) job.End(JobStatus.Cancelled, "The platform is shutting down.", null);
    }

    public TrackedJob<TRequest, TResult>? Find(JobId id)
    {
        lock (_gate) return _jobs.Find(job => job.Id == id);
    }

    /// <summary>Drops a job that is over, because what came of it is gone too.</summary>
    public void Forget(JobId id)
    {
        lock (_gate)
        {
            if (_jobs.FindIndex(job => job.Id == id && job.Now.Job.IsOver) is not (>= 0 and var index)) return;
            _jobs[index].Dispose();
            _jobs.RemoveAt(index);
        }
    }

    public override void Dispose()
    {
        foreach (var job in Jobs) job.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Does the work. An exception is a fault of ours or of the world; what the request cannot have is an outcome.</summary>
    protected abstract Task<JobOutcome<TResult>> Work(TrackedJob<TRequest, TResult> job, CancellationToken ct);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Long work of the processor: it must not keep the host from starting.
        await Task.Yield();
        try
        {
            await foreach (var job in _waiting.Reader.ReadAllAsync(stoppingToken)) await Run(job, stoppingToken);
        }
        finally
        {
            _waiting.Writer.TryComplete();
        }
    }

    private async Task Run(TrackedJob<TRequest, TResult> job, CancellationToken stopping)
    {
        if (!job.TryBegin("Begins.")) return;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, job.Cancelled);
        try
        {
            var (status, message, result) = await Work(job, ending.Token);
            job.End(status, message, result);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            job.End(JobStatus.Cancelled, "Cancelled.", null);
        }
        catch (Exception error)
        {
            // One job that fails must not end the queue for the others; why is told to who follows it, and to the log.
            log.LogError(error, "Job {Job} failed", job.Id);
            var isOfTheWorld = error is IOException or UnauthorizedAccessException or TimeoutException or OutOfMemoryException;
            job.End(JobStatus.Failed, isOfTheWorld ? error.Message : "Something went wrong here; the log says what.", null);
        }
    }
}
