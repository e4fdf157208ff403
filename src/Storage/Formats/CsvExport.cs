using System.Buffers;
using System.Globalization;
using System.Text;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Formats.Text;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Formats;

/// <summary>Writes rows as CSV with a header line, ISO times in UTC and numbers that read back to the same bits. An absent price is an empty field.</summary>
public static class CsvExport
{
    private const int EnoughText = 1 << 16;
    private const int LongestField = 40;

    /// <summary>The name by which the import finds symbol and interval again: SPY.US-1d.csv, EURUSD.OANDA-quoteBars-1m.csv, SPY.US-trades.csv.</summary>
    public static string FileNameOf(SeriesKey series)
    {
        var kind = series.Kind switch { SeriesKind.Bars => "", SeriesKind.QuoteBars => "-quoteBars", SeriesKind.Trades => "-trades", _ => "-quotes" };
        return series.Symbol + kind + (series.Interval is { } interval ? "-" + interval : "") + ".csv";
    }

    /// <summary>Writes the header and the rows of all batches; returns how many rows.</summary>
    /// <param name="kind">Of every batch.</param>
    public static long Write(Stream stream, SeriesKind kind, IEnumerable<Columns> batches)
    {
        var text = new ArrayBufferWriter<byte>(2 * EnoughText);
        text.Write(Encoding.UTF8.GetBytes("time," + string.Join(',', SeriesColumns.Of(kind)) + "\n"));
        var rows = 0L;
        foreach (var batch in batches)
        {
            for (var row = 0; row < batch.Count; row++)
            {
                AppendRow(text, batch, row);
                if (text.WrittenCount >= EnoughText) Flush(stream, text);
            }

            rows += batch.Count;
        }

        Flush(stream, text);
        return rows;
    }

    private static void AppendRow(ArrayBufferWriter<byte> text, Columns rows, int row)
    {
        AppendTime(text, rows.Times[row]);
        for (var column = 0; column < SeriesColumns.Of(rows.Kind).Count; column++)
        {
            text.Write(","u8);
            var value = rows.Values(column)[row];
            if (double.IsNaN(value)) continue;
            if (!value.TryFormat(text.GetSpan(LongestField), out var written, "R", CultureInfo.InvariantCulture)) throw new InvalidOperationException("A number did not fit its field.");
            text.Advance(written);
        }

        text.Write("\n"u8);
    }

    private static void AppendTime(ArrayBufferWriter<byte> text, Instant64 time)
    {
        const long ticks = 100;
        var nanoseconds = time.ToUnixTimeNanoseconds();
        var format = nanoseconds % WallTime.Second == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.fffffff";
        if (!time.ToDateTimeUtc().TryFormat(text.GetSpan(LongestField), out var written, format, CultureInfo.InvariantCulture)) throw new InvalidOperationException("A time did not fit its field.");
        text.Advance(written);

        // The framework's times end at seven decimals; two more make nanoseconds.
        var below = (int)((nanoseconds % ticks + ticks) % ticks);
        if (below != 0) text.Write([(byte)('0' + below / 10), (byte)('0' + below % 10)]);
        text.Write("Z"u8);
    }

    private static void Flush(Stream stream, ArrayBufferWriter<byte> text)
    {
        stream.Write(text.WrittenSpan);
        text.ResetWrittenCount();
    }
}
