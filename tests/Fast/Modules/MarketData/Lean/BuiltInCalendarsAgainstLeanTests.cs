using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Modules.MarketData.Lean;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Modules.MarketData.Lean;

/// <summary>The built-in rules against the dates that LEAN lists.</summary>
public class BuiltInCalendarsAgainstLeanTests
{
    private const string File = "market-hours-database.json";

    [Fact]
    public void US_stock_holidays_by_rule_are_those_that_LEAN_lists_from_1998_to_2028()
    {
        var lean = Lean("Equity-usa-[*]").Definition;
        var (from, to) = (new LocalDate(1998, 1, 1), new LocalDate(2028, 12, 31));

        Assert.Equal(lean.Holidays.Where(Within).Order(), BuiltInCalendars.UsEquity.Definition.Holidays.Where(Within));

        bool Within(LocalDate date) => from <= date && date <= to && date.DayOfWeek <= IsoDayOfWeek.Friday;
    }

    [Fact]
    public void US_stock_early_closes_by_rule_are_those_that_LEAN_lists_from_2000_to_2026()
    {
        var lean = Lean("Equity-usa-[*]").Definition;

        Assert.Equal(lean.EarlyCloses.Where(Within).OrderBy(close => close.Date), BuiltInCalendars.UsEquity.Definition.EarlyCloses.Where(Within));

        // Before, LEAN has only the day after Thanksgiving of 1999; after, its list ends.
        static bool Within(DateMinute close) => close.Date.Year is >= 2000 and <= 2026;
    }

    [Fact]
    public void Sessions_of_US_stocks_are_those_of_LEAN_day_by_day()
    {
        var lean = Lean("Equity-usa-[*]");

        for (var date = new LocalDate(2000, 1, 1); date.Year < 2027; date = date.PlusDays(1))
            if (!lean.SessionsOf(date).SequenceEqual(BuiltInCalendars.UsEquity.SessionsOf(date))) Assert.Fail($"{date}");
    }

    [Theory]
    [InlineData("Future-cme-ES", "CME-EQUITY-INDEX", 2009, "2012-10-29 2012-10-30 2018-12-05 2023-07-03 2024-07-03 2024-11-29 2025-01-09")]
    [InlineData("Future-cbot-ZB", "CME-RATES-FX", 2009, "2010-12-31 2011-05-30 2024-11-29")]
    [InlineData("Future-nymex-CL", "CME-ENERGY-METALS", 2012, "2024-11-29")]
    public void Early_ends_of_futures_by_rule_are_those_that_LEAN_lists_but_for_known_ones(string entry, string name, int year, string known)
    {
        var (lean, ours) = (Lean(entry), BuiltInCalendars.Find(name)!);
        var differing = new List<string>();
        for (var date = new LocalDate(year, 1, 1); date.Year < 2026; date = date.PlusDays(1))
        {
            if (ours.TradingDay(date) is not { } day || lean.TradingDay(date) is not { } regular) continue;

            // LEAN calls only the day "market"; compare where one of the two ends before its usual end.
            var usual = ours.MomentOf(date, 15 * 60);
            if ((day.Close < usual || regular.Close < usual) && day.Close != regular.Close) differing.Add($"{date:uuuu-MM-dd}");
        }

        Assert.Equal(known.Split(' ', StringSplitOptions.RemoveEmptyEntries), differing);
    }

    [Fact]
    public void Currencies_trade_when_LEAN_says_that_FXCM_does()
    {
        var lean = Lean("Forex-fxcm-[*]");

        for (var date = new LocalDate(2005, 1, 1); date.Year < 2026; date = date.PlusDays(1))
        {
            // What FXCM did around Christmas and New Year changed from year to year.
            if (date is { Month: 12, Day: >= 23 } or { Month: 1, Day: <= 4 }) continue;
            if (!lean.SessionsOf(date).SequenceEqual(BuiltInCalendars.Forex.SessionsOf(date))) Assert.Fail($"{date}");
        }
    }

    private static TradingCalendar Lean(string entry) =>
        LeanMarketHours.Read(File, System.IO.File.ReadAllBytes(SharedData.Path("lean/market-hours/" + File))).Calendars[entry];
}
