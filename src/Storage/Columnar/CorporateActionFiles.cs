using System.Globalization;
using System.Text;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Instruments.CorporateActions;
using NodaTime;
using NodaTime.Text;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>Factors and former tickers of a stock, as small texts beside its series: {SYMBOL}/factors.csv and tickers.csv.</summary>
internal static class CorporateActionFiles
{
    private const string FactorHeader = "date,priceFactor,splitFactor,referenceClose";
    private const string TickerHeader = "lastDate,ticker";

    public static string FactorFile(string folder, Symbol symbol) => Path.Combine(folder, symbol.ToString(), "factors.csv");

    public static string TickerFile(string folder, Symbol symbol) => Path.Combine(folder, symbol.ToString(), "tickers.csv");

    public static byte[] Write(AdjustmentFactors factors) => Write(FactorHeader, factors.Rows.Select(row =>
        string.Create(CultureInfo.InvariantCulture, $"{LocalDatePattern.Iso.Format(row.Date)},{row.PriceFactor},{row.SplitFactor},{row.ReferenceClose}")));

    /// <summary>The security's own name stands behind the header.</summary>
    public static byte[] Write(TickerMap map) => Write(TickerHeader + "," + map.Name, map.Rows.Select(row => $"{LocalDatePattern.Iso.Format(row.LastDate)},{row.Ticker}"));

    /// <exception cref="StoreDamagedException">The file is not what was written.</exception>
    public static AdjustmentFactors? ReadFactors(string file) => Read(file, FactorHeader, lines => new AdjustmentFactors(
        [.. lines.Skip(1).Select(line => line.Split(',')).Select(fields => new FactorRow(DateOf(fields[0]), NumberOf(fields[1]), NumberOf(fields[2]), NumberOf(fields[3])))]));

    /// <exception cref="StoreDamagedException">The file is not what was written.</exception>
    public static TickerMap? ReadTickers(string file) => Read(file, TickerHeader, lines => new TickerMap(
        lines[0].Split(',')[2], [.. lines.Skip(1).Select(line => line.Split(',')).Select(fields => new TickerRow(DateOf(fields[0]), fields[1]))]));

    private static byte[] Write(string header, IEnumerable<string> rows) => Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(header)) + "\n");

    private static T? Read<T>(string file, string header, Func<string[], T> parse) where T : class
    {
        if (!File.Exists(file)) return null;
        var lines = File.ReadAllLines(file);
        if (lines.Length == 0 || !lines[0].StartsWith(header, StringComparison.Ordinal)) throw new StoreDamagedException(file, $"it does not begin with {header}.");
        try
        {
            return parse(lines);
        }
        catch (Exception error) when (error is FormatException or ArgumentException or IndexOutOfRangeException or UnparsableValueException or OverflowException)
        {
            throw new StoreDamagedException(file, error.Message);
        }
    }

    private static LocalDate DateOf(string text) => LocalDatePattern.Iso.Parse(text).GetValueOrThrow();

    private static decimal NumberOf(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
