using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Markets;

public class CoarserBarsTests
{
    private static readonly TradingCalendar Us = BuiltInCalendars.UsEquity;

    // A Friday in winter: regular trading from 14:30 to 21:00 UTC.
    private static readonly Instant64 Friday = Instant64.FromUtc(2024, 3, 1, 0, 0);

    [Fact]
    public void Hours_are_made_of_the_minutes_in_them()
    {
        var hours = CoarserBars.Of(Minutes(0, 120), Interval.OneMinute, Interval.OneHour, TradingCalendar.AlwaysOpen);

        Assert.Equal(2, hours.Count);
        Assert.Equal((Friday, 0.0, 60.0, -1.0, 59.0, 60.0), (hours.Times[0], hours.Values(0)[0], hours.Values(1)[0], hours.Values(2)[0], hours.Values(3)[0], hours.Values(4)[0]));
    }

    [Fact]
    public void A_day_is_made_of_its_session_alone()
    {
        var days = CoarserBars.Of(Minutes(0, 1440), Interval.OneMinute, Interval.OneDay, Us);

        Assert.Equal(1, days.Count);
        Assert.Equal((Friday + Duration64.FromMinutes(870), 870.0, 1259.0, 390.0), (days.Times[0], days.Values(0)[0], days.Values(3)[0], days.Values(4)[0]));
    }

    [Fact]
    public void Regular_hours_leave_out_what_lies_wholly_outside()
    {
        var minutes = RegularHours.Of(Minutes(0, 1440), Interval.OneMinute, Us);
        var hours = RegularHours.Of(CoarserBars.Of(Minutes(0, 1440), Interval.OneMinute, Interval.OneHour, TradingCalendar.AlwaysOpen), Interval.OneHour, Us);

        Assert.Equal((390, Friday + Duration64.FromMinutes(870)), (minutes.Count, minutes.Times[0]));
        Assert.Equal((7, Friday + Duration64.FromHours(14)), (hours.Count, hours.Times[0]));
    }

    [Theory]
    [InlineData("1h", "1m", true), InlineData("1d", "1h", true), InlineData("7m", "2m", false), InlineData("1m", "1h", false), InlineData("2d", "1h", false), InlineData("2d", "1d", false)]
    public void Only_whole_multiples_can_be_made(string of, string from, bool can) => Assert.Equal(can, CoarserBars.CanMake(Interval.Parse(of), Interval.Parse(from)));

    private static Columns Minutes(int from, int count)
    {
        var builder = new ColumnsBuilder(SeriesKind.Bars);
        for (var minute = from; minute < from + count; minute++) builder.Add(Friday + Duration64.FromMinutes(minute), minute, minute + 1, minute - 1, minute, 1);
        return builder.Build();
    }
}
