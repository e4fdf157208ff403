using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Storage.Formats;

/// <summary>Some rows of one series of a file, in time order after those of the batches before, and the rows that were left out on the way. Read = kept + rejected.</summary>
/// <param name="Damage">What of the file could not be read at all, as a sentence that names it; null when nothing was lost.</param>
public sealed record FileBatch(FileSeries Series, Columns Rows, IReadOnlyList<RowRejection> Rejected, string? Damage = null)
{
    public long RowsRead => Rows.Count + Rejected.Count;

    /// <summary>How many bytes of the file, unpacked, were read when this batch was made.</summary>
    public long BytesRead { get; init; }

    /// <summary>The files, as in <see cref="RowRejection"/>, that the rows came from.</summary>
    public IEnumerable<string> Sources => Lines.Select(run => run.File).Distinct();

    internal IReadOnlyList<LineRun> Lines { get; init; } = [];

    /// <summary>The file, as in <see cref="RowRejection"/>, and the line in it that a row came from.</summary>
    public (string File, long Line) OriginOf(int row) => LineRuns.OriginOf(Lines, row);
}

/// <summary>A row that was left out.</summary>
/// <param name="File">The file; inside a zip "x.zip/entry.csv".</param>
/// <param name="Line">1 is the first, headers counted.</param>
public sealed record RowRejection(string File, long Line, string Reason);
