using AlgoTrendy.Core.Instruments;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Instruments.Calendars;

public class TradingCalendarTests
{
    private static readonly TradingCalendar Stocks = BuiltInCalendars.UsEquity;
    private static readonly TradingCalendar Index = BuiltInCalendars.Find("CME-EQUITY-INDEX")!;

    [Theory]
    [InlineData("2024-03-08", "14:30", "21:00")] // before the spring change
    [InlineData("2024-03-11", "13:30", "20:00")] // after it
    [InlineData("2024-11-01", "13:30", "20:00")] // before the autumn change
    [InlineData("2024-11-04", "14:30", "21:00")]
    [InlineData("2024-11-29", "14:30", "18:00")] // the day after Thanksgiving
    public void Stocks_open_and_close_by_the_clock_of_New_York(string date, string open, string close)
    {
        var session = Stocks.SessionAtOrAfter(Utc(date, "00:00"));

        Assert.Equal(new Session(Date(date), Utc(date, open), Utc(date, close)), session);
    }

    [Fact]
    public void A_session_contains_its_open_and_not_its_close()
    {
        Assert.True(Stocks.IsOpen(Utc("2024-07-01", "13:30")));
        Assert.False(Stocks.IsOpen(Utc("2024-07-01", "13:30").PlusNanoseconds(-1)));
        Assert.True(Stocks.IsOpen(Utc("2024-07-01", "20:00").PlusNanoseconds(-1)));
        Assert.False(Stocks.IsOpen(Utc("2024-07-01", "20:00")));
        Assert.Equal(Date("2024-07-02"), Stocks.SessionAtOrAfter(Utc("2024-07-01", "20:00")).Date);
        Assert.Equal(Date("2024-07-01"), Stocks.SessionBefore(Utc("2024-07-01", "20:00")).Date);
        Assert.Equal(Date("2024-06-28"), Stocks.SessionBefore(Utc("2024-07-01", "19:59")).Date);
    }

    [Theory]
    [InlineData("2001-09-11"), InlineData("2012-10-30"), InlineData("2018-12-05"), InlineData("2025-01-09"), InlineData("2022-06-20"), InlineData("2024-03-29"), InlineData("2024-06-29")]
    public void Nothing_trades_on_a_holiday(string date)
    {
        Assert.Null(Stocks.TradingDay(Date(date)));
        Assert.False(Stocks.IsTradingDate(Date(date)));
        Assert.True(Stocks.SessionAtOrAfter(Utc(date, "15:00")).Date > Date(date));
    }

    [Theory]
    [InlineData("2021-12-31"), InlineData("2010-12-31"), InlineData("1999-12-31")]
    public void A_New_Years_Day_on_a_Saturday_is_not_made_up_for(string friday) => Assert.True(Stocks.IsTradingDate(Date(friday)));

    [Fact]
    public void Futures_of_Sunday_evening_belong_to_Monday()
    {
        var sunday = Utc("2023-07-09", "22:00"); // 17:00 in Chicago

        Assert.False(Index.IsOpen(sunday.PlusNanoseconds(-1)));
        Assert.Equal(new Session(Date("2023-07-10"), sunday, Utc("2023-07-10", "21:00")), Index.SessionAtOrAfter(sunday));
        Assert.Equal(Date("2023-07-10"), Index.TradingDateOf(sunday));
        Assert.Equal(Date("2023-07-11"), Index.TradingDateOf(Utc("2023-07-10", "22:00")));
    }

    [Fact]
    public void A_trading_day_spans_the_pause_between_its_sessions()
    {
        var sessions = Index.SessionsOf(Date("2013-10-08"));

        // As the trades of LEAN's ES file of that day show: 15:15 to 15:30 and from 16:15 on, Chicago, there are none.
        Assert.Equal([Utc("2013-10-07", "22:00"), Utc("2013-10-08", "20:30")], sessions.Select(session => session.Open));
        Assert.Equal([Utc("2013-10-08", "20:15"), Utc("2013-10-08", "21:15")], sessions.Select(session => session.Close));
        Assert.Equal(new Session(Date("2013-10-08"), Utc("2013-10-07", "22:00"), Utc("2013-10-08", "21:15")), Index.TradingDay(Date("2013-10-08")));
        Assert.Equal(Index.TradingDay(Date("2013-10-08")), Index.TradingDayAtOrAfter(Utc("2013-10-08", "20:20")));
        Assert.Equal(Duration64.FromMinutes(22 * 60 + 15 + 45), Index.OpenTimeBetween(Utc("2013-10-07", "21:30"), Utc("2013-10-08", "21:30")));
    }

