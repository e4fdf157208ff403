using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Tests.Fast.Core.Matching;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Engine;

/// <summary>Orders between open and close: time, volume, gaps, finer bars.</summary>
public class WithinBarsTests
{
    private const string Still = "100 100 100 100";

    [Fact]
    public void A_fill_within_a_bar_is_told_at_its_close_before_the_strategy_hears_the_bar()
    {
        var heard = new List<string>();
        var strategy = new Scripted
        {
            Bar = (context, _, _, index) =>
            {
                heard.Add($"bar {index}");
                if (index == 0) context.Limit(OrderSide.Buy, 1m, 95m);
            },
            Filled = (context, order) => heard.Add($"fill at {context.Now}, holds {context.PositionOf(order.Instrument).Quantity}"),
        };

        var result = Backtest.Run(strategy, [Tape.Minutes(Still, "100 101 94 100")], Market.Frictionless);

        Assert.Equal(["bar 0", "fill at 2024-03-01T00:02:00Z, holds 1", "bar 1"], heard);
        Assert.Equal((10_005m, 10_005.0), (result.FinalEquity, result.Equity.Values[1]));
    }

    [Fact]
    public void A_post_only_order_that_would_trade_at_once_ends_and_one_that_waits_trades_as_maker()
    {
        List<Order> orders = [];
        var settings = Market.Frictionless with { Matching = Market.Frictionless.Matching with { Fees = new PercentFee(100m, -10m) } };
        var strategy = Tape.At((0, context => orders.AddRange([PostOnly(context, 100m), PostOnly(context, 99m)])));

        var result = Backtest.Run(strategy, [Tape.Minutes(Still, "97 98 96 97")], settings);

        Assert.Equal(["Cancelled post-only", "Filled"], orders.Select(order => order.Told()));
        Assert.Equal((99m, Liquidity.Maker), (result.Fills[0].Price.Value, result.Fills[0].Liquidity));
        Assert.True(result.Account.FeesPaid < 0m, "a maker is paid");

        static Order PostOnly(IStrategyContext context, decimal limit) => context.Submit(OrderRequest.Limit(Market.Coin, OrderSide.Buy, new(1m), new(limit), postOnly: true));
    }

    [Fact]
    public void An_order_that_may_only_reduce_never_turns_the_position_and_ends_when_there_is_none()
    {
        Order? order = null;
        var strategy = Tape.At((0, context => context.Buy(Market.Coin, 2m)), (1, context => order = context.Submit(OrderRequest.Limit(Market.Coin, OrderSide.Sell, new(5m), new(105m)) with { ReduceOnly = true })));

        var result = Backtest.Run(strategy, [Tape.Minutes(Still, Still, "100 106 100 105", "105 110 105 110")], Market.Frictionless);

        Assert.Equal(["Buy 2 at 100", "Sell 2 at 105"], result.Told());
        Assert.Equal(("Cancelled nothing-to-reduce", 2m), (order!.Told(), order!.Filled.Value));
    }

    [Fact]
    public void Open_within_and_close_share_the_part_of_a_bars_volume_that_we_may_trade()
    {
        // A tenth of 50: 3 trade at the open, 2 of 4 within.
        var strategy = Tape.At((0, context => context.Buy(Market.Coin, 3m)), (0, context => context.Limit(OrderSide.Buy, 4m, 95m)));

        var result = Backtest.Run(strategy, [Tape.Minutes(Still, "100 101 94 100 50", "100 100 94 100 5")], Capped());

        Assert.Equal(["Buy 3 at 100", "Buy 2 at 95", "Buy 0.5 at 95"], result.Told());
    }

    [Fact]
    public void An_order_that_a_fill_at_the_open_brings_finds_what_that_fill_has_left()
    {
        var strategy = new Scripted
        {
            Bar = (context, _, _, index) => { if (index == 0) context.Buy(Market.Coin, 3m); },
            Filled = (context, order) => { if (order.Id.Value == 1) context.Limit(OrderSide.Buy, 4m, 95m); },
        };

        var result = Backtest.Run(strategy, [Tape.Minutes(Still, "100 101 94 100 50")], Capped());

        Assert.Equal(["Buy 3 at 100", "Buy 2 at 95"], result.Told());
    }

