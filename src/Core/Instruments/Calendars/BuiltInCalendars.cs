using NodaTime;
using static AlgoTrendy.Core.Instruments.TradingHours;

namespace AlgoTrendy.Core.Instruments;

/// <summary>The calendars that come with the platform, by name. On the wire and in files their name stands for them.</summary>
public static class BuiltInCalendars
{
    private const string NewYork = "America/New_York";
    private static readonly IsoDayOfWeek[] Weekdays = [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];

    /// <summary>US stocks: 09:30 to 16:00 New York; before hours from 04:00, after hours until 20:00. Holidays are exact since 1998 and by rule since 1986.</summary>
    public static readonly TradingCalendar UsEquity = new(new()
    {
        Name = "US-EQUITY",
        Zone = NewYork,
        Hours = [.. Weekdays.SelectMany(day => new TradingHours[]
        {
            new(day, At(4, 0), At(9, 30), HoursKind.PreMarket),
            new(day, At(9, 30), At(16, 0)),
            new(day, At(16, 0), At(20, 0), HoursKind.PostMarket),
        })],
        Holidays = [.. UsHolidays.Years.SelectMany(UsHolidays.Of).Concat(StockExchangeClosures).Order()],
        EarlyCloses = [.. UsHolidays.Years.Where(year => year >= 1993).SelectMany(UsHolidays.EarlyClosesOf).Concat(StockExchangeEarlyCloses).Order().Select(date => new DateMinute(date, At(13, 0)))],
    });

    /// <summary>Currencies: Sunday 17:00 to Friday 17:00 New York. A trading date begins at 17:00 the evening before; Christmas and New Year's Day are closed.</summary>
    public static readonly TradingCalendar Forex = new(new()
    {
        Name = "FOREX",
        Zone = NewYork,
        Hours = [.. Weekdays.Select(day => new TradingHours(day, At(-7, 0), At(17, 0)))],
        Holidays = [.. UsHolidays.Years.SelectMany(year => new LocalDate[] { new(year, 1, 1), new(year, 12, 25) }).Where(date => date.DayOfWeek <= IsoDayOfWeek.Friday)],
    });

    private static readonly TradingCalendar[] All = [TradingCalendar.AlwaysOpen, UsEquity, Forex, CmeCalendars.EquityIndex, CmeCalendars.RatesAndCurrencies, CmeCalendars.EnergyAndMetals];

    private static readonly Dictionary<string, TradingCalendar> ByName = All.ToDictionary(calendar => calendar.Name, StringComparer.Ordinal);

    public static IReadOnlyList<string> Names => [.. All.Select(calendar => calendar.Name)];

    /// <summary>Days on which NYSE and Nasdaq were closed outside of the rule.</summary>
    /// <remarks>NYSE, "Special closings"; the same dates in LEAN's market-hours database and pandas_market_calendars.</remarks>
    private static IEnumerable<LocalDate> StockExchangeClosures =>
    [
        new(1994, 4, 27), // mourning Richard Nixon
        new(2001, 9, 11), new(2001, 9, 12), new(2001, 9, 13), new(2001, 9, 14), // the attacks on New York
        new(2004, 6, 11), // mourning Ronald Reagan
        new(2007, 1, 2), // mourning Gerald Ford
        new(2012, 10, 29), new(2012, 10, 30), // hurricane Sandy
        new(2018, 12, 5), // mourning George H. W. Bush
        new(2025, 1, 9), // mourning Jimmy Carter
    ];

    private static IEnumerable<LocalDate> StockExchangeEarlyCloses => [new(1997, 12, 26), new(1999, 12, 31), new(2003, 12, 26)];

    /// <summary>The built-in calendar of that name, or null.</summary>
    public static TradingCalendar? Find(string name) => ByName.GetValueOrDefault(name);
}
