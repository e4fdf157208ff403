using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Engine;

/// <summary>What a strategy meets in a backtest, one rule at a time.</summary>
public class BacktestTests
{
    [Fact]
    public void An_order_of_a_bars_close_is_filled_at_the_next_bars_open()
    {
        var series = Market.Minutes(Market.Coin, (100, 101), (102, 103), (104, 105));

        var result = Backtest.Run(BuyAt(0, 2m), [series], Market.Frictionless);

        var fill = Assert.Single(result.Fills);
        Assert.Equal((102m, 2m, series.OpenTime[1]), (fill.Price.Value, fill.Quantity.Value, fill.Time));
        Assert.Equal(10_000m + 2m * (105m - 102m), result.FinalEquity);
    }

    [Fact]
    public void With_fills_at_the_close_it_gets_the_price_that_it_was_decided_on()
    {
        var series = Market.Minutes(Market.Coin, (100, 101), (102, 103));
        var settings = Market.Frictionless with { Matching = Market.Frictionless.Matching with { FillTiming = FillTiming.Close } };

        var result = Backtest.Run(BuyAt(0, 2m), [series], settings);

        var fill = Assert.Single(result.Fills);
        Assert.Equal((101m, series.CloseTime[0]), (fill.Price.Value, fill.Time));
    }

    [Fact]
    public void An_order_of_the_last_bar_is_never_filled()
    {
        var result = Backtest.Run(BuyAt(1, 2m), [Market.Minutes(Market.Coin, (100, 101), (102, 103))], Market.Frictionless);

        Assert.Empty(result.Fills);
        Assert.Equal(10_000m, result.FinalEquity);
    }

    [Theory]
    [InlineData(OrderSide.Buy, 102.52)] // 102.00 + 50 bps = 102.51, and up to the next tick of 0.04
    [InlineData(OrderSide.Sell, 101.48)] // 102.00 - 50 bps = 101.49, and down to the next tick
    public void Slippage_works_against_the_order_and_lands_on_the_tick_grid(OrderSide side, double price)
    {
        var coarse = Market.Coin with { TickSize = 0.04m };
        var settings = Market.Frictionless with { Matching = Market.Frictionless.Matching with { Slippage = new FixedSlippage(50m) } };

        var result = Backtest.Run(At(0, (context, stream) => context.Submit(OrderRequest.Market(stream.Instrument, side, new(2m)))), [Market.Minutes(coarse, (100, 101), (102, 103))], settings);

        Assert.Equal((decimal)price, Assert.Single(result.Fills).Price.Value);
    }

    [Fact]
    public void By_default_an_order_of_ten_times_a_bars_volume_is_not_filled_at_once()
    {
        var series = Market.Bars(Market.Coin, Interval.OneMinute, volume: 5, (1, 1), (1, 1), (1, 1), (1, 1));

        var result = Backtest.Run(BuyAt(0, 50m), [series], new RunSettings());

        Assert.Equal([0.5m, 0.5m, 0.5m], result.Fills.Select(fill => fill.Quantity.Value));
    }

    [Fact]
    public void A_fee_is_taken_from_cash_and_counted()
    {
        var settings = Market.Frictionless with { Matching = Market.Frictionless.Matching with { Fees = new PercentFee(100m) } };

        var result = Backtest.Run(BuyAt(0, 1m), [Market.Minutes(Market.Coin, (100, 100), (100, 100))], settings);

        Assert.Equal((1m, 9_999m), (result.Account.FeesPaid, result.FinalEquity));
    }

    [Fact]
    public void No_order_is_filled_across_a_gap_and_the_report_says_what_happened_there()
    {
        var series = Market.Minutes(Market.Coin, (100, 100), (100, 100), (100, 100), (1, 1), (1, 1), (90, 90), (90, 90)).Without(3, 2);
        var states = new List<OrderStatus>();
        var strategy = new Scripted
        {
            Bar = (context, stream, _, index) =>
            {
                if (index == 0) context.Buy(stream.Instrument, 3m);
                if (index == 2) context.Buy(stream.Instrument, 1m);
            },
            Moved = (_, order) => states.Add(order.Status),
        };

        var result = Backtest.Run(strategy, [series], Market.Frictionless);

        Assert.Single(result.Fills);
        var gap = Assert.Single(result.Gaps);
        Assert.Equal((2L, 1, 3m, -30m), (gap.MissingBars, gap.OrdersCancelled, gap.PositionHeld, gap.PnlAcross));
        Assert.Equal(OrderStatus.Cancelled, states[^1]);
    }

    [Fact]
    public void An_order_given_again_because_of_a_gap_does_not_trade_at_the_open_after_it()
    {
        var series = Market.Minutes(Market.Coin, (100, 100), (100, 100), (1, 1), (90, 91), (92, 93)).Without(2, 1);
        var strategy = new Scripted
        {
            Bar = (context, stream, _, index) => { if (index == 1) context.Buy(stream.Instrument, 1m); },
            Moved = (context, order) => { if (order.State is OrderState.Cancelled { Reason.Code: RefusalCodes.DataGap }) context.Buy(order.Instrument, 1m); },
        };

        var result = Backtest.Run(strategy, [series], Market.Frictionless);

        Assert.Equal((92m, 1), (Assert.Single(result.Fills).Price.Value, result.Gaps[0].OrdersCancelled));
    }

