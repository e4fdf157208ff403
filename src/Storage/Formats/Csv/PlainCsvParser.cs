using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Formats.Text;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Formats.Csv;

/// <summary>Reads the lines of a plain CSV by its layout.</summary>
/// <param name="symbol">Whose rows to take, where a column says whose they are; null for all.</param>
internal sealed class PlainCsvParser(CsvLayout layout, CsvTimes times, byte[]? symbol) : RowParser
{
    private readonly byte _separator = layout.Separator;
    private readonly int[] _starts = new int[layout.Fields + 2];
    private readonly IReadOnlyList<string> _names = SeriesColumns.Of(layout.Kind);
    private readonly bool _hasQuotes = layout.Kind is SeriesKind.QuoteBars or SeriesKind.Quotes;

    public override string? Read(ReadOnlySpan<byte> line, Instant64 previous, Span<double> values, out Instant64 time)
    {
        time = default;
        if (!TrySplit(line)) return WrongCount(line, _separator, layout.Fields);
        if (symbol is not null && !FieldOf(line, layout.Symbol).Trim((byte)' ').SequenceEqual(symbol)) return $"The row is of {Quoted.Text(FieldOf(line, layout.Symbol))}, the file of {Quoted.Text(symbol)}.";

        var clock = layout.Clock < 0 ? default : FieldOf(line, layout.Clock);
        if (times.Read(FieldOf(line, layout.Time), clock, previous, out time) is { } reason) return reason;
        for (var column = 0; column < values.Length; column++)
        {
            values[column] = 0;
            var field = layout.Values[column];
            if (field < 0) continue;
            var position = _starts[field];
            if (NumberText.TryReadField(line, ref position, _separator, 0, out values[column])) continue;
            if (!FieldOf(line, field).IsEmpty || !MayBeEmpty(column)) return NoNumber(line, _starts[field], _separator, _names[column]);
            values[column] = IsSize(column) ? 0 : double.NaN;
        }

        return null;
    }

    // An empty volume is none; an empty price of a quote is a side that was absent.
    private bool MayBeEmpty(int column) => _hasQuotes || IsSize(column);

    private bool IsSize(int column) => layout.Kind switch
    {
        SeriesKind.Bars => column == 4,
        SeriesKind.QuoteBars => column is 4 or 9,
        SeriesKind.Trades => column == 1,
        _ => column is 1 or 3,
    };

    private ReadOnlySpan<byte> FieldOf(ReadOnlySpan<byte> line, int field) => line[_starts[field]..(_starts[field + 1] - 1)];

    // The field after the last begins one past the line's end, as if another separator stood there.
    private bool TrySplit(ReadOnlySpan<byte> line)
    {
        var starts = _starts;
        starts[0] = 0;
        var count = 1;
        for (var index = 0; index < line.Length; index++)
        {
            if (line[index] != _separator) continue;
            if (count > layout.Fields) return false;
            starts[count++] = index + 1;
        }

        starts[count] = line.Length + 1;
        return count == layout.Fields;
    }
}
