using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using NodaTime;

namespace AlgoTrendy.Contracts.History;

/// <summary>Files to read, and what their contents do not say themselves; what is null is found by looking.</summary>
/// <param name="Paths">Files or folders on the machine where History runs.</param>
/// <param name="TimeZone">IANA name of the zone of times without one, e.g. America/New_York.</param>
/// <param name="DateOrder">How 1/2/2020 is to be read: "mdy" or "dmy".</param>
/// <param name="Currency">The quote currency of a symbol that is not known yet.</param>
/// <param name="Scratch">A name of letters and digits: rows go into a store of their own, the folder scratch/{name} of the home, which whoever asked deletes. Null: the store that is kept.</param>
/// <param name="Replace">Whether rows that differ from stored ones replace them; otherwise they are rejected.</param>
public sealed record ImportRequest(
    IReadOnlyList<string> Paths,
    string? Symbol = null,
    Interval? Interval = null,
    string? TimeZone = null,
    string? DateOrder = null,
    AssetClass? AssetClass = null,
    string? Currency = null,
    bool Replace = false,
    string? Scratch = null);

/// <summary>An import as seen from outside; Job is null when there is no such import, Summary until it is over.</summary>
public sealed record ImportProgress(Job? Job, ImportSummary? Summary);

/// <summary>What an import did. Nothing is dropped silently: read = stored + already there + rejected.</summary>
public sealed record ImportSummary(
    long RowsRead,
    long RowsStored,
    long RowsAlreadyThere,
    long RowsRejected,
    IReadOnlyList<ImportedSeries> Series,
    IReadOnlyList<RejectedRow> Rejected,
    IReadOnlyList<RefusedFile> RefusedFiles,
    IReadOnlyList<string> Assumptions);

public sealed record ImportedSeries(SeriesKey Series, long RowsStored, Instant From, Instant To, string Format);

/// <summary>A row that was left out, by file and line (1 is the first), with the reason. The first hundred or so of an import are listed; the counts are complete.</summary>
public sealed record RejectedRow(string File, long Line, string Reason);

/// <summary>A file that could not be used, or not to its end: unknown, ambiguous or damaged.</summary>
/// <param name="Choices">What to say to make it readable, e.g. "--time-zone America/New_York".</param>
public sealed record RefusedFile(string File, string Reason, IReadOnlyList<string> Choices);
