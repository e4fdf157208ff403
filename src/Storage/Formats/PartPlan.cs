namespace AlgoTrendy.Storage.Formats;

/// <summary>How one part of a file is to be read.</summary>
/// <param name="Part">The part's name inside the file.</param>
/// <param name="Parser">Makes a parser for one reading.</param>
internal sealed record PartPlan(string Part, FileSeries Series, Func<RowParser> Parser)
{
    /// <summary>Whether the last row is the oldest.</summary>
    public bool IsNewestFirst { get; init; }

    /// <summary>Lines at the top that are no rows, blank ones not counted.</summary>
    public int HeaderLines { get; init; }

    /// <summary>The delimiter of a text whose fields stand in quotation marks; null when none do.</summary>
    public char? Quoted { get; init; }
}
