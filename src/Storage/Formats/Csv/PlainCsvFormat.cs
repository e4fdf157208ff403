using System.Text;
using AlgoTrendy.Core.Markets;
using NodaTime;

namespace AlgoTrendy.Storage.Formats.Csv;

/// <summary>Bars or ticks as plain text: time, open, high, low, close, volume in any order that a header names, or in that order without one.</summary>
internal sealed class PlainCsvFormat : IFileFormat
{
    private static readonly string[] Zones = ["--time-zone UTC", "--time-zone America/New_York", "--time-zone Europe/London"];
    private static readonly string[] Intervals = ["--interval 1m", "--interval 1h", "--interval 1d"];
    private static readonly string[] Columns = [CsvLayouts.UsualColumns, "--columns time,close,open,high,low,volume"];
    private static readonly string[] Orders = ["--date-order mdy", "--date-order dmy"];

    public FileReading? Recognise(FileSample sample, FormatOptions options)
    {
        var plans = new List<PartPlan>();
        var assumptions = new List<string>();
        foreach (var part in sample.Parts)
        {
            var lines = sample.LinesOf(part);
            if (lines.Count == 0) continue;
            if (CsvDialect.Find(lines) is not { } dialect) return NotOne(sample, part);
            if (Plan(sample, part, dialect, options, plans, assumptions) is { } refusal) return refusal;
            if (plans.Count == 0) return null;
        }

        return plans.Count == 0 ? null : new MarketFile(sample.Source, "CSV", plans, options, assumptions);
    }

    private static FileRefusal? NotOne(FileSample sample, FilePart part) =>
        part == sample.Parts[0] ? null : new(sample.Path, $"{part.Name} in the zip is none of the known formats; the others were not read either.");

    // Adds the plan, or refuses; does neither when the text holds no prices.
    private static FileRefusal? Plan(FileSample sample, FilePart part, CsvDialect dialect, FormatOptions options, List<PartPlan> plans, List<string> assumptions)
    {
        var isOrderKnown = CsvOrder.TryFind(part, dialect, options, out var order);
        if (CsvLayouts.Find(dialect, options, order, out var problem) is not { } layout) return problem is null ? null : new(sample.Path, problem, Columns);
        if (!isOrderKnown && CsvOrder.Matters(dialect, layout)) return new(sample.Path, "Its dates can be read as month/day/year and as day/month/year: no number in them is above 12.", Orders);
        if (CsvDecimals.HaveCommas(dialect, layout)) return new(sample.Path, "Its numbers have decimal commas; write them with a point.");

        var shape = CsvShape.Of(dialect, layout, order, options);
        if (shape.Rows == 0) return new(sample.Path, $"None of its first {dialect.Rows.Count} lines can be read as a row.", Columns);
        if (shape.Symbols.Count > 1) return new(sample.Path, $"It holds several symbols ({string.Join(", ", shape.Symbols.Take(5))}); split it into a file each.");

        var words = NameWords.Of(part.FileName);
        Interval? interval = null;
        if (layout.Kind is SeriesKind.Bars or SeriesKind.QuoteBars)
        {
            interval = options.Interval ?? (words.Venue is null ? shape.Interval ?? words.Interval : words.Interval ?? shape.Interval);
            if (interval is null) return new(sample.Path, "How long its bars last cannot be told from the distances between them.", Intervals);
            if (options.Interval is null && interval is { IsDaily: true, Count: > 1 }) return new(sample.Path, $"Its rows are {interval} apart; bars of weeks or months are not supported.", ["--interval 1d"]);
        }

        var isDaily = interval is { IsDaily: true };
        var zone = layout.IsUtc ? DateTimeZone.Utc : options.TimeZone;
        if (zone is null && !isDaily && shape.NeedsZone) return new(sample.Path, $"Its times, such as {shape.FirstTime}, do not say their time zone.", Zones);

        if (shape.HasAdjustedClose) assumptions.Add("The column of adjusted closes was not used; prices are as the others say.");
        if (layout.HeaderLines == 0 && options.Columns is null) assumptions.Add("Without a header line, columns are taken as time, open, high, low, close, volume.");
        Add(part, dialect, layout, shape, order, zone, interval, words, options, plans);
        return null;
    }

    private static void Add(
        FilePart part, CsvDialect dialect, CsvLayout layout, CsvShape shape, DateOrder order, DateTimeZone? zone, Interval? interval, NameWords words, FormatOptions options, List<PartPlan> plans)
    {
        var named = shape.Symbols.Count == 1 ? CsvShape.TickerOf(shape.Symbols[0]) : null;
        var hint = SymbolHints.Override(new(named ?? words.Ticker, named is null ? words.Venue : null), options);
        var isDaily = interval is { IsDaily: true };
        var calendar = isDaily ? options.CalendarOf?.Invoke(hint) : null;
        var symbol = shape.Symbols.Count == 1 ? Encoding.UTF8.GetBytes(shape.Symbols[0]) : null;
        plans.Add(new(part.Name, new(hint, layout.Kind, interval), () => new PlainCsvParser(layout, new(order, zone ?? DateTimeZone.Utc, isDaily, calendar), symbol))
        {
            HeaderLines = layout.HeaderLines,
            IsNewestFirst = shape.IsNewestFirst,
            Quoted = dialect.IsQuoted ? dialect.Delimiter : null,
        });
    }
}
