using AlgoTrendy.Core.Instruments;
using NodaTime;
using NodaTime.HighPerformance;
using static AlgoTrendy.Tests.Fast.Core.Instruments.Some;

namespace AlgoTrendy.Tests.Fast.Core.Instruments.Futures;

public class FutureRootTests
{
    [Fact]
    public void A_contract_has_its_name_its_end_and_the_grid_of_its_root()
    {
        var contract = Es.Contract(2013, 12);

        Assert.Equal("ESZ13.CME", contract.Symbol.ToString());
        Assert.Equal(Utc(2013, 12, 20, 14, 30), contract.Expiry); // Friday 08:30 in Chicago
        Assert.Equal((0.25m, 50m, "ES"), (contract.TickSize, contract.Multiplier, contract.Root));
        Assert.Throws<ArgumentOutOfRangeException>(() => Es.Contract(2013, 11));
    }

    [Theory]
    [InlineData(2008, 3, 2008, 3, 20)] // the third Friday was Good Friday
    [InlineData(2013, 9, 2013, 9, 20)]
    [InlineData(2020, 3, 2020, 3, 20)]
    public void An_index_future_ends_on_the_third_Friday_or_the_business_day_before(int year, int month, int endYear, int endMonth, int endDay) =>
        Assert.Equal(new LocalDate(endYear, endMonth, endDay), new NthWeekdayExpiry(3, IsoDayOfWeek.Friday).DateOf(year, month));

    // Last trading days that CME published for these contracts.
    [Theory]
    [InlineData(2025, 1, 2024, 12, 19)]
    [InlineData(2024, 6, 2024, 5, 21)]
    [InlineData(2025, 2, 2025, 1, 21)]
    [InlineData(2020, 5, 2020, 4, 21)]
    public void Crude_oil_ends_three_business_days_before_the_25th_of_the_month_before(int year, int month, int endYear, int endMonth, int endDay) =>
        Assert.Equal(new LocalDate(endYear, endMonth, endDay), new DayOfMonthExpiry(25, 3, -1).DateOf(year, month));

    [Fact]
    public void Gold_ends_on_the_third_last_business_day_and_bonds_seven_before_the_last()
    {
        Assert.Equal(new LocalDate(2024, 12, 27), new MonthEndExpiry(2).DateOf(2024, 12));
        Assert.Equal(new LocalDate(2024, 12, 19), new MonthEndExpiry(7).DateOf(2024, 12));
        Assert.Equal(new LocalDate(2024, 11, 26), new MonthEndExpiry(2, -1).DateOf(2024, 12));
    }

    [Fact]
    public void With_no_session_to_spare_the_front_contract_is_the_one_that_LEAN_maps_by_last_trading_day()
    {
        var root = Es with { RollSessionsBeforeExpiry = 0 };

        foreach (var (day, expiry) in MappedDays('0'))
        {
            var contract = root.FrontAt(root.Continuous.Calendar.TradingDay(day)!.Value.Open);
            var next = root.FrontAt(root.Continuous.Calendar.TradingDay(expiry)!.Value.Open);

            Assert.Equal(root.ExpiryOf(expiry.Year, expiry.Month), contract.Expiry);
            Assert.True(next.Expiry > contract.Expiry, $"on {expiry} the next contract is in front");
        }
    }

    [Fact]
    public void Two_sessions_before_the_end_is_when_open_interest_moves_in_most_quarters()
    {
        var days = MappedDays('2').ToList();

        var agreeing = days.Count(mapped =>
            Es.FrontAt(Day(mapped.Day).Open).Expiry == Es.ExpiryOf(mapped.Expiry.Year, mapped.Expiry.Month) && Es.FrontAt(Day(mapped.Day.PlusDays(1)).Open).Expiry > Es.ExpiryOf(mapped.Expiry.Year, mapped.Expiry.Month));

        Assert.True(agreeing * 4 > days.Count * 3, $"{agreeing} of {days.Count}");
    }

    [Fact]
    public void The_front_contract_changes_when_the_trading_date_opens()
    {
        // Two dates before Friday 2013-12-20 is Wednesday the 18th, which opens on Tuesday at 17:00 in Chicago.
        var roll = Utc(2013, 12, 17, 23);

        Assert.Equal("ESZ13", Es.FrontAt(roll.PlusNanoseconds(-1)).Symbol.Ticker);
        Assert.Equal("ESH14", Es.FrontAt(roll).Symbol.Ticker);
        Assert.Equal(roll, Es.RollOf(2013, 12));
    }

    [Fact]
    public void Every_moment_has_a_front_contract_that_has_not_ended_and_it_never_goes_back()
    {
        var last = Instant64.MinValue;
        for (var moment = Utc(2009, 1, 1); moment < Utc(2026, 1, 1); moment += Duration64.FromHours(31))
        {
            var front = Es.FrontAt(moment).Expiry!.Value;
            Assert.True(front > moment && front >= last);
            last = front;
        }

        Assert.Equal(["ESH24", "ESM24", "ESU24"], Es.ContractsFrom(Utc(2024, 1, 1)).Take(3).Select(contract => contract.Symbol.Ticker));
    }

    [Fact]
    public void The_continuous_future_goes_through_active_months_only()
    {
        var gold = Es with { Months = MonthCode.Letters, ActiveMonths = "GJMQVZ", Expiry = new MonthEndExpiry(2), RollSessionsBeforeExpiry = 22 };

        Assert.Equal("ESQ24", gold.FrontAt(Utc(2024, 6, 20)).Symbol.Ticker); // June is near its end, July is not active
        Assert.Equal("ESN24", gold.ContractsFrom(Utc(2024, 7, 1)).First().Symbol.Ticker);
    }

    private static Session Day(LocalDate date) => Es.Continuous.Calendar.TradingDayAtOrAfter(Es.Continuous.Calendar.MomentOf(date, 0));

    /// <summary>The last days of ES contracts by one of LEAN's mapping modes, each with the third Friday that follows.</summary>
    private static IEnumerable<(LocalDate Day, LocalDate Expiry)> MappedDays(char mode)
    {
        foreach (var line in File.ReadLines(SharedData.Path("lean/future/cme/map_files/es.csv")).Skip(1).Where(line => line.EndsWith("," + mode, StringComparison.Ordinal)))
        {
            var day = NodaTime.Text.LocalDatePattern.CreateWithInvariantCulture("yyyyMMdd").Parse(line[..8]).Value;
            if (day.Month % 3 != 0) continue;
            var expiry = new NthWeekdayExpiry(3, IsoDayOfWeek.Friday).DateOf(day.Year, day.Month);
            if (day <= expiry && day.Year < 2026 && Es.Continuous.Calendar.IsTradingDate(day)) yield return (day, expiry);
        }
    }
}
