using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using FsCheck;
using FsCheck.Fluent;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Engine;

/// <summary>How far trades went against and for their holder. Bars of the test market reach one above and one below open and close.</summary>
public class ExcursionTests
{
    [Fact]
    public void A_long_trade_is_down_at_the_lows_and_up_at_the_highs_between_its_fills()
    {
        // Bought at 100 when the second bar opens, sold at 103 when the fourth opens; the last bar is none of its business.
        var run = Targets(Market.Frictionless, [2m, 2m, 0m, 0m], (100, 100), (100, 95), (95, 108), (103, 500));

        Assert.Equal([new Excursion(12m, 18m, 200m)], run.Excursions);
        Assert.Equal((0.06m, 0.09m), (run.Excursions[0].AdverseShare, run.Excursions[0].FavourableShare));
    }

    [Fact]
    public void A_short_trade_is_down_at_the_highs()
    {
        var run = Targets(Market.Frictionless, [-2m, -2m, 0m, 0m], (100, 100), (100, 95), (95, 108), (103, 500));

        Assert.Equal([new Excursion(18m, 12m, 200m)], run.Excursions);
    }

    [Fact]
    public void With_fills_at_the_close_the_bar_of_the_entry_is_left_out_and_that_of_the_exit_is_in()
    {
        var settings = Market.Frictionless with { Matching = Market.Frictionless.Matching with { FillTiming = FillTiming.Close } };

        var run = Targets(settings, [1m, 1m, 0m], (50, 100), (100, 104), (104, 90));

        Assert.Equal([new Excursion(11m, 5m, 100m)], run.Excursions);
    }

    [Fact]
    public void A_trade_that_is_built_up_is_measured_with_what_was_held_at_the_time()
    {
        // One at 100; it falls to 49 with one held (51 down), then nine more at 50.
        var run = Targets(Market.Frictionless, [1m, 10m, 10m, 0m, 0m], (100, 100), (100, 50), (50, 60), (60, 60), (60, 60));

        // With ten held: worth 490 at the low of 49 against 550 paid; 610 at the high of 61.
        Assert.Equal([new Excursion(60m, 60m, 550m)], run.Excursions);
    }

    [Fact]
    public void A_fill_that_turns_the_position_ends_one_trade_and_begins_the_next_and_an_open_one_lasts_to_the_end()
    {
        var run = Targets(Market.Frictionless, [1m, -1m, -1m], (100, 100), (100, 110), (110, 120));

        Assert.Equal([new Excursion(1m, 11m, 100m), new Excursion(11m, 1m, 110m)], run.Excursions);
    }

    [Fact]
    public void Money_is_counted_with_the_multiplier()
    {
        var contract = Market.Instrument("CONTRACT") with { Multiplier = 50m, LotSize = 1m };

        var run = Run(Market.Frictionless with { StartingCash = new(1_000_000m, Currency.Usd) }, [1m, 0m, 0m], Market.Minutes(contract, (100, 100), (100, 102), (102, 102)));

        Assert.Equal([new Excursion(50m, 150m, 5_000m)], run.Excursions);
    }

    [Fact]
    public void The_finest_bars_of_the_instrument_tell_and_without_trades_there_is_nothing()
    {
        var minutes = Market.Minutes(Market.Coin, [.. Enumerable.Range(0, 120).Select(minute => (100.0, minute == 90 ? 80.0 : 100.0))]);
        var hours = new BarSeries(Market.Coin, Interval.OneHour, CoarserBars.Of(minutes.Columns, Interval.OneMinute, Interval.OneHour, Market.Coin.Calendar));

        var bought = new Scripted { Bar = (context, stream, _, _) => { if (stream.Index == 0) context.SetTarget(stream.Instrument, 1m); } };
        var both = Backtest.Run(bought, [hours, minutes], Market.Frictionless);

        Assert.Equal([new Excursion(21m, 1m, 100m)], both.Excursions);
        Assert.Empty(Backtest.Run(new Scripted(), [minutes], Market.Frictionless).Excursions);
    }

    /// <summary>A fill in the middle of a bar, as a stop makes it: nobody knows on which side of it the bar's extremes lay.</summary>
    [Fact]
    public void Of_a_bar_that_a_fill_falls_into_only_what_is_known_counts()
    {
        var range = new HeldRange(Market.Minutes(Market.Coin, (100, 90), (90, 95), (120, 60)));

        range.Trade(1m, 98m, Market.Start + Duration64.FromSeconds(30)); // the first bar's close of 90 is known, its low of 89 may have come before
        range.Trade(-1m, 100m, Market.Start + Duration64.FromSeconds(150)); // the third bar's open of 120 is known, its low of 59 may come after

        Assert.Equal((-9m, 22m), (range.Worst, range.Best)); // 89 is the low of the second bar, which lies between
    }

