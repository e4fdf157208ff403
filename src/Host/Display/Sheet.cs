namespace AlgoTrendy.Host.Display;

/// <summary>A column of a <see cref="Sheet"/>: numbers stand to the right.</summary>
internal sealed record Column(string Title, bool IsNumber)
{
    public static Column Text(string title = "") => new(title, false);

    public static Column Number(string title = "") => new(title, true);
}

/// <summary>A table for people: columns, and rows of text. Has no header when no column has a title.</summary>
internal sealed class Sheet(params IReadOnlyList<Column> columns)
{
    private const string Gap = "  ";

    private readonly List<IReadOnlyList<string>> _rows = [];

    public int Count => _rows.Count;

    public bool HasHeader => columns.Any(column => column.Title.Length > 0);

    /// <summary>Adds a row: a cell for every column.</summary>
    public void Add(params IReadOnlyList<string> cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Count, columns.Count);
        _rows.Add([.. cells.Select(Figures.OneLine)]);
    }

    /// <summary>The table as lines, the header first, as wide as they need to be.</summary>
    public IEnumerable<string> Lines()
    {
        var lines = HasHeader ? _rows.Prepend([.. columns.Select(column => column.Title)]).ToList() : _rows;
        if (lines.Count == 0) return [];

        var widths = columns.Select((_, index) => lines.Max(line => line[index].Length)).ToList();
        return lines.Select(line => string.Join(Gap, line.Select((cell, index) => columns[index].IsNumber ? cell.PadLeft(widths[index]) : cell.PadRight(widths[index]))).TrimEnd());
    }
}
