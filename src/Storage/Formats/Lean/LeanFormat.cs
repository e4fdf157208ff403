using AlgoTrendy.Core.Markets;
using NodaTime;

namespace AlgoTrendy.Storage.Formats.Lean;

/// <summary>Bars and ticks in LEAN's folders: security type, market, resolution and ticker by path, a day by name, contracts of futures as files inside.</summary>
internal sealed class LeanFormat : IFileFormat
{
    private const byte Comma = (byte)',';

    public FileReading? Recognise(FileSample sample, FormatOptions options)
    {
        if (LeanPath.TryParse(sample.Segments) is not { } path) return LeanOutside.Recognise(sample, options);
        if (LeanSecurity.Find(path.SecurityType) is not { } security) return null;
        if (!security.IsSupported) return new FileRefusal(sample.Path, "It is a LEAN file of options, which are not supported yet.");
        if (path.Tick == "openinterest") return new FileRefusal(sample.Path, "It is a LEAN file of open interest, which is not supported yet; trades and quotes are.");

        return Plan(sample, path, security, options);
    }

    internal static FileReading Plan(FileSample sample, LeanPath path, LeanSecurity security, FormatOptions options)
    {
        var plans = new List<PartPlan>();
        var assumptions = new List<string>();
        foreach (var part in sample.Parts)
        {
            // A contract without rows, or one whose first lines cannot be unpacked, is reported when it is read.
            var fields = FieldsOf(sample.LinesOf(part)) ?? FieldsOf(sample.Lines) ?? 0;
            if (KindOf(path, fields) is not { } kind)
                return new FileRefusal(sample.Path, $"It lies where LEAN keeps {path.SecurityType} data by {path.Resolution}, but a line has {fields} fields, which no such file has.");

            var hint = SymbolHints.Override(security.HintOf(path, part.FileName), options);
            var series = new FileSeries(hint, kind, IntervalOf(path, security, options, assumptions));
            plans.Add(new(part.Name, series, () => ParserOf(series, path, security, fields, options)));
        }

        return new MarketFile(sample.Source, $"LEAN {path.SecurityType} {path.Resolution}", plans, options, assumptions);
    }

    private static SeriesKind? KindOf(LeanPath path, int fields) => path.Resolution == "tick"
        ? TickKindOf(path, fields)
        : fields switch { LeanBarParser.Fields => SeriesKind.Bars, LeanQuoteBarParser.Fields => SeriesKind.QuoteBars, _ => null };

    private static SeriesKind? TickKindOf(LeanPath path, int fields) => path.Tick switch
    {
        "trade" when LeanTickLayout.OfTrades(fields) is not null => SeriesKind.Trades,
        "quote" when LeanTickLayout.OfQuotes(fields) is not null => SeriesKind.Quotes,
        _ => null,
    };

    private static Interval? IntervalOf(LeanPath path, LeanSecurity security, FormatOptions options, List<string> assumptions)
    {
        if (path.Resolution == "tick") return null;
        if (options.Interval is { } given) return given;
        if (path.Resolution != "daily") return path.Resolution switch { "hour" => Interval.OneHour, "minute" => Interval.OneMinute, _ => Interval.OneSecond };
        if (security.DaysAreSessions || security.IsAroundTheClock) return Interval.OneDay;

        // A bar of a UTC day known at the session's close, hours earlier, would show the future.
        var sentence = $"Days of LEAN's {path.SecurityType} files are days of {LeanZones.Of(path, options).Id}, not sessions: they are read as bars of 24h (--interval 1d takes them as sessions).";
        if (!assumptions.Contains(sentence)) assumptions.Add(sentence);
        return new(24, IntervalUnit.Hour);
    }

    private static RowParser ParserOf(FileSeries series, LeanPath path, LeanSecurity security, int fields, FormatOptions options)
    {
        var times = TimeOf(series, path, options);
        return series.Kind switch
        {
            SeriesKind.Bars => new LeanBarParser(times, security.Scale),
            SeriesKind.QuoteBars => new LeanQuoteBarParser(times, security.Scale),
            SeriesKind.Trades => new LeanTickParser(times, LeanTickLayout.OfTrades(fields)!, security.Scale, isQuote: false),
            _ => new LeanTickParser(times, LeanTickLayout.OfQuotes(fields)!, security.Scale, isQuote: true),
        };
    }

    private static LeanTime TimeOf(FileSeries series, LeanPath path, FormatOptions options)
    {
        DateTimeZone zone = LeanZones.Of(path, options);
        if (path.Date is { } day) return new LeanMilliseconds(day, zone);
        if (path.Resolution == "daily" && series.Interval is { IsDaily: true } && options.CalendarOf?.Invoke(series.Symbol) is { } calendar) return new LeanTradingDate(calendar);
        return new LeanDateTime(zone);
    }

    private static int? FieldsOf(IReadOnlyList<byte[]> lines)
    {
        // A few bad lines at the top must not decide.
        const int looked = 50;
        if (lines.Count == 0) return null;
        return lines.Take(looked).Select(line => line.AsSpan().Count(Comma) + 1).CountBy(fields => fields).MaxBy(count => count.Value).Key;
    }
}