    [Fact]
    public void A_strategy_that_cancels_all_it_has_when_a_gap_cancels_one_is_no_trouble()
    {
        var series = Market.Minutes(Market.Coin, (100, 100), (100, 100), (1, 1), (90, 91), (92, 93)).Without(2, 1);
        var strategy = new Scripted
        {
            Bar = (context, stream, _, index) => { for (var count = 0; index == 1 && count < 3; count++) context.Buy(stream.Instrument, 1m); },
            Moved = (context, order) => { if (order.Status == OrderStatus.Cancelled) foreach (var open in context.OpenOrders.ToArray()) context.Cancel(open); },
        };

        var result = Backtest.Run(strategy, [series], Market.Frictionless);

        Assert.Empty(result.Fills);
        Assert.Equal(1, result.Gaps[0].OrdersCancelled);
    }

    [Fact]
    public void Orders_of_one_bar_share_the_buying_power()
    {
        var other = Market.Instrument("OTHER");
        BarSeries[] series = [Market.Minutes(Market.Coin, (100, 100), (100, 100), (100, 100)), Market.Minutes(other, (100, 100), (100, 100), (100, 100))];
        var strategy = new Scripted { Bar = (context, stream, _, index) => { if (index is 2 or 3) context.Buy(stream.Instrument, 60m); } };

        var result = Backtest.Run(strategy, series, Market.Frictionless);

        Assert.Single(result.Fills);
        Assert.Equal(RefusalCodes.InsufficientBuyingPower, Assert.IsType<OrderState.Rejected>(Assert.Single(result.Rejected).State).Reason.Code);
    }

    [Fact]
    public void What_is_sold_in_a_bar_can_be_spent_in_it()
    {
        var other = Market.Instrument("OTHER");
        BarSeries[] series = [.. new[] { Market.Coin, other }.Select(one => Market.Minutes(one, (100, 100), (100, 100), (100, 100), (100, 100)))];
        var strategy = new Scripted
        {
            Bar = (context, stream, _, index) =>
            {
                if (index == 0) context.SetTarget(Market.Coin, 95m);
                if (index != 4) return;
                context.Liquidate(Market.Coin);
                context.SetTarget(other, 95m);
            },
        };

        var result = Backtest.Run(strategy, series, Market.Frictionless);

        Assert.Empty(result.Rejected);
        Assert.Equal([0m, 95m], result.Account.Positions.Select(position => position.Quantity));
    }

    [Fact]
    public void A_pause_outside_trading_hours_is_no_gap()
    {
        var stock = Market.Coin with { Calendar = BuiltInCalendars.UsEquity, PrintsEveryBar = false };
        var builder = new AlgoTrendy.Core.Markets.ColumnsBuilder(AlgoTrendy.Core.Markets.SeriesKind.Bars);
        foreach (var day in (int[])[1, 4]) builder.Add(Instant64.FromUtc(2024, 3, day, 14, 30), 100, 101, 99, 100, 1_000); // a Friday and the Monday after it

        var result = Backtest.Run(BuyAt(0, 1m), [new(stock, Interval.OneDay, builder.Build())], Market.Frictionless);

        Assert.Empty(result.Gaps);
        Assert.Single(result.Fills);
    }

    [Fact]
    public void An_order_given_while_a_fill_is_told_waits_for_the_next_event()
    {
        var series = Market.Minutes(Market.Coin, (100, 100), (101, 101), (102, 102), (103, 103));
        var strategy = new Scripted
        {
            Bar = (context, stream, _, index) => { if (index == 0) context.Buy(stream.Instrument, 1m); },
            Filled = (context, order) => { if (order.Id.Value == 1) context.Sell(order.Instrument, 1m); },
        };

        var result = Backtest.Run(strategy, [series], Market.Frictionless);

        Assert.Equal([101m, 102m], result.Fills.Select(fill => fill.Price.Value));
    }

    [Fact]
    public void What_the_account_cannot_carry_is_refused_with_a_sentence()
    {
        Order? order = null;

        var result = Backtest.Run(At(0, (context, stream) => order = context.Buy(stream.Instrument, 1_000m)), [Market.Minutes(Market.Coin, (100, 100), (100, 100))], Market.Frictionless);

        var rejected = Assert.IsType<OrderState.Rejected>(order!.State);
        Assert.Equal("insufficient-buying-power", rejected.Reason.Code);
        Assert.Equal("Buy 1000 COIN.TEST at about 100 would hold 100000 USD; 10000 can be held.", rejected.Reason.Message);
        Assert.Empty(result.Fills);
    }