    [Fact]
    public void With_fills_at_the_close_market_orders_take_what_the_bar_has_left_and_others_go_on_as_ever()
    {
        var settings = Capped() with { Matching = Capped().Matching with { FillTiming = FillTiming.Close } };
        var strategy = Tape.At((0, context => context.Limit(OrderSide.Buy, 3m, 95m)), (1, context => context.Buy(Market.Coin, 4m)));

        var result = Backtest.Run(strategy, [Tape.Minutes(Still, "100 101 94 98 50", "97 97 97 97 10", "96 96 96 96 50")], settings);

        Assert.Equal(["Buy 3 at 95", "Buy 2 at 98", "Buy 1 at 97", "Buy 1 at 96"], result.Told());
    }

    [Fact]
    public void A_stop_that_found_too_little_volume_goes_on_at_the_next_open()
    {
        var result = Backtest.Run(Tape.At((0, context => context.Stop(OrderSide.Sell, 5m, 95m))), [Tape.Minutes(Still, "100 100 94 97 30", "98 99 97 98 30")], Capped());

        Assert.Equal(["Sell 3 at 95", "Sell 2 at 98"], result.Told());
    }

    [Fact]
    public void Across_a_gap_limits_that_were_jumped_over_end_and_stops_stay_and_protect()
    {
        List<Order> orders = [];
        var strategy = Tape.At((0, context => orders.AddRange(
        [
            context.Buy(Market.Coin, 1m),
            context.Limit(OrderSide.Buy, 1m, 98m), // jumped over
            context.Limit(OrderSide.Buy, 1m, 89m), // passed within the bar after the gap
            context.Limit(OrderSide.Sell, 1m, 105m), // never reached
            context.Stop(OrderSide.Sell, 1m, 95m), // trades at the first price there is
            context.Submit(OrderRequest.Limit(Market.Coin, OrderSide.Buy, new(1m), new(80m)) with { TimeInForce = TimeInForce.Ioc }),
        ])));

        var result = Backtest.Run(strategy, [Tape.Minutes(Still, "", "90 92 88 91", "91 91 91 91")], Market.Frictionless);

        Assert.Equal(["Cancelled data-gap", "Cancelled data-gap", "Filled", "Accepted", "Filled", "Cancelled data-gap"], orders.Select(order => order.Told()));
        Assert.Equal(["Sell 1 at 90", "Buy 1 at 89"], result.Told());
        Assert.Equal(3, Assert.Single(result.Gaps).OrdersCancelled);
    }

    [Fact]
    public void A_stop_limit_order_that_has_become_a_limit_order_is_jumped_over_like_one()
    {
        Order? order = null;
        var strategy = Tape.At((0, context => order = context.Submit(OrderRequest.StopLimit(Market.Coin, OrderSide.Buy, new(1m), new(102m), new(101m)))));

        Backtest.Run(strategy, [Tape.Minutes(Still, "100 103 100 102", "", "95 96 94 95")], Market.Frictionless);

        Assert.Equal("Cancelled data-gap", order!.Told());
    }

    [Theory]
    [InlineData("100 106 100 105", "105 105 94 96", "Sell 1 at 105", 0)] // the target came first
    [InlineData("100 100 94 95", "95 106 95 96", "Sell 1 at 95", 0)] // the stop came first
    [InlineData("100 106 94 101", "101 101 96 96", "Sell 1 at 95", 1)] // one of the finer bars holds both: the worse
    [InlineData("100 106 100 105", "105 105 93 96", "Sell 1 at 95", 1)] // another low than the bar's: not the same market
    [InlineData("101 106 100 105", "105 105 94 96", "Sell 1 at 95", 1)] // another open
    [InlineData("100 106 100 105", "105 105 94 97", "Sell 1 at 95", 1)] // another close
    [InlineData("", "", "Sell 1 at 95", 1)]
    public void Where_stop_and_target_lie_in_one_bar_finer_bars_decide_if_they_agree_with_it(string first, string second, string told, int ambiguous)
    {
        var two = new Interval(2, IntervalUnit.Minute);
        var strategy = Tape.At((0, context => context.SubmitOco(
            OrderRequest.Stop(Market.Coin, OrderSide.Sell, new(1m), new(95m)), OrderRequest.Limit(Market.Coin, OrderSide.Sell, new(1m), new(105m)))));
        var data = new MarketData
        {
            Bars = [Tape.Of(Market.Coin, two, Market.Start, Still, "100 106 94 96")],
            Details = [Tape.Minutes(Still, Still, first, second)],
        };

        var result = Backtest.Run(strategy, data, Market.Frictionless);

        Assert.Equal((told, ambiguous), (Assert.Single(result.Told()), result.AmbiguousBars));
        Assert.Equal(2, result.Bars);
    }

