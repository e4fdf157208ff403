using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Backtesting.Report;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Backtesting.Report;

public class ThinningTests
{
    private static readonly Instant Begin = Instant.FromUtc(2024, 1, 1, 0, 0);

    [Fact]
    public void Thinned_equity_has_the_same_extremes_the_same_end_and_the_same_deepest_drawdown() =>
        Prop.ForAll(Walks(), walk =>
        {
            var (points, start, times) = walk;

            var thinned = EquityCurve.Of(points, start, times);

            var equity = points.Select(point => (double)point.Equity).ToArray();
            return thinned.Places.Length <= times.Length
                && thinned.Low.Min() == equity.Min()
                && thinned.High.Max() == equity.Max()
                && thinned.Last[^1] == equity[^1]
                && thinned.Drawdown.Min() == DeepestDrawdown(equity, (double)start)
                && thinned.Places.SequenceEqual(thinned.Places.Distinct().Order());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Equity_belongs_to_the_bar_that_it_was_recorded_at_the_close_of()
    {
        EquityPoint[] points = [new(Begin, 100m), new(At(60), 101m), new(At(120), 102m)];

        var thinned = EquityCurve.Of(points, 100m, [Seconds(0), Seconds(60)]);

        Assert.Equal([0, 1], thinned.Places);
        Assert.Equal([101, 102], thinned.Last);
    }

    [Theory]
    [InlineData(20_000, 20_000), InlineData(20_001, 4_001), InlineData(150_000, 10_000), InlineData(1, 1)]
    public void Bars_become_the_finest_candles_that_are_few_enough(int bars, int candles) =>
        Assert.Equal(candles, Candles.Of(SampleRun.Bars(bars, Interval.OneMinute), 20_000).Times.Length);

    [Fact]
    public void A_candle_spans_its_bars()
    {
        var bars = SampleRun.Bars(1_000, Interval.OneMinute);

        var candles = Candles.Of(bars, new ChartStep(900));

        Assert.Equal(67, candles.Times.Length);
        for (var at = 0; at < candles.Times.Length; at++)
        {
            var made = bars.Slice(at * 15, Math.Min(15, bars.Count - at * 15));
            Assert.Equal(made.OpenTime[0].ToUnixTimeSeconds(), candles.Times[at]);
            Assert.Equal((made.Open[0], made.Close[^1]), (candles.Open[at], candles.Close[at]));
            Assert.Equal((made.High.ToArray().Max(), made.Low.ToArray().Min()), (candles.High[at], candles.Low[at]));
            Assert.Equal(made.Volume.ToArray().Sum(), candles.Volume[at], 9);
        }
    }

    [Theory]
    [InlineData(3_600, "2024-01-03T10:59:59Z", "2024-01-03T10:00:00Z")]
    [InlineData(604_800, "2024-01-07T23:59:59Z", "2024-01-01T00:00:00Z")]
    [InlineData(604_800, "1969-12-31T12:00:00Z", "1969-12-29T00:00:00Z")]
    [InlineData(86_400, "1969-12-30T12:00:00Z", "1969-12-30T00:00:00Z")]
    public void Steps_count_from_midnight_and_weeks_from_monday(long seconds, string time, string begins) =>
        Assert.Equal(Moment(begins), new ChartStep(seconds).BucketOf(Moment(time)));

    [Fact]
    public void A_month_ends_with_what_its_last_bar_closes_at_although_that_is_midnight()
    {
        EquityPoint[] points = [new(Begin, 100m), new(At(3_600), 101m), new(Instant.FromUtc(2024, 2, 1, 0, 0), 105m), new(Instant.FromUtc(2024, 2, 1, 1, 0), 90m)];

        Assert.Equal([new MonthEnd(2024, 1, 105m), new MonthEnd(2024, 2, 90m)], MonthEnd.Of(points, 100m));
    }

    [Fact]
    public void Fills_of_one_candle_are_one_marker_a_side_and_role_with_their_average_price()
    {
        var candles = Candles.Of(SampleRun.Bars(30, Interval.OneMinute), new ChartStep(900));
        var symbol = SampleRun.Coin.Symbol.ToString();
        var first = Instant.FromUtc(2023, 1, 1, 0, 0);
        ResultFill[] fills =
        [
            new(first, symbol, OrderSide.Buy, new(1m), new(100m), 0m),
            new(first + Duration.FromMinutes(14), symbol, OrderSide.Buy, new(3m), new(104m), 0m),
            new(first + Duration.FromMinutes(15), symbol, OrderSide.Sell, new(4m), new(110m), 0m),
            new(first + Duration.FromMinutes(16), symbol, OrderSide.Sell, new(1m), new(111m), 0m),
            new(first, "OTHER.SIM", OrderSide.Buy, new(1m), new(1m), 0m),
        ];

        var markers = FillMarker.Of(fills, [candles]);

        Assert.Equal(
            [new(0, 0, OrderSide.Buy, true, 2, 4m, 103), new(0, 1, OrderSide.Sell, false, 1, 4m, 110), new(0, 1, OrderSide.Sell, true, 1, 1m, 111)],
            markers);
    }

    [Fact]
    public void A_fill_that_turns_the_position_over_enters()
    {
        var candles = Candles.Of(SampleRun.Bars(2, Interval.OneMinute), ChartStep.Second);
        var symbol = SampleRun.Coin.Symbol.ToString();
        var first = Instant.FromUtc(2023, 1, 1, 0, 0);

        var markers = FillMarker.Of([new(first, symbol, OrderSide.Buy, new(3m), new(100m), 0m), new(first, symbol, OrderSide.Sell, new(4m), new(100m), 0m)], [candles]);

        Assert.Equal([true, true], markers.Select(marker => marker.IsEntry));
    }

    [Fact]
    public void Of_too_many_trades_those_stay_that_made_or_lost_the_most()
    {
        ResultTrade[] trades = [Trade(1m), Trade(-50m), Trade(3m), Trade(40m)];

        var selection = TradeSelection.Of(trades, 2);

        Assert.Equal([2, 4], selection.Numbers);
        Assert.Equal([-50m, 40m], selection.Trades.Select(trade => trade.Pnl));
    }

    private static ResultTrade Trade(decimal pnl) => new("A.SIM", OrderSide.Buy, new Quantity(1m), Begin, new(1m), null, null, pnl, 0m);

    private static Arbitrary<(EquityPoint[] Points, decimal Start, long[] Times)> Walks() => Arb.From(
        from equity in Gen.Choose(1, 100_000).Select(cents => cents / 100m).NonEmptyListOf()
        from start in Gen.Choose(1, 1_000)
        from stretch in Gen.Choose(1, 20)
        let points = equity.Select((value, index) => new EquityPoint(At((index + 1) * 60), value)).ToArray()
        let times = Enumerable.Range(0, (points.Length + stretch - 1) / stretch).Select(index => Seconds(index * stretch * 60)).ToArray()
        select (points, (decimal)start, times));

    // The plain way: every point against every one before it.
    private static double DeepestDrawdown(double[] equity, double start) =>
        equity.Select((value, index) => Math.Min(0, value / Math.Max(start, equity[..(index + 1)].Max()) - 1)).Min();

    private static Instant At(int seconds) => Begin + Duration.FromSeconds(seconds);

    private static long Seconds(int seconds) => At(seconds).ToUnixTimeSeconds();

    private static long Moment(string text) => NodaTime.Text.InstantPattern.General.Parse(text).Value.ToUnixTimeSeconds();
}
