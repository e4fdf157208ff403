using System.Globalization;
using AlgoTrendy.Modules.Portfolio.Equity;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Portfolio;

/// <summary>Weeks begin on Mondays (ISO 8601); what is made of no whole weeks is counted from 1970-01-01.</summary>
public class EquityWeekTests
{
    [Theory]
    [InlineData("7d", "2026-02-23,2026-03-02,2026-03-09")]
    [InlineData("168h", "2026-02-23,2026-03-02,2026-03-09")]
    [InlineData("14d", "2026-02-16,2026-03-02")]
    [InlineData("1d", "2026-03-01,2026-03-02,2026-03-08,2026-03-09")]
    public void Points_of_days_become_points_of_weeks_that_begin_on_a_Monday(string interval, string begins)
    {
        // A Sunday, a Monday, and both a week later.
        EquityPoint[] days = [Point(OfMarch(1)), Point(OfMarch(2)), Point(OfMarch(8)), Point(OfMarch(9))];

        var marks = EquityHistory.Of(days, null, new("paper", Interval.Parse(interval)));

        Assert.Equal(begins, string.Join(',', marks.Select(mark => mark.Time.ToInstant().InUtc().Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(5)]
    public void A_day_is_in_the_weeks_that_begin_on_or_before_it(int weeks)
    {
        var length = Duration.FromDays(7 * weeks);
        foreach (var day in Enumerable.Range(-100, 200))
        {
            var time = NodaConstants.UnixEpoch + Duration.FromDays(day);

            var mark = Assert.Single(EquityHistory.Of([Point(Instant64.FromInstant(time))], null, new("paper", Interval.Parse($"{7 * weeks}d"))));

            var begin = mark.Time.ToInstant();
            Assert.Equal(IsoDayOfWeek.Monday, begin.InUtc().DayOfWeek);
            Assert.True(begin <= time && time < begin + length, $"{time} is not within {begin} and {length}");
        }
    }

    private static Instant64 OfMarch(int day) => Instant64.FromUtc(2026, 3, day, 0, 0);

    private static EquityPoint Point(Instant64 time) => new("paper", "d", time, time, 1m, 1m, 1m, 1m, null);
}
