using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace AlgoTrendy.Host.Display;

/// <summary>Numbers and times as people read them: thousands with commas, times in UTC. Pure.</summary>
internal static class Figures
{
    private static readonly string[] Sizes = ["B", "KB", "MB", "GB", "TB"];
    private static readonly InstantPattern ToTheMinute = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");
    private static readonly InstantPattern ToTheMillisecond = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss;FFF");

    /// <summary>44,640</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>1,234.50, with as many decimals as asked for.</summary>
    public static string Number(double value, int decimals = 2) => value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>1,234.50, with as many decimals as asked for.</summary>
    public static string Number(decimal value, int decimals = 2) => value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>0.00001 as it is, without the zeros that say nothing.</summary>
    public static string Exact(decimal value) => value.ToString("#,0.############################", CultureInfo.InvariantCulture);

    /// <summary>1 row, 44,640 rows.</summary>
    public static string Count(long value, string one, string? many = null) => $"{Count(value)} {(value == 1 ? one : many ?? one + "s")}";

    /// <summary>1.8 MB; a megabyte has a million bytes.</summary>
    public static string Bytes(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        // 999.95 would be written 1000.0.
        for (; size >= 999.95 && unit < Sizes.Length - 1; unit++) size /= 1000;
        return size.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + Sizes[unit];
    }

    /// <summary>A share of one, downwards: 0.999 is 99 %, not yet 100 %.</summary>
    public static string Share(double share) => ((int)(Math.Clamp(share, 0, 1) * 100)).ToString(CultureInfo.InvariantCulture) + " %";

    /// <summary>2024-12-01 09:30 in UTC; with seconds and milliseconds where they are not zero.</summary>
    public static string Moment(Instant moment) => (moment.ToUnixTimeTicks() % NodaConstants.TicksPerMinute == 0 ? ToTheMinute : ToTheMillisecond).Format(moment);

    /// <summary>2024-12-01, the day in UTC.</summary>
    public static string Day(Instant moment) => LocalDatePattern.Iso.Format(moment.InUtc().Date);

    /// <summary>How long something takes, in its two largest units: 8 s, 3 min 20 s, 1 h 05 min, 3 d 04 h; from a hundred days on in days.</summary>
    public static string Span(Duration span)
    {
        var time = Duration.Max(span, Duration.Zero);
        return time switch
        {
            { TotalDays: >= 100 } => string.Create(CultureInfo.InvariantCulture, $"{time.Days:N0} d"),
            { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Days} d {time.Hours:00} h"),
            { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Hours} h {time.Minutes:00} min"),
            { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds:00} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{time.Seconds} s"),
        };
    }

    /// <summary>Text from files and names, on one line and without characters that command a terminal.</summary>
    public static string OneLine(string text)
    {
        if (!text.Any(IsUnfit)) return text;

        var clean = new StringBuilder(text.Length);
        foreach (var letter in text) clean.Append(IsUnfit(letter) ? '\uFFFD' : letter);
        return clean.ToString();
    }

    // Format characters too: some turn the direction of what follows.
    private static bool IsUnfit(char letter) => char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
