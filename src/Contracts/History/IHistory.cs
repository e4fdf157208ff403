using AlgoTrendy.Contracts.Jobs;

namespace AlgoTrendy.Contracts.History;

/// <summary>Keeps bars and ticks: takes files in, checks them, tells what is there and what is missing.</summary>
public interface IHistory
{
    /// <summary>Begins to read files into the store; follow it with <see cref="GetImport"/>.</summary>
    Task<Job> StartImport(ImportRequest request, CancellationToken ct);

    /// <summary>How an import is getting on, and its summary once it is over.</summary>
    Task<ImportProgress> GetImport(JobRequest request, CancellationToken ct);

    /// <summary>Stops an import that waits or runs; what it stored so far stays, and what is over stays as it is.</summary>
    Task<ImportProgress> CancelImport(JobRequest request, CancellationToken ct);

    /// <summary>What is stored, in which ranges, with which gaps by the instrument's calendar.</summary>
    Task<CoverageReport> GetCoverage(CoverageQuery query, CancellationToken ct);

    /// <summary>Reads every block of the stored files and names those that are damaged.</summary>
    Task<VerifyReport> Verify(SeriesFilter filter, CancellationToken ct);

    /// <summary>Writes a stored series as CSV.</summary>
    Task<ExportSummary> Export(ExportRequest request, CancellationToken ct);

    Task<DeleteSummary> Delete(SeriesFilter filter, CancellationToken ct);

    /// <summary>Makes sure that the store holds what can be made here: bars of the simulated market are generated; for others it only says what is there.</summary>
    Task<SeriesAvailability> Prepare(SeriesRequest request, CancellationToken ct);
}
