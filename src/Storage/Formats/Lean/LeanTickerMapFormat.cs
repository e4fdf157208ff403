using System.Text;
using AlgoTrendy.Core.Instruments.CorporateActions;
using AlgoTrendy.Storage.Formats.Text;

namespace AlgoTrendy.Storage.Formats.Lean;

/// <summary>Changes of ticker: equity/usa/map_files/goog.csv with lines of the last date, the ticker up to it, and the exchange.</summary>
internal sealed class LeanTickerMapFormat : IFileFormat
{
    public FileReading? Recognise(FileSample sample, FormatOptions options)
    {
        if (sample.IsZip || sample.Segments is not [.., "equity", var market, "map_files", var file]) return null;

        var rows = new List<TickerRow>();
        using var lines = FileSample.AllLinesOf(sample.Parts[0]);
        while (lines is not null && lines.TryRead(out var line))
        {
            if (line.IsEmpty) continue;
            if (RowOf(line) is not { } row) return new FileRefusal(sample.Path, $"Line {lines.Line}, {Quoted.Text(line)}, is no row of tickers: date, ticker, exchange.");
            rows.Add(row);
        }

        try
        {
            return new TickerMapFile(sample.Path, LeanMarkets.VenueOf(market), new(file.Split(".csv")[0].ToUpperInvariant(), rows));
        }
        catch (ArgumentException exception)
        {
            return new FileRefusal(sample.Path, exception.Message);
        }
    }

    private static TickerRow? RowOf(ReadOnlySpan<byte> line)
    {
        var fields = Encoding.UTF8.GetString(line).Split(',');
        return fields.Length is 2 or 3 or 4 && CompactTime.TryDate(Encoding.UTF8.GetBytes(fields[0]), out var date) && fields[1].Length is > 0 and <= 64
            ? new(WallTime.DateOf(date), fields[1])
            : null;
    }
}