    [Fact]
    public void Best_and_worst_path_are_the_two_ends_of_what_a_bar_leaves_open()
    {
        var strategy = () => Tape.At((0, context => context.Buy(Market.Coin, 1m)), (1, context => context.SubmitOco(
            OrderRequest.Stop(Market.Coin, OrderSide.Sell, new(1m), new(95m)), OrderRequest.Limit(Market.Coin, OrderSide.Sell, new(1m), new(105m)))));
        BarSeries[] series = [Tape.Minutes(Still, Still, "100 106 94 101")];

        var (worst, best) = (Backtest.Run(strategy(), series, Market.Frictionless), Backtest.Run(strategy(), series, Market.Frictionless with { Matching = Market.Frictionless.Matching with { Fill = BestPath.Instance } }));

        Assert.Equal((9_995m, 10_005m, 1, 1), (worst.FinalEquity, best.FinalEquity, worst.AmbiguousBars, best.AmbiguousBars));
    }

    [Fact]
    public void Nothing_is_allocated_a_bar_while_a_resting_order_is_not_touched()
    {
        AllocatedBy(20_000);

        var perBar = (AllocatedBy(120_000) - AllocatedBy(20_000)) / 100_000.0;

        // The equity alone. The runtime hands out memory in pieces, some of them hardly used; an object would be 24 bytes at least.
        Assert.InRange(perBar, sizeof(double) - 1.0, sizeof(double) + 1.0);

        static long AllocatedBy(int bars)
        {
            var series = Market.Minutes(Market.Coin, [.. Enumerable.Range(0, bars).Select(bar => (100.0 + bar % 7, 100.0 + bar % 5))]);
            var strategy = new Scripted
            {
                Bar = (context, _, _, index) =>
                {
                    if (index != 0) return;
                    context.Limit(OrderSide.Buy, 1m, 0.01m);
                    context.Stop(OrderSide.Sell, 1m, 0.01m);
                    context.SubmitBracket(new(OrderRequest.Limit(Market.Coin, OrderSide.Buy, new(1m), new(0.01m)), new StopTerms(new(0.01m)), new LimitTerms(new(1_000_000_000_000m))));
                },
            };
            var before = GC.GetAllocatedBytesForCurrentThread();
            Backtest.Run(strategy, [series], Market.Frictionless);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static RunSettings Capped() => Market.Frictionless with { Matching = Market.Frictionless.Matching with { VolumeShare = 0.1m } };

    [Fact]
    public void An_order_that_may_only_reduce_trades_no_more_than_is_held_where_an_entry_was_called_off_meanwhile()
    {
        Order? second = null;
        var strategy = new Scripted
        {
            Bar = (context, _, _, index) =>
            {
                if (index != 0) return;
                context.Buy(Market.Coin, 1m);
                context.Limit(OrderSide.Buy, 2m, 98m);
                second = context.Limit(OrderSide.Buy, 4m, 97m);
            },
            Filled = (context, order) =>
            {
                if (order.Terms is MarketTerms) context.Submit(OrderRequest.Stop(Market.Coin, OrderSide.Sell, new(7m), new(95m)) with { ReduceOnly = true });
                else if (order.Side == OrderSide.Buy) context.Cancel(second!);
            },
        };

        var result = Backtest.Run(strategy, [Tape.Minutes(Still, "100 100 94 94", "94 94 94 94")], Market.Frictionless);

        Assert.Equal(["Buy 1 at 100", "Buy 2 at 98", "Sell 3 at 95"], result.Told());
        Assert.True(result.Account.Positions[0].IsFlat);
    }
}
