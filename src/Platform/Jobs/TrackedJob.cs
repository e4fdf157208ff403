using AlgoTrendy.Contracts.Jobs;
using NodaTime;

namespace AlgoTrendy.Platform.Jobs;

/// <summary>One piece of long work: what is wanted, how far it is, and what came of it. Safe to look at while it runs.</summary>
public sealed class TrackedJob<TRequest, TResult> : IDisposable where TResult : class
{
    private readonly IClock _clock;
    private readonly CancellationTokenSource _cancelled = new();
    private readonly Lock _gate = new();
    private Job _job;
    private TResult? _result;
    private Instant _started;

    public TrackedJob(string kind, TRequest request, IClock clock)
    {
        _clock = clock;
        Request = request;
        var now = clock.GetCurrentInstant();
        Id = new(Guid.CreateVersion7(now.ToDateTimeOffset()).ToString("N"));
        _job = new(Id, kind, JobStatus.Queued, 0, null, "Waits for its turn.", now);
    }

    public JobId Id { get; }

    public TRequest Request { get; }

    /// <summary>Signalled when somebody asked for its end.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>How it stands, and its result once there is one.</summary>
    public (Job Job, TResult? Result) Now
    {
        get
        {
            lock (_gate) return (_job, _result);
        }
    }

    /// <summary>False when it was cancelled before its turn came.</summary>
    public bool TryBegin(string message)
    {
        lock (_gate)
        {
            if (_job.IsOver) return false;
            _started = _clock.GetCurrentInstant();
            _job = _job with { Status = JobStatus.Running, Message = message };
            return true;
        }
    }

    /// <param name="done">The share of the work that is done, 0 to 1; it never goes back.</param>
    public void Report(double done, string message)
    {
        lock (_gate)
        {
            var progress = Math.Clamp(done, _job.Progress, 1);
            var elapsed = _clock.GetCurrentInstant() - _started;
            _job = _job with { Progress = progress, Eta = progress > 0 ? _started + elapsed / progress : null, Message = message };
        }
    }

    public void End(JobStatus status, string message, TResult? result)
    {
        lock (_gate)
        {
            _job = _job with { Status = status, Progress = status == JobStatus.Done ? 1 : _job.Progress, Eta = null, Message = message };
            _result = result;
        }
    }

    /// <summary>A waiting job is over at once, a running one as soon as its work looks up.</summary>
    public void Cancel()
    {
        lock (_gate)
        {
            if (_job.Status == JobStatus.Queued) End(JobStatus.Cancelled, "Cancelled before it began.", null);
            if (_job.IsOver) return;
        }

        _cancelled.Cancel();
    }

    public void Dispose() => _cancelled.Dispose();
}
