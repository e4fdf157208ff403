using System.Globalization;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Columnar;
using NodaTime.HighPerformance;
using NodaTime.Text;

namespace AlgoTrendy.Modules.History.Exporting;

/// <summary>Writes a series as CSV with a header and ISO times, from which an import makes the identical series again.</summary>
internal static class CsvExport
{
    /// <summary>By this name an import knows whose rows they are: SPY.US-1d.csv, EURUSD.OANDA-quoteBars-1m.csv, SPY.US-trades.csv.</summary>
    public static string FileName(SeriesKey key)
    {
        var kind = char.ToLowerInvariant(key.Kind.ToString()[0]) + key.Kind.ToString()[1..];
        return key.Interval is not { } interval ? $"{key.Symbol}-{kind}.csv" : key.Kind == SeriesKind.Bars ? $"{key.Symbol}-{interval}.csv" : $"{key.Symbol}-{kind}-{interval}.csv";
    }

    /// <returns>How many rows were written.</returns>
    public static long Write(SeriesReader reader, string file, Instant64? from, Instant64? to, CancellationToken ct)
    {
        // The file of before stays whole until the new one is.
        var unfinished = file + ".unfinished";
        long rows = 0;
        try
        {
            using (var writer = new StreamWriter(unfinished) { NewLine = "\n" })
            {
                writer.WriteLine("time," + string.Join(',', SeriesColumns.Of(reader.Key.Kind)));
                foreach (var block in reader.ReadBlocks(from, to))
                {
                    ct.ThrowIfCancellationRequested();
                    Write(writer, block);
                    rows += block.Count;
                }
            }

            File.Move(unfinished, file, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }

        return rows;
    }

    private static void Write(StreamWriter writer, Columns rows)
    {
        Span<char> number = stackalloc char[32];
        var columns = SeriesColumns.Of(rows.Kind).Count;
        for (var row = 0; row < rows.Count; row++)
        {
            writer.Write(InstantPattern.ExtendedIso.Format(rows.Times[row].ToInstant()));
            for (var column = 0; column < columns; column++)
            {
                writer.Write(',');
                var value = rows.Values(column)[row];
                // A side that was not quoted is an empty field.
                if (double.IsNaN(value)) continue;
                value.TryFormat(number, out var length, "R", CultureInfo.InvariantCulture);
                writer.Write(number[..length]);
            }

            writer.Write('\n');
        }
    }
}