    [Theory]
    [InlineData("2024-03-10", 23)]
    [InlineData("2024-11-03", 25)]
    [InlineData("2024-07-07", 24)]
    public void A_venue_that_never_closes_has_days_of_23_and_25_hours_in_its_own_zone(string date, int hours)
    {
        var calendar = new TradingCalendar(new()
        {
            Name = "ROUND-THE-CLOCK",
            Zone = "America/New_York",
            Hours = [.. Enumerable.Range(1, 7).Select(day => new TradingHours((IsoDayOfWeek)day, 0, 1440))],
        });

        var session = calendar.TradingDay(Date(date))!.Value;

        Assert.True(calendar.IsAlwaysOpen);
        Assert.Equal(Duration64.FromHours(hours), session.Close - session.Open);
        Assert.Equal(session.Close, calendar.SessionAtOrAfter(session.Close).Open);
    }

    [Fact]
    public void A_forex_week_has_five_days_without_a_pause_and_an_hour_less_in_spring()
    {
        var forex = BuiltInCalendars.Forex;
        var week = forex.Sessions(Utc("2024-03-08", "22:00"), Utc("2024-03-16", "00:00")).ToList();

        Assert.Equal(5, week.Count);
        Assert.Equal(Utc("2024-03-10", "21:00"), week[0].Open); // Sunday 17:00, now four hours from UTC
        Assert.All(week.Zip(week.Skip(1)), pair => Assert.Equal(pair.First.Close, pair.Second.Open));
        Assert.Equal(Duration64.FromHours(120), forex.OpenTimeBetween(Utc("2024-03-08", "22:00"), Utc("2024-03-16", "00:00")));
    }

    [Fact]
    public void Time_before_and_after_hours_counts_to_its_trading_date()
    {
        Assert.Equal(Date("2024-07-01"), Stocks.TradingDateOf(Utc("2024-07-01", "09:00")));
        Assert.Equal(Date("2024-07-01"), Stocks.TradingDateOf(Utc("2024-07-01", "23:00")));
        Assert.Equal(Date("2024-07-02"), Stocks.TradingDateOf(Utc("2024-07-02", "00:30"))); // 20:30, when after-hours trading is over
        Assert.Equal(Date("2024-07-05"), Stocks.TradingDateOf(Utc("2024-07-03", "18:00"))); // 14:00 of a day that closes at 13:00
        Assert.Equal(2, Stocks.ExtendedHoursOf(Date("2024-07-01")).Count);
    }

    [Fact]
    public void A_lunch_break_and_a_session_over_midnight_are_kept()
    {
        var calendar = new TradingCalendar(new()
        {
            Name = "NIGHT",
            Zone = "Asia/Shanghai",
            Hours = [new(IsoDayOfWeek.Tuesday, 540, 690), new(IsoDayOfWeek.Tuesday, 780, 900), new(IsoDayOfWeek.Tuesday, 1260, 1590)],
        });

        var sessions = calendar.SessionsOf(Date("2024-07-02"));

        Assert.Equal([Utc("2024-07-02", "01:00"), Utc("2024-07-02", "05:00"), Utc("2024-07-02", "13:00")], sessions.Select(session => session.Open));
        Assert.Equal(Utc("2024-07-02", "18:30"), sessions[^1].Close); // half past two on Wednesday in Shanghai
        Assert.Equal(Date("2024-07-02"), calendar.TradingDateOf(Utc("2024-07-02", "17:00")));
    }

