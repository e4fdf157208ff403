using NodaTime;

namespace AlgoTrendy.Storage.Formats.Text;

/// <summary>Local dates and times as nanoseconds since 1970-01-01T00:00 on the wall.</summary>
internal static class WallTime
{
    public const long Second = 1_000_000_000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;

    /// <summary>1700-01-01: files do not hold earlier times, and columns hardly can (they begin in 1677).</summary>
    public const long Earliest = -98_615L * Day;

    /// <summary>2261-12-31T24:00: columns end in 2262.</summary>
    public const long Latest = 106_651L * Day;

    private static readonly LocalDate Epoch = new(1970, 1, 1);

    /// <summary>Midnight of a date; false when there is no such date, or it lies outside the years 1700 to 2261.</summary>
    public static bool TryMidnight(int year, int month, int day, out long wall)
    {
        wall = 0;
        if (year is < 1700 or > 2261 || month is < 1 or > 12 || day < 1 || day > 28 && day > DateTime.DaysInMonth(year, month)) return false;

        wall = DaysSinceEpoch(year, month, day) * Day;
        return true;
    }

    public static long Of(LocalDate date) => Math.Clamp(DaysSinceEpoch(date.Year, date.Month, date.Day), Earliest / Day, Latest / Day) * Day;

    public static long Of(LocalDateTime local) => Math.Min(Of(local.Date) + local.NanosecondOfDay, Latest);

    public static LocalDate DateOf(long wall) => Epoch.PlusDays((int)Math.DivRem(wall - Remainder(wall), Day).Quotient);

    public static LocalDateTime ToLocal(long wall) => DateOf(wall).At(LocalTime.FromNanosecondsSinceMidnight(Remainder(wall)));

    private static long Remainder(long wall) => (wall % Day + Day) % Day;

    // Days from civil, H. Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March, so that leap days come last.
    private static long DaysSinceEpoch(int year, int month, int day)
    {
        if (month <= 2) year--;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - era * 400;
        var dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        var dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }
}
