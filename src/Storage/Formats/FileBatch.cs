using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Storage.Formats;

/// <summary>Some rows of one series of a file, in time order after those of the batches before, and the rows that were left out on the way. Read = kept + rejected.</summary>
/// <param name="Damage">What of the file could not be read at all, as a sentence that names it; null when nothing was lost.</param>
public sealed record FileBatch(FileSeries Series, Columns Rows, IReadOnlyList<RowRejection> Rejected, string? Damage = null)
{
    public long RowsRead => Rows.Count + Rejected.Count;
}

/// <summary>A row that was left out.</summary>
/// <param name="File">The file; inside a zip "x.zip/entry.csv".</param>
/// <param name="Line">1 is the first, headers counted.</param>
public sealed record RowRejection(string File, long Line, string Reason);
