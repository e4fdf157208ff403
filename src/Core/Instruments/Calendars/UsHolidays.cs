using NodaTime;

namespace AlgoTrendy.Core.Instruments;

/// <summary>The holidays that US exchanges keep, as rules of the year.</summary>
/// <remarks>NYSE rule 7.2 and www.nyse.com/markets/hours-calendars; what changed over the years as pandas_market_calendars (exchange_calendar_nyse) lists it.</remarks>
public static class UsHolidays
{
    /// <summary>The years that the built-in calendars list.</summary>
    internal static IEnumerable<int> Years => Enumerable.Range(1986, 75);

    /// <summary>The weekdays of a year on which the stock exchanges are closed by rule, in order.</summary>
    public static IEnumerable<LocalDate> Of(int year)
    {
        // A New Year's Day on a Saturday is not made up for: the Friday before ends the year's accounts.
        if (Observed(new(year, 1, 1)) is { } newYear && newYear.Year == year && newYear.DayOfWeek != IsoDayOfWeek.Saturday) yield return newYear;
        if (year >= 1998) yield return Nth(year, 1, IsoDayOfWeek.Monday, 3); // Martin Luther King's birthday
        yield return Nth(year, 2, IsoDayOfWeek.Monday, 3); // Washington's birthday
        yield return GoodFriday(year);
        yield return MemorialDay(year);
        if (year >= 2022) yield return Observed(new(year, 6, 19)); // Juneteenth
        yield return Observed(new(year, 7, 4));
        yield return Nth(year, 9, IsoDayOfWeek.Monday, 1); // Labor Day
        yield return Thanksgiving(year);
        yield return Observed(new(year, 12, 25));
    }

    /// <summary>The days on which the stock exchanges close at 13:00 by rule (since 1993), in order.</summary>
    public static IEnumerable<LocalDate> EarlyClosesOf(int year)
    {
        var third = new LocalDate(year, 7, 3);
        var closesOnThird = third.DayOfWeek is IsoDayOfWeek.Monday or IsoDayOfWeek.Tuesday or IsoDayOfWeek.Thursday || (third.DayOfWeek == IsoDayOfWeek.Wednesday && year >= 2013);
        if (closesOnThird) yield return third;
        else if (third.DayOfWeek == IsoDayOfWeek.Wednesday) yield return third.PlusDays(2);

        yield return Thanksgiving(year).PlusDays(1);
        var christmasEve = new LocalDate(year, 12, 24);
        if (christmasEve.DayOfWeek <= IsoDayOfWeek.Thursday) yield return christmasEve;
    }

    /// <summary>The Friday before Easter.</summary>
    public static LocalDate GoodFriday(int year) => Easter(year).PlusDays(-2);

    /// <summary>The fourth Thursday of November.</summary>
    public static LocalDate Thanksgiving(int year) => Nth(year, 11, IsoDayOfWeek.Thursday, 4);

    /// <summary>Whether banks and exchanges clear on that date: a weekday that is no holiday by rule.</summary>
    public static bool IsBusinessDay(LocalDate date) => date.DayOfWeek <= IsoDayOfWeek.Friday && !Of(date.Year).Contains(date);

    private static LocalDate MemorialDay(int year) => new LocalDate(year, 6, 1).Previous(IsoDayOfWeek.Monday);

    internal static LocalDate Nth(int year, int month, IsoDayOfWeek weekday, int n) =>
        new LocalDate(year, month, 1).PlusDays(-1).Next(weekday).PlusWeeks(n - 1);

    private static LocalDate Observed(LocalDate date) => (date.DayOfWeek, date.Month) switch
    {
        (IsoDayOfWeek.Saturday, not 1) => date.PlusDays(-1),
        (IsoDayOfWeek.Sunday, _) => date.PlusDays(1),
        _ => date,
    };

    /// <summary>Easter Sunday of the Gregorian calendar, by the anonymous algorithm that Jean Meeus prints in Astronomical Algorithms, chapter 8.</summary>
    private static LocalDate Easter(int year)
    {
        var (golden, century, rest) = (year % 19, year / 100, year % 100);
        var correction = (century + 8) / 25;
        var epact = (19 * golden + century - century / 4 - (century - correction + 1) / 3 + 15) % 30;
        var weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
        var shift = (golden + 11 * epact + 22 * weekday) / 451;
        var sum = epact + weekday - 7 * shift + 114;
        return new(year, sum / 31, sum % 31 + 1);
    }
}
