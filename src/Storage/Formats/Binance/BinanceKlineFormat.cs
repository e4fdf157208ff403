using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Formats.Text;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Formats.Binance;

/// <summary>Klines as data.binance.vision publishes them, zipped by month or day, or unzipped; recognised by twelve fields that begin with an open time and have a close time.</summary>
internal sealed class BinanceKlineFormat : IFileFormat
{
    private const string Name = "Binance klines";
    private const int CloseTimeField = 6;
    private const byte Comma = (byte)',';

    public FileReading? Recognise(FileSample sample, FormatOptions options)
    {
        if (FirstRow(sample.Lines) is not { } first) return null;

        var plans = new List<PartPlan>();
        foreach (var part in sample.Parts)
        {
            var isNamed = BinanceName.TryParse(part.FileName, out var name) || BinanceName.TryParse(sample.Segments[^1], out name);
            if (isNamed && options.Interval is null && name.Interval is null)
                return new FileRefusal(sample.Path, $"Bars of {name.IntervalText} are not supported; import days or less and resample them.");
            if ((options.Interval ?? (isNamed ? name.Interval : IntervalOf(first))) is not { } interval)
                return new FileRefusal(sample.Path, "How long a kline lasts cannot be told from its name or its close time.", ["--interval 1m", "--interval 1h", "--interval 1d"]);

            var isFuture = sample.Segments.Contains("futures");
            var ticker = isNamed ? name.TickerOf(isFuture) : NameWords.Of(part.FileName).Ticker;
            var series = new FileSeries(SymbolHints.Override(new(ticker, isNamed ? "BINANCE" : null, AssetClass.Crypto), options), SeriesKind.Bars, interval);
            plans.Add(new(part.Name, series, () => new BinanceKlineParser()) { HeaderLines = HeaderLines(sample.LinesOf(part)) });
        }

        return new MarketFile(sample.Source, Name, plans, options);
    }

    private static byte[]? FirstRow(IReadOnlyList<byte[]> lines)
    {
        // One line of header, and a few bad ones, may come before the first good row.
        const int looked = 20;
        return lines.Take(looked).FirstOrDefault(line => IsKline(line, out _));
    }

    private static int HeaderLines(IReadOnlyList<byte[]> lines) => lines.Count > 0 && lines[0].Length > 0 && char.IsAsciiLetter((char)lines[0][0]) ? 1 : 0;

    private static bool IsKline(ReadOnlySpan<byte> line, out Duration64 length)
    {
        length = Duration64.Zero;
        var position = 0;
        if (line.Count(Comma) != BinanceKlineParser.Fields - 1 || !BinanceKlineParser.TryReadTime(line, ref position, out var open)) return false;
        for (var field = 1; field < CloseTimeField; field++) position += line[position..].IndexOf(Comma) + 1;
        if (!BinanceKlineParser.TryReadTime(line, ref position, out var close) || close <= open) return false;

        length = close - open;
        return true;
    }

    // A kline's close time is the last millisecond or microsecond in it.
    private static Interval? IntervalOf(byte[] row)
    {
        IsKline(row, out var length);
        var seconds = (length.TotalNanoseconds + WallTime.Second / 2) / WallTime.Second;
        return Spacing.IntervalOf(seconds);
    }
}
