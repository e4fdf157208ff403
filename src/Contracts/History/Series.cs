using AlgoTrendy.Core.Markets;
using NodaTime;

namespace AlgoTrendy.Contracts.History;

/// <summary>Picks stored series; what is null does not restrict.</summary>
public sealed record SeriesFilter(string? Symbol = null, SeriesKind? Kind = null, Interval? Interval = null);

public sealed record CoverageQuery(string? Symbol = null, SeriesKind? Kind = null, Interval? Interval = null, Instant? From = null, Instant? To = null);

public sealed record CoverageReport(IReadOnlyList<SeriesCoverage> Series);

/// <summary>One stored series: its rows, its range [From, To), the stretches without data in which its market was open, and the rows that imports rejected.</summary>
/// <param name="LargestGaps">The longest first, at most a hundred; GapCount counts all. Bars are counted as the instrument's venue prints them; ticks by half hours.</param>
/// <param name="Damage">Why the rows cannot be read, so that nothing is known of them; null when all is well.</param>
public sealed record SeriesCoverage(
    SeriesKey Series,
    bool IsSimulated,
    long Rows,
    long Bytes,
    Instant? From,
    Instant? To,
    int GapCount,
    long MissingBars,
    IReadOnlyList<CoverageGap> LargestGaps,
    long RowsRejected,
    string? Damage = null);

/// <summary>Bars are missing in [From, To) although the market was open for that many of them.</summary>
public sealed record CoverageGap(Instant From, Instant To, long MissingBars);

/// <param name="Rows">Of the files that are sound.</param>
public sealed record VerifyReport(int Files, long Rows, IReadOnlyList<DamagedFile> Damaged)
{
    public bool IsSound => Damaged.Count == 0;
}

public sealed record DamagedFile(string File, string Reason);

/// <param name="Path">The file to write, or the folder for it, on the machine where History runs. A file of that name is replaced.</param>
public sealed record ExportRequest(SeriesKey Series, string Path, Instant? From = null, Instant? To = null);

/// <param name="Path">The file that was written.</param>
/// <param name="Reason">Why nothing was written; null when it was.</param>
public sealed record ExportSummary(long Rows, string Path, string? Reason = null);

public sealed record DeleteSummary(IReadOnlyList<SeriesKey> Deleted);

public sealed record SeriesRequest(SeriesKey Series, Instant? From = null, Instant? To = null);

/// <summary>What the store holds of a series now; Rows is 0 when nothing is there, and Reason says what to do then.</summary>
public sealed record SeriesAvailability(long Rows, Instant? From, Instant? To, string? Reason);
