using System.Threading.Channels;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Jobs;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace AlgoTrendy.Modules.History.Importing;

/// <summary>Imports wait here and run one after the other; the newest hundred are remembered.</summary>
internal sealed class ImportQueue(Importer importer, IClock clock, ILogger<ImportQueue> log) : BackgroundService
{
    private const int MostKept = 100;

    private readonly Channel<ImportJob> _waiting = Channel.CreateUnbounded<ImportJob>();
    private readonly Lock _gate = new();
    private readonly List<ImportJob> _jobs = [];

    /// <summary>The newest first.</summary>
    public IReadOnlyList<ImportJob> Jobs
    {
        get
        {
            lock (_gate) return [.. _jobs.AsEnumerable().Reverse()];
        }
    }

    public ImportJob Add(ImportRequest request)
    {
        var job = new ImportJob(request, clock);
        lock (_gate)
        {
            _jobs.Add(job);
            if (_jobs.Count > MostKept && _jobs.FindIndex(old => old.Progress.Job!.IsOver) is >= 0 and var over)
            {
                _jobs[over].Dispose();
                _jobs.RemoveAt(over);
            }
        }

        if (ImportRules.FaultOf(request) is { } fault) job.End(JobStatus.Failed, fault.Reason, null);
        else if (!_waiting.Writer.TryWrite(job)) job.End(JobStatus.Cancelled, "The platform is shutting down.", null);
        return job;
    }

    public ImportJob? Find(JobId id)
    {
        lock (_gate) return _jobs.Find(job => job.Id == id);
    }

    public override void Dispose()
    {
        foreach (var job in Jobs) job.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Reading files is long work of the processor: it must not keep the host from starting.
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

    private async Task Run(ImportJob job, CancellationToken stopping)
    {
        if (!job.TryBegin()) return;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, job.Cancelled);
        var tally = new ImportTally();
        try
        {
            await importer.Run(job, tally, ending.Token);
            var (status, message) = tally.Verdict;
            job.End(status, message, tally.Summary);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            job.End(JobStatus.Cancelled, $"Cancelled; {tally.Stored} rows had been stored and stay.", tally.Summary);
        }
        catch (Exception error)
        {
            // One import that fails must not end the queue for the others; why is told to who follows it, and to the log.
            log.LogError(error, "Import {Job} failed", job.Id);
            var isOfTheWorld = error is IOException or UnauthorizedAccessException or TimeoutException;
            job.End(JobStatus.Failed, isOfTheWorld ? error.Message : "Something went wrong here; the log says what.", tally.Summary);
        }
    }
}
