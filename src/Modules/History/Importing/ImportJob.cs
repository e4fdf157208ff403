using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Jobs;
using NodaTime;

namespace AlgoTrendy.Modules.History.Importing;

/// <summary>One import: what is wanted, how far it is, and what came of it. Safe to look at while it runs.</summary>
internal sealed class ImportJob : IDisposable
{
    public const string Kind = "history-import";

    private readonly IClock _clock;
    private readonly CancellationTokenSource _cancelled = new();
    private readonly Lock _gate = new();
    private ImportProgress _progress;
    private Instant _started;

    public ImportJob(ImportRequest request, IClock clock)
    {
        _clock = clock;
        Request = request;
        var now = clock.GetCurrentInstant();
        Id = new(Guid.CreateVersion7(now.ToDateTimeOffset()).ToString("N"));
        _progress = new(new(Id, Kind, JobStatus.Queued, 0, null, "Waits for its turn.", now), null);
    }

    public JobId Id { get; }

    public ImportRequest Request { get; }

    public CancellationToken Cancelled => _cancelled.Token;

    public ImportProgress Progress
    {
        get
        {
            lock (_gate) return _progress;
        }
    }

    /// <summary>False when it was cancelled before its turn came.</summary>
    public bool TryBegin()
    {
        lock (_gate)
        {
            if (_progress.Job!.IsOver) return false;
            _started = _clock.GetCurrentInstant();
            Change(job => job with { Status = JobStatus.Running, Message = "Looks at the files." });
            return true;
        }
    }

    /// <param name="done">The share of the work that is done, 0 to 1; it never goes back.</param>
    public void Report(double done, string message)
    {
        lock (_gate)
        {
            var progress = Math.Clamp(done, _progress.Job!.Progress, 1);
            var elapsed = _clock.GetCurrentInstant() - _started;
            Instant? eta = progress > 0 ? _started + elapsed / progress : null;
            Change(job => job with { Progress = progress, Eta = eta, Message = message });
        }
    }

    public void End(JobStatus status, string message, ImportSummary? summary)
    {
        lock (_gate)
        {
            Change(job => job with { Status = status, Progress = status == JobStatus.Done ? 1 : job.Progress, Eta = null, Message = message });
            _progress = _progress with { Summary = summary };
        }
    }

    /// <summary>A waiting import is over at once, a running one at the next pause between rows.</summary>
    public void Cancel()
    {
        lock (_gate)
        {
            if (_progress.Job!.Status == JobStatus.Queued) End(JobStatus.Cancelled, "Cancelled before it began.", null);
            if (_progress.Job.IsOver) return;
        }

        _cancelled.Cancel();
    }

    public void Dispose() => _cancelled.Dispose();

    private void Change(Func<Job, Job> change) => _progress = _progress with { Job = change(_progress.Job!) };
}