    [Fact]
    public void Within_one_bar_only_the_fills_are_known()
    {
        var range = new HeldRange(Market.Minutes(Market.Coin, (100, 90)));

        range.Trade(-2m, 98m, Market.Start + Duration64.FromSeconds(10));
        range.Trade(2m, 99m, Market.Start + Duration64.FromSeconds(20));

        Assert.Equal((-2m, 0m), (range.Worst, range.Best));
    }

    /// <summary>Against the plain way: every fill and every bar in turn, for each trade anew.</summary>
    [Fact]
    public void Excursions_are_those_of_a_search_through_all_bars() => Prop.ForAll<ulong>(seed =>
    {
        var random = new RandomSource(seed);
        BarSeries[] series = [Market.RandomMinutes(Market.Coin, 200, seed).Without(90, 7), Market.RandomMinutes(Market.Instrument("OTHER") with { Multiplier = 0.1m }, 200, seed + 1)];
        var gambler = new Scripted
        {
            Bar = (context, stream, _, _) =>
            {
                if (random.NextBelow(5) == 0) context.SetHoldings(stream.Instrument, (random.NextBelow(9) - 4) / 10m);
            },
        };

        var run = Backtest.Run(gambler, series, Market.Frictionless with { Matching = new() { VolumeShare = 0.002m } });

        Assert.Equal(run.Trades.Count, run.Excursions.Count);
        for (var index = 0; index < run.Trades.Count; index++)
        {
            var (trade, found) = (run.Trades[index], run.Excursions[index]);
            var (worst, best) = Naive(run, trade, series.Single(one => one.Instrument.Symbol == trade.Instrument.Symbol));
            Assert.Equal((-worst, best), (found.Adverse, found.Favourable));
            Assert.InRange(trade.Pnl + trade.Fees, -found.Adverse - 1e-9m, found.Favourable + 1e-9m);
        }
    }).QuickCheckThrowOnFailure();

    private static (decimal Worst, decimal Best) Naive(RunResult run, Trade trade, BarSeries bars)
    {
        var end = trade.ExitTime ?? run.Equity.Times[^1];
        var (worst, best) = (0m, 0m);
        var before = run.Fills.Where(fill => fill.Instrument.Symbol == trade.Instrument.Symbol && fill.Time < trade.EntryTime).Sum(Signed);
        var fills = run.Fills.Where(fill => fill.Instrument.Symbol == trade.Instrument.Symbol && fill.Time >= trade.EntryTime && fill.Time <= end).ToArray();
        // Of a fill that turned the position, the trade has the part that was not needed to close what was before, or only what closes it.
        var parts = fills.Select((fill, index) => (fill.Time, Price: fill.Price.Value, Size: index == 0 ? Signed(fill) + before : Signed(fill))).ToArray();
        if (trade.ExitTime is not null) parts[^1].Size = -parts[..^1].Sum(part => part.Size);

        for (var index = 0; index < parts.Length; index++)
        {
            var until = index + 1 < parts.Length ? parts[index + 1].Time : end;
            See(parts[..(index + 1)], parts[index].Price);
            for (var bar = 0; bar < bars.Count; bar++)
            {
                if (bars.OpenTime[bar] < parts[index].Time || bars.CloseTime[bar] > until) continue;
                See(parts[..(index + 1)], (decimal)bars.Low[bar]);
                See(parts[..(index + 1)], (decimal)bars.High[bar]);
            }
        }

        return (worst, best);

        void See((Instant64 Time, decimal Price, decimal Size)[] held, decimal price)
        {
            var profit = trade.Instrument.Multiplier * held.Sum(part => part.Size * (price - part.Price));
            (worst, best) = (Math.Min(worst, profit), Math.Max(best, profit));
        }
    }

    private static decimal Signed(Execution fill) => fill.Side == OrderSide.Buy ? fill.Quantity.Value : -fill.Quantity.Value;

    private static RunResult Targets(RunSettings settings, decimal[] targets, params (double Open, double Close)[] bars) => Run(settings, targets, Market.Minutes(Market.Coin, bars));

    private static RunResult Run(RunSettings settings, decimal[] targets, BarSeries bars) => Backtest.Run(
        new Scripted { Bar = (context, stream, _, index) => { if (index < targets.Length) context.SetTarget(stream.Instrument, targets[index]); } }, [bars], settings);
}
