using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Statistics;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Statistics;

/// <summary>How a curve is cut into days, by hand. 1 March 2024 was a Friday; New York is five hours behind UTC until the 10th.</summary>
public class DayReturnsTests
{
    private static readonly Instant64[] Closes = [At(1, 21), At(4, 21), At(5, 21)]; // Friday, Monday, Tuesday
    private static readonly double[] Worth = [102, 102, 51];

    [Fact]
    public void Trading_days_have_a_return_each_from_the_start_on()
    {
        var ends = DayReturns.Ends(Closes, BuiltInCalendars.UsEquity, ReturnDays.TradingDays);

        Assert.Equal(Closes, ends);
        Assert.Equal([102 / 100.0 - 1, 0, -0.5], DayReturns.Of(ends, Closes, Worth, 100));
    }

    [Fact]
    public void Calendar_days_have_one_on_weekends_too_and_it_is_zero()
    {
        var ends = DayReturns.Ends(Closes, BuiltInCalendars.UsEquity, ReturnDays.CalendarDays);

        // Midnights of New York, and the last day only as far as the curve goes.
        Assert.Equal([At(2, 5), At(3, 5), At(4, 5), At(5, 5), At(5, 21)], ends);
        Assert.Equal([102 / 100.0 - 1, 0, 0, 0, -0.5], DayReturns.Of(ends, Closes, Worth, 100));
    }

    [Fact]
    public void Around_the_clock_both_ways_of_counting_are_one()
    {
        Instant64[] hours = [.. Enumerable.Range(1, 75).Select(hour => At(1, 0) + Duration64.FromHours(hour))];

        var ends = DayReturns.Ends(hours, TradingCalendar.AlwaysOpen, ReturnDays.TradingDays);

        Assert.Equal([At(2, 0), At(3, 0), At(4, 0), At(4, 3)], ends);
        Assert.Equal(ends, DayReturns.Ends(hours, TradingCalendar.AlwaysOpen, ReturnDays.CalendarDays));
    }

    [Fact]
    public void A_day_with_a_change_of_the_clock_is_one_day()
    {
        Instant64[] closes = [At(8, 21), At(11, 20)]; // Friday before, Monday after the clocks went forward

        var ends = DayReturns.Ends(closes, BuiltInCalendars.UsEquity, ReturnDays.CalendarDays);

        Assert.Equal([At(9, 5), At(10, 5), At(11, 4), At(11, 20)], ends);
    }

    [Fact]
    public void Where_all_is_lost_the_returns_end()
    {
        Instant64[] days = [At(2, 0), At(3, 0), At(4, 0), At(5, 0)];

        Assert.Equal([-0.5, -1], DayReturns.Of(days, days, [50, 0, 0, 10], 100));
        Assert.Equal([-1.5], DayReturns.Of(days, days, [-50, 10, 20, 30], 100));
        Assert.Empty(DayReturns.Of(days, days, [1, 1, 1, 1], 0));
        Assert.Empty(DayReturns.Ends([], TradingCalendar.AlwaysOpen, ReturnDays.CalendarDays));
    }

    [Theory]
    [InlineData(ReturnDays.TradingDays, 252, 365), InlineData(ReturnDays.CalendarDays, 365, 365)]
    public void A_year_has_so_many_days(ReturnDays days, double stocks, double coins)
    {
        var convention = new ReturnConvention { Days = days, RiskFree = 0.05 };

        Assert.Equal(stocks, convention.DaysAYear(BuiltInCalendars.UsEquity));
        Assert.Equal(coins, convention.DaysAYear(TradingCalendar.AlwaysOpen));
        Assert.Equal(1.05, Math.Pow(1 + convention.RiskFreeADay(BuiltInCalendars.UsEquity), stocks), 12);
    }

    private static Instant64 At(int day, int hour) => Instant64.FromUtc(2024, 3, day, hour, 0);
}
