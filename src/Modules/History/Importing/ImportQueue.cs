using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Platform.Jobs;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace AlgoTrendy.Modules.History.Importing;

/// <summary>Imports into the store that is kept, one after the other.</summary>
internal class ImportQueue(Importer importer, IClock clock, ILogger<ImportQueue> log) : JobQueue<ImportRequest, ImportSummary>(log)
{
    private const string Kind = "history-import";

    /// <summary>Takes a request in its turn; one that makes no sense comes back failed, with the reason.</summary>
    public TrackedJob<ImportRequest, ImportSummary> Add(ImportRequest request)
    {
        var job = new TrackedJob<ImportRequest, ImportSummary>(Kind, request, clock);
        if (ImportRules.FaultOf(request) is { } fault) job.End(JobStatus.Failed, fault.Reason, null);
        Add(job);
        return job;
    }

    /// <summary>However it ends, what was done before is told.</summary>
    protected override async Task<JobOutcome<ImportSummary>> Work(TrackedJob<ImportRequest, ImportSummary> job, CancellationToken ct)
    {
        var tally = new ImportTally();
        try
        {
            await importer.Run(job, tally, ct);
            var (status, message) = tally.Verdict;
            return new(status, message, tally.Summary);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return new(JobStatus.Cancelled, $"Cancelled; {tally.Stored} rows had been stored and stay.", tally.Summary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            log.LogError(error, "Import {Job} failed", job.Id);
            return new(JobStatus.Failed, error.Message, tally.Summary);
        }
    }
}

/// <summary>Imports into scratch stores: a backtest on files does not wait for an import of years.</summary>
internal sealed class ScratchQueue(Importer importer, IClock clock, ILogger<ImportQueue> log) : ImportQueue(importer, clock, log);
