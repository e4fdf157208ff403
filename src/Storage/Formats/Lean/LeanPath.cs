using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace AlgoTrendy.Storage.Formats.Lean;

/// <summary>What the folders and the name of a LEAN file say: equity/usa/minute/spy/20131004_trade.zip, forex/oanda/daily/eurusd.zip. All in small letters.</summary>
/// <param name="Date">The day whose bars it holds, from minutes down; null for hours and days, which hold all.</param>
/// <param name="Tick">trade, quote or openinterest; null when the name does not say.</param>
internal sealed record LeanPath(string SecurityType, string Market, string Resolution, string Ticker, LocalDate? Date, string? Tick)
{
    private static readonly LocalDatePattern DatePattern = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly string[] Ticks = ["trade", "quote", "openinterest"];

    /// <summary>Reads the end of a path; the folders before it do not matter.</summary>
    public static LeanPath? TryParse(IReadOnlyList<string> segments)
    {
        const int days = 4, parts = 5;
        if (segments.Count == 0) return null;
        var stem = segments[^1].Split('.')[0].Split('_');
        if (segments.Count >= days && segments[^2] is "daily" or "hour" && LeanSecurity.Find(segments[^4]) is not null)
            return new(segments[^4], segments[^3], segments[^2], stem[0], null, TickIn(stem));
        if (segments.Count >= parts && segments[^3] is "minute" or "second" or "tick" && LeanSecurity.Find(segments[^5]) is not null && TryDate(stem[0]) is { } date)
            return new(segments[^5], segments[^4], segments[^3], segments[^2], date, TickIn(stem));

        return null;
    }

    /// <summary>Reads the name that LEAN gives files inside its zips, 20131004_spy_minute_trade.csv, which names no market.</summary>
    public static LeanPath? TryParseEntry(string name, string securityType)
    {
        var stem = name.ToLowerInvariant().Split('.')[0].Split('_');
        if (stem.Length < 4 || TryDate(stem[0]) is not { } date) return null;
        var words = stem[2..];
        var resolution = words.FirstOrDefault(word => word is "minute" or "second" or "tick");
        return resolution is null ? null : new(securityType, "", resolution, stem[1], date, TickIn(stem));
    }

    /// <summary>Month and year of a contract from the name of its file, es_trade_201312.csv or es_trade_201312_20131220.csv, as futures write them: Z13.</summary>
    public static string? ContractIn(string partName)
    {
        const string months = "FGHJKMNQUVXZ";
        var words = partName.ToLowerInvariant().Split('.')[0].Split('_');
        foreach (var word in words.Skip(1).Where(word => word.Length == 6))
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number % 100 is >= 1 and <= 12 && number / 100 is >= 1900 and <= 2199)
                return string.Create(CultureInfo.InvariantCulture, $"{months[number % 100 - 1]}{number / 100 % 100:00}");

        return null;
    }

    private static string? TickIn(string[] stem) => Ticks.FirstOrDefault(tick => stem.Skip(1).Contains(tick));

    private static LocalDate? TryDate(string text) => text.Length == 8 && DatePattern.Parse(text).TryGetValue(LocalDate.MinIsoValue, out var date) && date.Year is >= 1700 and <= 2261 ? date : null;
}
