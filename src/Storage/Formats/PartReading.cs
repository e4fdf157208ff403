using AlgoTrendy.Storage.Formats.Csv;
using AlgoTrendy.Storage.Formats.Text;
using AlgoTrendy.Storage.Formats.Zip;

namespace AlgoTrendy.Storage.Formats;

/// <summary>Runs the lines of one part through its parser into the rows of its series.</summary>
internal static class PartReading
{
    // Between two looks at whether reading was cancelled.
    private const int LinesAtOnce = 1 << 14;

    // A file with the newest row first is turned around in memory; 48 bytes a row.
    private const int MostNewestFirst = 20_000_000;

    public static IEnumerable<FileBatch> Read(FileContents contents, FilePart part, PartPlan plan, RowCollector rows, CancellationToken ct)
    {
        var name = contents.NameOf(part);
        var stream = CheckedPart.Open(part, out var damage);
        if (stream is null)
        {
            yield return MarketFile.Lost(plan.Series, $"{name} is damaged: {damage}.");
            yield break;
        }

        using var lines = new LineReader(plan.Quoted is { } delimiter ? new UnquotedStream(stream, delimiter) : stream);
        var parser = plan.Parser();
        var before = rows.BytesRead;
        SkipHeader(lines, plan.HeaderLines);
        if (plan.IsNewestFirst)
        {
            foreach (var batch in ReadBackwards(lines, parser, name, rows, ct)) yield return batch;
        }
        else
        {
            while (Fill(lines, parser, name, rows))
            {
                ct.ThrowIfCancellationRequested();
                rows.BytesRead = before + lines.BytesTaken;
                if (rows.IsFull) yield return rows.Take();
            }
        }

        rows.BytesRead = before + lines.BytesTaken;
        if (lines.Damage is { } cut) yield return MarketFile.Lost(plan.Series, $"{name} is cut short after line {lines.Line}: {cut}.");
    }

    private static void SkipHeader(LineReader lines, int count)
    {
        while (count > 0 && lines.TryRead(out var line))
            if (!LineReader.IsBlank(line)) count--;
    }

    // Reads until the collector is full or for a while; false at the end.
    private static bool Fill(LineReader lines, RowParser parser, string name, RowCollector rows)
    {
        Span<double> values = stackalloc double[rows.ColumnCount];
        for (var count = 0; count < LinesAtOnce && !rows.IsFull; count++)
        {
            if (!lines.TryRead(out var line)) return false;
            if (LineReader.IsBlank(line)) continue;
            if (lines.IsCut) rows.Reject(name, lines.Line, $"The line is longer than {LineReader.LongestLine} bytes.");
            else if (parser.Read(line, rows.LastTime, values, out var time) is { } reason) rows.Reject(name, lines.Line, reason);
            else rows.Add(name, lines.Line, time, values);
        }

        return true;
    }

    private static IEnumerable<FileBatch> ReadBackwards(LineReader lines, RowParser parser, string name, RowCollector rows, CancellationToken ct)
    {
        var reversed = new ReversedRows(rows.ColumnCount);
        while (reversed.Count < MostNewestFirst && reversed.Fill(lines, parser, name, rows, LinesAtOnce))
        {
            ct.ThrowIfCancellationRequested();
            if (rows.IsFull) yield return rows.Take();
        }

        for (var index = reversed.Count - 1; index >= 0; index--)
        {
            reversed.CopyTo(index, name, rows);
            if (rows.IsFull) yield return rows.Take();
        }

        if (reversed.Count == MostNewestFirst)
            yield return MarketFile.Lost(rows.Series, $"{name} has its newest row first and more than {MostNewestFirst} rows: sort it by time; what follows line {lines.Line} was not read.");
    }
}
