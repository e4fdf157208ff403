using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Modules.MarketData.Lean;

namespace AlgoTrendy.Modules.MarketData.Instruments;

/// <summary>Reads files of the LEAN kinds, told apart by what is in them; hours count for the properties given with them.</summary>
internal static class LeanImport
{
    private const string HoursName = "market-hours-database.json";
    private const string PropertiesName = "symbol-properties-database.csv";

    /// <param name="paths">Files, or folders in which files of LEAN's names are looked for.</param>
    public static (IReadOnlyList<Instrument> Instruments, IReadOnlyList<string> Rejected) Read(IReadOnlyList<string> paths, InstrumentCatalogue known)
    {
        var rejected = new List<string>();
        var calendars = new Dictionary<string, TradingCalendar>(StringComparer.Ordinal);
        var properties = new List<(string File, LeanSymbolProperties Rows)>();
        foreach (var path in paths.SelectMany(path => FilesOf(path, rejected)))
        {
            try
            {
                Read(path, calendars, properties, rejected);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                rejected.Add($"{path} cannot be read: {cause.Message}");
            }
        }

        var hours = calendars.Count > 0 ? new LeanMarketHours(calendars, []) : null;
        var instruments = new List<Instrument>();
        foreach (var (file, rows) in properties)
        {
            var made = LeanInstruments.From(file, rows, hours);
            instruments.AddRange(made.Instruments.Select(instrument => WithWhatIsKnown(instrument, known)));
            rejected.AddRange(made.Rejected);
        }

        if (properties.Count == 0 && hours is not null) instruments.AddRange(LeanInstruments.WithHours(known, hours));
        return ([.. instruments.DistinctBy(instrument => instrument.Symbol)], rejected);
    }

    private static void Read(string path, Dictionary<string, TradingCalendar> calendars, List<(string, LeanSymbolProperties)> properties, List<string> rejected)
    {
        var bytes = File.ReadAllBytes(path);
        var name = Path.GetFileName(path);
        var start = bytes.AsSpan().TrimStart("\uFEFF \t\r\n"u8);
        if (start is [(byte)'{', ..])
        {
            var hours = LeanMarketHours.Read(name, bytes);
            foreach (var (key, calendar) in hours.Calendars) calendars[key] = calendar;
            rejected.AddRange(hours.Rejected);
        }
        else if (start.StartsWith("market,symbol,type,"u8))
        {
            using var text = new StreamReader(new MemoryStream(bytes));
            var rows = LeanSymbolProperties.Read(name, text);
            properties.Add((name, rows));
            rejected.AddRange(rows.Rejected);
        }
        else
        {
            rejected.Add($"{path} is neither market hours (a JSON object) nor symbol properties (CSV that begins with market,symbol,type).");
        }
    }

    private static List<string> FilesOf(string path, List<string> rejected)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path))
        {
            rejected.Add($"{path}: there is no such file or folder on the machine where this runs.");
            return [];
        }

        var found = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is HoursName or PropertiesName).Order(StringComparer.Ordinal).ToList();
        if (found.Count == 0) rejected.Add($"{path}: there is no {HoursName} and no {PropertiesName} in this folder.");
        return found;
    }

    /// <summary>LEAN's files say nothing of fees and spreads, and call only the day's hours of futures regular: what is known of these is kept.</summary>
    private static Instrument WithWhatIsKnown(Instrument read, InstrumentCatalogue known)
    {
        if (known.Find(read.Symbol) is not { } before) return read;
        return read with
        {
            Fees = before.Fees,
            TypicalSpreadBasisPoints = before.TypicalSpreadBasisPoints,
            Calendar = known.FutureOf(read.Symbol.Ticker, read.Symbol.Venue) is null ? read.Calendar : before.Calendar,
            Description = before.Description.Length > 0 ? before.Description : read.Description,
            ValidFrom = before.ValidFrom,
            ValidTo = before.ValidTo,
        };
    }
}
