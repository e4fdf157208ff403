using System.Globalization;
using System.Text;
using AlgoTrendy.Core.Instruments.CorporateActions;
using AlgoTrendy.Storage.Formats.Text;

namespace AlgoTrendy.Storage.Formats.Lean;

/// <summary>Dividends and splits: equity/usa/factor_files/spy.csv with lines of date, price factor, split factor, reference close.</summary>
internal sealed class LeanFactorFormat : IFileFormat
{
    private const int Fields = 4;
    private const int RequiredFields = 3;

    public FileReading? Recognise(FileSample sample, FormatOptions options)
    {
        if (sample.IsZip || sample.Segments is not [.., "equity", var market, "factor_files", var file]) return null;

        var rows = new List<FactorRow>();
        using var lines = FileSample.AllLinesOf(sample.Parts[0]);
        while (lines is not null && lines.TryRead(out var line))
        {
            if (line.IsEmpty) continue;
            if (RowOf(line) is not { } row) return new FileRefusal(sample.Path, $"Line {lines.Line}, {Quoted.Text(line)}, is no row of factors: date, price factor, split factor, reference close.");
            rows.Add(row);
        }

        try
        {
            return new FactorFile(sample.Path, file.Split(".csv")[0].ToUpperInvariant(), LeanMarkets.VenueOf(market), new(rows));
        }
        catch (ArgumentException exception)
        {
            return new FileRefusal(sample.Path, exception.Message);
        }
    }

    private static FactorRow? RowOf(ReadOnlySpan<byte> line)
    {
        var fields = Encoding.UTF8.GetString(line).Split(',');
        if (fields.Length is < RequiredFields or > Fields || !CompactTime.TryDate(Encoding.UTF8.GetBytes(fields[0]), out var date)) return null;
        if (!TryNumber(fields[1], out var price) || !TryNumber(fields[2], out var split)) return null;
        var close = 0m;
        if (fields.Length == Fields && !TryNumber(fields[3], out close)) return null;

        return new(WallTime.DateOf(date), price, split, close);
    }

    private static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number) && number < 1_000_000_000m;
}
