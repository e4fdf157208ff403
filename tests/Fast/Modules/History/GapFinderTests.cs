using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.History.Coverage;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.History;

public class GapFinderTests
{
    private static readonly Instrument Coin = new() { Symbol = new("BTCUSDT", "BINANCE"), AssetClass = AssetClass.Crypto, Currency = Currency.Usdt, PrintsEveryBar = true };
    private static readonly Instrument Stock = new() { Symbol = new("SPY", "US"), AssetClass = AssetClass.Stock, Currency = Currency.Usd, Calendar = BuiltInCalendars.UsEquity };

    [Fact]
    public void Where_every_bar_is_printed_exactly_the_missing_ones_are_counted() =>
        Prop.ForAll(Gen.Choose(0, 2).Select(value => value > 0).ArrayOf(120).ToArbitrary(), isThere =>
        {
            // The first and the last are there, so that everything else lies between.
            var minutes = Enumerable.Range(0, isThere.Length).Where(minute => isThere[minute] || minute == 0 || minute == isThere.Length - 1).ToArray();
            var gaps = new GapFinder(Coin, Interval.OneMinute, null);

            foreach (var chunk in minutes.Chunk(7)) gaps.Add(Minutes(chunk));

            var steps = minutes.Zip(minutes.Skip(1), (before, after) => after - before - 1).Where(missing => missing > 0).ToList();
            return gaps.Count == steps.Count && gaps.MissingBars == steps.Sum() && gaps.Largest.Select(gap => (int)gap.MissingBars).SequenceEqual(steps.OrderDescending().Take(100));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nights_weekends_and_holidays_are_no_gaps()
    {
        // Thursday before Good Friday 2024, and the Monday after.
        var gaps = new GapFinder(Stock, Interval.OneMinute, null);

        gaps.Add(Minutes(Instant64.FromUtc(2024, 3, 28, 13, 30), 390));
        gaps.Add(Minutes(Instant64.FromUtc(2024, 4, 1, 13, 30), 390));

        Assert.Equal(0, gaps.Count);
    }

    [Theory]
    [InlineData(29, 0), InlineData(30, 1), InlineData(45, 1)]
    public void A_silence_of_half_an_hour_of_trading_is_a_gap_where_bars_without_trades_are_absent(int minutes, int expected)
    {
        var gaps = new GapFinder(Stock, Interval.OneMinute, null);
        var open = Instant64.FromUtc(2024, 3, 28, 13, 30);

        gaps.Add(Minutes(open, 60));
        gaps.Add(Minutes(open + Duration64.FromMinutes(60 + minutes), 10));

        Assert.Equal(expected, gaps.Count);
        if (expected > 0) Assert.Equal(minutes, gaps.MissingBars);
    }

    [Fact]
    public void A_missing_session_is_a_missing_daily_bar()
    {
        var sessions = BuiltInCalendars.UsEquity.Sessions(Instant64.FromUtc(2024, 1, 1, 0, 0), Instant64.FromUtc(2024, 3, 1, 0, 0)).ToList();
        var builder = new ColumnsBuilder(SeriesKind.Bars);
        foreach (var session in sessions.Where(session => session.Date != new LocalDate(2024, 1, 16) && session.Date.Month != 2)) builder.Add(session.Open, 1, 1, 1, 1, 1);
        var gaps = new GapFinder(Stock, Interval.OneDay, null);

        gaps.Add(builder.Build());
        gaps.Finish(sessions[^1].Close);

        Assert.Equal((2, 21), (gaps.Count, gaps.MissingBars));
        Assert.Equal([20, 1], gaps.Largest.Select(gap => gap.MissingBars));
    }

    [Fact]
    public void A_range_that_was_asked_for_is_expected_from_end_to_end()
    {
        var open = Instant64.FromUtc(2024, 1, 1, 0, 0);
        var gaps = new GapFinder(Coin, Interval.OneMinute, open);

        gaps.Add(Minutes(open + Duration64.FromMinutes(10), 5));
        gaps.Finish(open + Duration64.FromMinutes(20));

        Assert.Equal([10, 5], gaps.Largest.Select(gap => gap.MissingBars));
    }

    private static Columns Minutes(int[] minutes)
    {
        var builder = new ColumnsBuilder(SeriesKind.Bars);
        foreach (var minute in minutes) builder.Add(Instant64.FromUtc(2024, 1, 1, 0, 0) + Duration64.FromMinutes(minute), 1, 1, 1, 1, 1);
        return builder.Build();
    }

    private static Columns Minutes(Instant64 open, int count)
    {
        var builder = new ColumnsBuilder(SeriesKind.Bars);
        for (var minute = 0; minute < count; minute++) builder.Add(open + Duration64.FromMinutes(minute), 1, 1, 1, 1, 1);
        return builder.Build();
    }
}
