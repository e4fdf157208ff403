using AlgoTrendy.Storage.Formats.Text;

namespace AlgoTrendy.Storage.Formats.Csv;

/// <summary>What parts the fields of a CSV, and its first rows cut into fields.</summary>
internal sealed record CsvDialect(char Delimiter, bool IsQuoted, IReadOnlyList<string[]> Rows, int FieldCount)
{
    private const double MostLines = 0.8;

    // The comma last: in files of other dialects it may stand in numbers or dates.
    private static readonly char[] Delimiters = ['\t', ';', '|', ','];

    /// <summary>What the lines are parted by once quotation marks are gone.</summary>
    public byte Separator => IsQuoted ? UnquotedStream.Delimiter : (byte)Delimiter;

    /// <summary>Null when no character parts most lines into the same number of fields, at least three.</summary>
    public static CsvDialect? Find(IReadOnlyList<byte[]> lines)
    {
        foreach (var delimiter in Delimiters)
        {
            var isQuoted = lines.Any(line => line.AsSpan().Contains((byte)'"'));
            var rows = isQuoted ? Unquoted(lines, delimiter) : [.. lines.Select(line => System.Text.Encoding.UTF8.GetString(line).Split(delimiter))];
            if (rows.Count == 0) continue;

            var usual = rows.CountBy(row => row.Length).MaxBy(count => count.Value);
            if (usual.Key >= 3 && usual.Value >= MostLines * Math.Max(1, rows.Count - 1)) return new(delimiter, isQuoted, rows, usual.Key);
        }

        return null;
    }

    private static List<string[]> Unquoted(IReadOnlyList<byte[]> lines, char delimiter)
    {
        var text = new MemoryStream();
        foreach (var line in lines)
        {
            text.Write(line);
            text.WriteByte((byte)'\n');
        }

        text.Position = 0;
        var rows = new List<string[]>();
        using var reader = new LineReader(new UnquotedStream(text, delimiter));
        while (reader.TryRead(out var line))
            if (!LineReader.IsBlank(line)) rows.Add(System.Text.Encoding.UTF8.GetString(line).Split((char)UnquotedStream.Delimiter));

        return rows;
    }
}