    [Fact]
    public void At_one_moment_every_series_is_known_before_the_strategy_hears_of_the_first()
    {
        var other = Market.Instrument("OTHER");
        var seen = new List<(string, decimal)>();
        var strategy = new Scripted { Bar = (context, stream, _, _) => seen.Add((stream.Instrument.Symbol.Ticker, context.Account.Equity)) };
        var settings = Market.Frictionless;

        Backtest.Run(strategy, [Market.Minutes(Market.Coin, (1, 1), (2, 2)), Market.Minutes(other, (5, 5), (6, 6))], settings);

        Assert.Equal(["COIN", "OTHER", "COIN", "OTHER"], seen.Select(one => one.Item1));
    }

    [Fact]
    public void Bars_of_two_lengths_close_in_the_order_of_time_and_orders_meet_the_shorter()
    {
        var minutes = Market.Minutes(Market.Coin, (100, 101), (102, 103), (104, 105), (106, 107));
        var pairs = Market.Bars(Market.Coin, new(2, AlgoTrendy.Core.Markets.IntervalUnit.Minute), 1_000, (100, 103), (104, 107));
        var heard = new List<string>();
        var strategy = new Scripted
        {
            Bar = (context, stream, _, _) =>
            {
                heard.Add(stream.Interval.ToString());
                if (stream.Interval.Count == 2 && context.PositionOf(stream.Instrument).IsFlat) context.Buy(stream.Instrument, 1m);
            },
        };

        var result = Backtest.Run(strategy, [pairs, minutes], Market.Frictionless);

        Assert.Equal(["1m", "2m", "1m", "1m", "2m", "1m"], heard);
        Assert.Equal((104m, minutes.OpenTime[2]), (result.Fills[0].Price.Value, result.Fills[0].Time));
    }

    [Fact]
    public void A_strategy_that_throws_ends_its_run_with_the_bar_in_the_message()
    {
        var strategy = At(1, (_, _) => throw new InvalidOperationException("out of ideas"));

        var failure = Assert.Throws<StrategyFailedException>(() => Backtest.Run(strategy, [Market.Minutes(Market.Coin, (1, 1), (2, 2))], Market.Frictionless));

        Assert.Equal("Scripted failed at 2024-03-01T00:02:00Z: out of ideas", failure.Message);
    }

    [Fact]
    public void An_observer_can_end_a_run()
    {
        var result = Backtest.Run(new Scripted(), [Market.RandomMinutes(Market.Coin, 100_000, 1)], Market.Frictionless, new StopAtOnce());

        Assert.True(result.WasStopped);
        Assert.InRange(result.Bars, 1, 99_999);
    }

    [Fact]
    public void A_target_replaces_what_is_still_open_of_the_target_before()
    {
        var series = Market.Bars(Market.Coin, Interval.OneMinute, volume: 1, (1, 1), (1, 1), (1, 1), (1, 1));
        var settings = Market.Frictionless with { Matching = Market.Frictionless.Matching with { VolumeShare = 1m } };
        var strategy = new Scripted
        {
            Bar = (context, stream, _, index) =>
            {
                if (index == 0) context.SetTarget(stream.Instrument, 5m);
                if (index == 1) context.SetTarget(stream.Instrument, -1m);
            },
        };

        var result = Backtest.Run(strategy, [series], settings);

        Assert.Equal([1m, -1m, -1m], result.Fills.Select(fill => fill.Side == OrderSide.Buy ? fill.Quantity.Value : -fill.Quantity.Value));
        Assert.Equal(-1m, result.Account.Positions[0].Quantity);
    }

    [Fact]
    public void Nothing_is_allocated_a_bar_beside_the_equity_curve()
    {
        var (few, many) = (Market.RandomMinutes(Market.Coin, 20_000, 1), Market.RandomMinutes(Market.Coin, 120_000, 1));
        AllocatedBy(few);

        var perBar = (AllocatedBy(many) - AllocatedBy(few)) / 100_000.0;

        // The runtime hands out memory in pieces, some of them hardly used; an object would be 24 bytes at least.
        Assert.InRange(perBar, sizeof(double) - 1.0, sizeof(double) + 1.0);

        static long AllocatedBy(AlgoTrendy.Core.Markets.BarSeries series)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Backtest.Run(new AlgoTrendy.Strategies.BuyAndHold(new()), [series], Market.Frictionless);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Instruments_of_another_currency_are_refused()
    {
        var foreign = Market.Coin with { Symbol = new("FOREIGN", "TEST"), Currency = Currency.Eur };

        var refusal = Assert.Throws<ArgumentException>(() => Backtest.Run(new Scripted(), [Market.Minutes(foreign, (1, 1))], Market.Frictionless));

        Assert.StartsWith("FOREIGN.TEST is counted in EUR, the account in USD, and nothing gives their rate.", refusal.Message, StringComparison.Ordinal);
    }

    private static Scripted BuyAt(int bar, decimal quantity) => At(bar, (context, stream) => context.Buy(stream.Instrument, quantity));

    private static Scripted At(int bar, Action<IStrategyContext, BarStream> act) => new() { Bar = (context, stream, _, index) => { if (index == bar) act(context, stream); } };

    private sealed class StopAtOnce : IRunObserver
    {
        public bool OnProgress(long barsDone, long barsTotal) => false;
    }
}
