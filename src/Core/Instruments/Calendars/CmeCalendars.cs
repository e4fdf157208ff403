using NodaTime;
using static AlgoTrendy.Core.Instruments.TradingHours;

namespace AlgoTrendy.Core.Instruments;

/// <summary>CME Globex: from 17:00 the evening before to 16:00 Chicago, a pause of an hour, early ends on US holidays.</summary>
/// <remarks>
/// Hours and holiday schedules as CME Group publishes them (cmegroup.com/tools-information/holiday-calendar), compared with LEAN's market-hours database
/// from 2009 on; the rules are applied to the years before, too. Trading on a holiday that resumes at 17:00 belongs to the next date.
/// </remarks>
internal static class CmeCalendars
{
    private const string Chicago = "America/Chicago";

    /// <summary>E-mini index futures. Paused from 15:15 to 15:30 until June 2021; ended at 15:15 (16:30 after the pause) until November 2012, then at 16:15, since September 2015 at 16:00.</summary>
    public static readonly TradingCalendar EquityIndex = new(new()
    {
        Name = "CME-EQUITY-INDEX",
        Zone = Chicago,
        Hours = [.. Weekdays.SelectMany(EquityHours)],
        Holidays = [.. UsHolidays.Years.SelectMany(Closures).Concat(AttacksOnNewYork).Order()],
        EarlyCloses = [.. UsHolidays.Years.SelectMany(EquityEarlyCloses).Concat(EquitySpecialCloses).OrderBy(close => close.Date)],
    });

    /// <summary>Treasury and currency futures.</summary>
    public static readonly TradingCalendar RatesAndCurrencies = new(new()
    {
        Name = "CME-RATES-FX",
        Zone = Chicago,
        Hours = [.. Weekdays.Select(day => new TradingHours(day, At(-7, 0), At(16, 0)))],
        Holidays = [.. UsHolidays.Years.SelectMany(Closures)],
        EarlyCloses = [.. UsHolidays.Years.SelectMany(RateEarlyCloses).OrderBy(close => close.Date)],
    });

    /// <summary>NYMEX energy and COMEX metals.</summary>
    public static readonly TradingCalendar EnergyAndMetals = new(new()
    {
        Name = "CME-ENERGY-METALS",
        Zone = Chicago,
        Hours = [.. Weekdays.Select(day => new TradingHours(day, At(-7, 0), At(16, 0)))],
        Holidays = [.. UsHolidays.Years.SelectMany(year => Closures(year).Append(UsHolidays.GoodFriday(year))).Distinct().Order()],
        EarlyCloses = [.. UsHolidays.Years.SelectMany(EnergyEarlyCloses).OrderBy(close => close.Date)],
    });

    private static IsoDayOfWeek[] Weekdays => [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];

    private static IEnumerable<LocalDate> AttacksOnNewYork => [new(2001, 9, 12), new(2001, 9, 13), new(2001, 9, 14)];

    /// <summary>CME notices on hurricane Sandy and on the days of mourning for presidents Bush and Carter.</summary>
    private static IEnumerable<DateMinute> EquitySpecialCloses =>
    [
        new(new(2012, 10, 29), At(8, 15)), new(new(2012, 10, 30), At(8, 15)), new(new(2018, 12, 5), At(8, 30)), new(new(2025, 1, 9), At(8, 30)),
    ];

    private static IEnumerable<TradingHours> EquityHours(IsoDayOfWeek day)
    {
        LocalDate laterEnd = new(2012, 11, 19), earlierEnd = new(2015, 9, 21), noPause = new(2021, 6, 28);
        yield return new(day, At(-7, 0), At(15, 15), Until: noPause);
        yield return new(day, At(15, 30), At(16, 30), Until: laterEnd);
        yield return new(day, At(15, 30), At(16, 15), From: laterEnd, Until: earlierEnd);
        yield return new(day, At(15, 30), At(16, 0), From: earlierEnd, Until: noPause);
        yield return new(day, At(-7, 0), At(16, 0), From: noPause);
    }

    /// <summary>New Year's Day and Christmas as observed, and Good Friday unless the payroll report comes out on it.</summary>
    private static IEnumerable<LocalDate> Closures(int year) => UsHolidays.Of(year)
        .Where(date => date.Month == 12 || (date.Month == 1 && date.Day <= 2) || (date == UsHolidays.GoodFriday(year) && !IsPayrollDay(date)));

    /// <summary>The holidays of the stock exchanges on which Globex trades until noon.</summary>
    private static IEnumerable<LocalDate> HalfDays(int year) => UsHolidays.Of(year)
        .Where(date => date.Month != 12 && (date.Month != 1 || date.Day > 2) && date != UsHolidays.GoodFriday(year));

    // The report on employment comes out on the first Friday of the month.
    private static bool IsPayrollDay(LocalDate friday) => friday is { Month: 4, Day: <= 7 };

    private static IEnumerable<DateMinute> EquityEarlyCloses(int year)
    {
        var noonSince = new LocalDate(2014, 5, 26);
        foreach (var date in HalfDays(year)) yield return new(date, date >= noonSince ? At(12, 0) : At(10, 30));
        foreach (var date in UsHolidays.EarlyClosesOf(year)) yield return new(date, At(12, 15));
        if (IsPayrollDay(UsHolidays.GoodFriday(year))) yield return new(UsHolidays.GoodFriday(year), At(8, 15));
    }

    private static IEnumerable<DateMinute> RateEarlyCloses(int year)
    {
        foreach (var date in HalfDays(year)) yield return new(date, At(12, 0));
        foreach (var date in WinterEves(year)) yield return new(date, At(12, 15));
        if (IsPayrollDay(UsHolidays.GoodFriday(year))) yield return new(UsHolidays.GoodFriday(year), At(10, 15));
    }

    private static IEnumerable<DateMinute> EnergyEarlyCloses(int year)
    {
        var noonSince = new LocalDate(2014, 5, 26);
        foreach (var date in HalfDays(year))
        {
            var laterEnd = year >= 2022 && date.DayOfWeek != IsoDayOfWeek.Friday;
            yield return new(date, laterEnd ? At(13, 30) : date >= noonSince ? At(12, 0) : At(12, 15));
        }

        foreach (var date in WinterEves(year)) yield return new(date, date.Month == 11 && year >= 2024 ? At(13, 45) : At(12, 45));
    }

    /// <summary>The day after Thanksgiving and Christmas Eve.</summary>
    private static IEnumerable<LocalDate> WinterEves(int year) => UsHolidays.EarlyClosesOf(year).Where(date => date.Month >= 11);
}
