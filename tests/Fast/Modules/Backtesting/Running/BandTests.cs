using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Modules.Backtesting.Planning;
using AlgoTrendy.Modules.Backtesting.Running;
using AlgoTrendy.Storage.Columnar;
using AlgoTrendy.Tests.Fast.Core.Engine;
using AlgoTrendy.Tests.Fast.Storage.Columnar;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Backtesting.Running;

/// <summary>Buys at once, with a stop five below and a target five above.</summary>
[Strategy("bracketed", "For tests")]
public sealed class Bracketed : Strategy
{
    private bool _hasOrdered;

    public override void OnBar(BarStream stream, in Bar bar)
    {
        if (_hasOrdered) return;
        _hasOrdered = true;
        Context.SubmitBracket(new(OrderRequest.Market(stream.Instrument, OrderSide.Buy, new(10m)), new StopTerms(new(95m)), new LimitTerms(new(105m))));
    }
}

/// <summary>When a stop and a target lie inside one bar, finer bars decide; without them the worse counts, and the result says what hangs on it.</summary>
public class BandTests
{
    // The third bar touches both levels; in its minutes the target came first.
    private static readonly BarSeries Pairs = Series(2, (100, 101, 99, 100), (100, 101, 99, 100), (100, 106, 94, 100));
    private static readonly BarSeries Minutes = Series(1, (100, 101, 99, 100), (100, 101, 99, 100), (100, 101, 99, 100), (100, 101, 99, 100), (100, 106, 100, 103), (103, 103, 94, 100));

    [Fact]
    public void Without_finer_bars_the_stop_comes_first_and_the_result_shows_the_band()
    {
        var result = Run(details: []);

        Assert.Equal(99_950m, result.FinalEquity);
        Assert.Equal(new ResultBand(1, 99_950m, 100_050m), result.Band);
    }

    [Fact]
    public void Finer_bars_decide_and_nothing_is_left_open()
    {
        var result = Run(details: [Minutes]);

        Assert.Equal((100_050m, null), (result.FinalEquity, result.Band));
    }

    [Fact]
    public void Finer_bars_of_another_market_decide_nothing()
    {
        var result = Run(details: [Series(1, (50, 51, 49, 50), (50, 51, 49, 50), (50, 51, 49, 50), (50, 51, 49, 50), (50, 53, 50, 52), (52, 52, 47, 50))]);

        Assert.Equal((99_950m, 1), (result.FinalEquity, result.Band!.AmbiguousBars));
    }

    [Fact]
    public void Finer_bars_are_not_read_when_no_bar_asks_for_them()
    {
        var asked = 0;
        var finer = new FinerSeries(() =>
        {
            asked++;
            return [Minutes];
        });

        Run(finer, Series(2, (100, 101, 99, 100), (100, 101, 99, 100), (100, 104, 96, 100)));
        Assert.Equal(0, asked);

        Run(finer);
        Assert.Equal(1, asked);
    }

    [Fact]
    public void Finer_bars_come_from_the_store_of_the_bars()
    {
        using var folder = new StoreFolder(rowsPerBlock: 4);
        folder.Append(new(Market.Coin.Symbol, SeriesKind.Bars, Minutes.Interval), Minutes.Columns);
        folder.Append(new(Market.Coin.Symbol, SeriesKind.Bars, Pairs.Interval), Pairs.Columns);
        var (stored, choice) = (new InstrumentBars(folder.Store, Market.Coin), new BarChoice(Pairs.Interval));
        var bars = stored.Read(choice, [], out _)!;

        var result = Run([stored.Finer(bars, choice)!], bars);

        Assert.Equal((Pairs.Interval, 100_050m, null), (bars.Interval, result.FinalEquity, result.Band));
        Assert.Null(stored.Finer(Minutes, choice));
    }

    [Fact]
    public void What_traded_at_the_open_is_of_the_first_finer_bars_volume()
    {
        // Ten are bought at the open, which is more than a tenth of its first minute, so the target there trades nothing.
        var bars = Series(2, volume: 120, (100, 101, 99, 100), (100, 106, 94, 100));
        var minutes = Series(1, volume: 60, (100, 101, 99, 100), (100, 101, 99, 100), (100, 106, 100, 103), (103, 103, 94, 100));

        var result = Run([minutes], bars, volumePercent: 10m);

        Assert.Equal([(OrderSide.Buy, 10m, 100m), (OrderSide.Sell, 6m, 95m)], result.Fills.Select(fill => (fill.Side, fill.Quantity.Value, fill.Price.Value)));
    }

    private static BacktestResult Run(IReadOnlyList<BarSeries> details, BarSeries? bars = null, decimal? volumePercent = null)
    {
        var strategy = StrategyDefinition.Of(typeof(Bracketed));
        var request = new BacktestRequest("bracketed", Slippage: "none", Fees: "none", VolumePercent: volumePercent);
        var plan = new RunPlan(request, strategy, strategy.Read(new Dictionary<string, string>()).Arguments!, []);
        return new BacktestRun(plan, new([bars ?? Pairs], []) { Details = details }, (_, _) => { }, TestContext.Current.CancellationToken).Perform().Result;
    }

    private static BarSeries Series(int minutes, params (double Open, double High, double Low, double Close)[] bars) => Series(minutes, 1_000, bars);

    private static BarSeries Series(int minutes, double volume, params (double Open, double High, double Low, double Close)[] bars)
    {
        var builder = new ColumnsBuilder(SeriesKind.Bars);
        for (var index = 0; index < bars.Length; index++)
            builder.Add(Market.Start + Duration64.FromMinutes(index * minutes), bars[index].Open, bars[index].High, bars[index].Low, bars[index].Close, volume);
        return new(Market.Coin, new(minutes, IntervalUnit.Minute), builder.Build());
    }
}
