using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Days, weeks and months in UTC.</summary>
internal static class UtcCalendar
{
    private const long NanosecondsADay = 86_400_000_000_000;

    /// <summary>Days since 1970-01-01; negative before.</summary>
    public static long DayOf(Instant64 moment) => FloorDivide(moment.ToUnixTimeNanoseconds(), NanosecondsADay);

    public static Instant64 StartOfDay(Instant64 moment) => Instant64.FromUnixTimeNanoseconds(DayOf(moment) * NanosecondsADay);

    /// <summary>Weeks since Monday, 1969-12-29, of a day since 1970-01-01.</summary>
    public static long WeekOf(long day) => FloorDivide(day + 3, 7);

    /// <summary>Months since year 0 of a day since 1970-01-01.</summary>
    public static long MonthOf(long day)
    {
        var date = Instant.FromUnixTimeSeconds(day * 86_400).InUtc().Date;
        return date.Year * 12L + date.Month - 1;
    }

    private static long FloorDivide(long dividend, long divisor) => dividend >= 0 ? dividend / divisor : (dividend + 1) / divisor - 1;
}