    [Fact]
    public void Early_closes_late_opens_and_breaks_shape_a_single_date()
    {
        var date = Date("2024-07-02");
        var calendar = new TradingCalendar(Week("UTC") with { LateOpens = [new(date, 550)], EarlyCloses = [new(date, 1000)], Breaks = [new(date, 720, 730), new(date, 600, 660), new(date, 640, 700)] });

        Assert.Equal([(550, 600), (700, 720), (730, 1000)], calendar.SessionsOf(date).Select(session => (MinuteOf(session.Open), MinuteOf(session.Close))));
    }

    [Fact]
    public void What_never_pauses_is_known_by_its_values() =>
        Assert.Multiple(
            () => Assert.True(new TradingCalendar(TradingCalendar.AlwaysOpen.Definition with { }).IsAlwaysOpen),
            () => Assert.Equal(TradingCalendar.AlwaysOpen, new TradingCalendar(TradingCalendar.AlwaysOpen.Definition with { })),
            () => Assert.False(BuiltInCalendars.Forex.IsAlwaysOpen),
            () => Assert.NotEqual(BuiltInCalendars.Forex, new TradingCalendar(BuiltInCalendars.Forex.Definition with { Holidays = [] })));

    [Fact]
    public void Moments_outside_of_the_known_years_have_answers_or_a_clear_refusal()
    {
        Assert.Equal(1700, Stocks.SessionAtOrAfter(Instant64.MinValue).Date.Year);
        Assert.Throws<ArgumentOutOfRangeException>(() => Stocks.SessionAtOrAfter(Instant64.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stocks.SessionBefore(Instant64.MinValue));
        Assert.False(Stocks.IsOpen(Instant64.MinValue));
        Assert.False(Stocks.IsOpen(Instant64.MaxValue));
        Assert.True(Stocks.OpenTimeBetween(Instant64.MinValue, Instant64.MaxValue) > Stocks.OpenTimeBetween(Utc("1800-01-01", "00:00"), Utc("2200-01-01", "00:00")));
        Assert.Equal(Duration64.Zero, Stocks.OpenTimeBetween(Utc("2024-07-02", "00:00"), Utc("2024-07-01", "00:00")));
    }

    [Fact]
    public void A_calendar_that_cannot_be_is_refused_with_the_reason()
    {
        Assert.Contains("'Mars/Olympus'", Refusal(Week("Mars/Olympus")), StringComparison.Ordinal);
        Assert.Contains("no regular hours", Refusal(Week("UTC") with { Hours = [new(IsoDayOfWeek.Monday, 0, 60, HoursKind.PreMarket)] }), StringComparison.Ordinal);
        Assert.Contains("overlap", Refusal(Week("UTC") with { Hours = [new(IsoDayOfWeek.Monday, 0, 60), new(IsoDayOfWeek.Monday, 59, 90)] }), StringComparison.Ordinal);
        Assert.Contains("overlap", Refusal(Week("UTC") with { Hours = [new(IsoDayOfWeek.Sunday, 0, 1500), new(IsoDayOfWeek.Monday, 0, 90)] }), StringComparison.Ordinal);
        Assert.Contains("must rise", Refusal(Week("UTC") with { Hours = [new(IsoDayOfWeek.Monday, 60, 60)] }), StringComparison.Ordinal);
        Assert.Contains("there twice", Refusal(Week("UTC") with { EarlyCloses = [new(Date("2024-01-02"), 600), new(Date("2024-01-02"), 700)] }), StringComparison.Ordinal);
    }

    private static string Refusal(CalendarDefinition definition) => Assert.Throws<ArgumentException>(() => new TradingCalendar(definition)).Message;

    private static CalendarDefinition Week(string zone) => new() { Name = "TEST", Zone = zone, Hours = [.. Enumerable.Range(1, 5).Select(day => new TradingHours((IsoDayOfWeek)day, 540, 1020))] };

    private static int MinuteOf(Instant64 moment) => (int)(moment.ToUnixTimeSeconds() % 86_400 / 60);

    private static LocalDate Date(string date) => NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value;

    private static Instant64 Utc(string date, string time) =>
        Instant64.FromInstant((Date(date) + NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(time).Value).InUtc().ToInstant());
}
