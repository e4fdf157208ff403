using AlgoTrendy.Storage.Formats.Text;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Formats;

/// <summary>Rows of a file whose newest row comes first, held until they can be given out oldest first.</summary>
internal sealed class ReversedRows(int columns)
{
    private readonly List<(Instant64 Time, long Line)> _rows = [];
    private readonly List<double> _values = [];

    public int Count => _rows.Count;

    /// <summary>Reads some lines; false at the end.</summary>
    public bool Fill(LineReader lines, RowParser parser, string name, RowCollector rejects, int most)
    {
        Span<double> values = stackalloc double[columns];
        for (var count = 0; count < most; count++)
        {
            if (!lines.TryRead(out var line)) return false;
            if (LineReader.IsBlank(line)) continue;
            if (lines.IsCut)
            {
                rejects.Reject(name, lines.Line, $"The line is longer than {LineReader.LongestLine} bytes.");
            }
            else if (parser.Read(line, Instant64.MinValue, values, out var time) is { } reason)
            {
                rejects.Reject(name, lines.Line, reason);
            }
            else
            {
                _rows.Add((time, lines.Line));
                _values.AddRange(values);
            }
        }

        return true;
    }

    public void CopyTo(int index, string name, RowCollector rows)
    {
        Span<double> values = stackalloc double[columns];
        for (var column = 0; column < columns; column++) values[column] = _values[index * columns + column];
        rows.Add(name, _rows[index].Line, _rows[index].Time, values);
    }
}
