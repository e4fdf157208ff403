using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Tests.Fast.Core.Matching;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Engine;

/// <summary>What a strategy hears, and in what order: longer bars, timers, moments, ticks.</summary>
public class HeardTests
{
    private static readonly Interval FiveMinutes = new(5, IntervalUnit.Minute);
    private static readonly Instrument Other = Market.Instrument("OTHER");

    [Fact]
    public void Longer_bars_are_heard_when_they_have_closed_and_not_where_the_data_ends_within_one()
    {
        var heard = new List<(string, double High, double Close)>();
        var listener = new Listener
        {
            Started = context => context.Subscribe(Market.Coin, FiveMinutes),
            Heard = (context, stream, bar) => { if (stream.Interval == FiveMinutes) heard.Add((context.Now.ToString(), bar.High, bar.Close)); },
        };

        Backtest.Run(listener, [Market.Minutes(Market.Coin, [.. Enumerable.Range(0, 13).Select(minute => (100.0 + minute, 100.0 + minute))])], Market.Frictionless);

        Assert.Equal([("2024-03-01T00:05:00Z", 105, 104), ("2024-03-01T00:10:00Z", 110, 109)], heard);
    }

    [Fact]
    public void Who_hears_longer_bars_too_trades_as_before()
    {
        var series = Market.RandomMinutes(Market.Coin, 600, 4).Without(100, 130);

        var (alone, both) = (Backtest.Run(Trader(hears: false), [series], Market.Frictionless), Backtest.Run(Trader(hears: true), [series], Market.Frictionless));

        Assert.NotEmpty(alone.Fills);
        Assert.Equal(alone.Fills, both.Fills);
        Assert.Equal(alone.Gaps, both.Gaps);

        static Listener Trader(bool hears) => new()
        {
            Started = context => { if (hears) context.Subscribe(Market.Coin, Interval.OneHour); },
            Heard = (context, stream, bar) => { if (stream.Interval == Interval.OneMinute && bar.OpenTime.ToUnixTimeNanoseconds() / 60_000_000_000 % 7 == 0) context.SetHoldings(stream.Instrument, bar.Close > bar.Open ? 0.5m : 0m); },
        };
    }

    [Fact]
    public void Bars_can_be_subscribed_to_once_at_the_start_and_only_where_they_can_be_made()
    {
        var faults = new List<string>();
        var listener = new Listener
        {
            Started = context =>
            {
                Assert.Same(context.Subscribe(Market.Coin, FiveMinutes), context.Subscribe(Market.Coin, FiveMinutes));
                faults.Add(Assert.Throws<ArgumentException>(() => context.Subscribe(Market.Coin, Interval.OneSecond)).Message);
            },
            Heard = (context, _, _) => faults.Add(Assert.Throws<InvalidOperationException>(() => context.Subscribe(Market.Coin, Interval.OneHour)).Message),
        };

        Backtest.Run(listener, [Market.Minutes(Market.Coin, (1, 1))], Market.Frictionless);

        Assert.Equal(["Bars of COIN.TEST 1s cannot be made of what the run has: COIN.TEST 1m.", "Bars are subscribed to in OnStart, before the first is heard."], faults);
    }

    [Theory]
    [InlineData(false), InlineData(true)] // alone, and beside a second instrument
    public void A_timer_comes_after_the_closes_of_its_moment_and_before_what_opens_then(bool withOther)
    {
        var told = new List<string>();
        var listener = new Listener
        {
            Started = context =>
            {
                context.SetTimer("two", Market.Start + Duration64.FromMinutes(2));
                context.SetTimer("within", Market.Start + Duration64.FromSeconds(90));
            },
            Heard = (context, stream, _) => { if (stream.Instrument == Market.Coin) told.Add($"{context.Now.ToUnixTimeNanoseconds() / 1_000_000_000 % 3600} close"); },
            Rang = (context, name) =>
            {
                told.Add($"{context.Now.ToUnixTimeNanoseconds() / 1_000_000_000 % 3600} {name}");
                context.Buy(Market.Coin, 1m);
            },
            Traded = (context, _) => told.Add($"{context.Now.ToUnixTimeNanoseconds() / 1_000_000_000 % 3600} fill"),
        };
        BarSeries[] series = [Tape.Minutes("100 100 100 100", "100 100 100 100", "100 100 100 100"), Tape.Of(Other, Interval.OneMinute, Market.Start, "1 1 1 1", "1 1 1 1", "1 1 1 1")];

        Backtest.Run(listener, withOther ? series : series[..1], Market.Frictionless);

        Assert.Equal(["60 close", "90 within", "120 close", "120 two", "120 fill", "120 fill", "180 close"], told);
    }

    [Fact]
    public void A_timer_that_comes_again_and_again_comes_on_time_whatever_the_bars()
    {
        var rang = new List<Instant64>();
        var listener = new Listener { Started = context => context.SetTimer("tick", Duration64.FromSeconds(40)), Rang = (context, _) => rang.Add(context.Now) };

        Backtest.Run(listener, [Tape.Minutes("1 1 1 1", "", "1 1 1 1")], Market.Frictionless);

        Assert.Equal([40, 80, 120, 160], rang.Select(at => (int)((at - Market.Start).TotalNanoseconds / 1_000_000_000)));
    }

    [Fact]
    public void A_timer_of_the_past_is_a_fault()
    {
        var listener = new Listener { Heard = (context, _, _) => context.SetTimer("late", context.Now) };

        var failure = Assert.Throws<StrategyFailedException>(() => Backtest.Run(listener, [Tape.Minutes("1 1 1 1")], Market.Frictionless));

        Assert.Contains("Timer 'late' is set for 2024-03-01T00:01:00Z, which is not after 2024-03-01T00:01:00Z.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_moment_is_told_once_all_bars_that_close_at_it_were_heard()
    {
        var told = new List<string>();
        var listener = new Momentous { Heard = (_, stream, _) => told.Add(stream.Instrument.Symbol.Ticker), Moment = _ => told.Add("moment") };

        Backtest.Run(listener, [Tape.Minutes("1 1 1 1", "1 1 1 1"), Tape.Of(Other, Interval.OneMinute, Market.Start, "1 1 1 1")], Market.Frictionless);

        Assert.Equal(["COIN", "OTHER", "moment", "COIN", "moment"], told);
    }

    [Fact]
    public void With_ticks_beside_bars_orders_meet_the_ticks_and_bars_are_heard()
    {
        var builder = new ColumnsBuilder(SeriesKind.Trades);
        int[] seconds = [30, 61, 90];
        foreach (var second in seconds) builder.Add(Market.Start + Duration64.FromSeconds(second), 100 + second, 5);
        var listener = new Listener { Heard = (context, _, _) => { if (context.PositionOf(Market.Coin).IsFlat) context.Buy(Market.Coin, 1m); } };

        var result = Backtest.Run(listener, new MarketData { Bars = [Tape.Minutes("100 100 100 100", "100 100 100 100")], Ticks = [new(Market.Coin, builder.Build())] }, Market.Frictionless);

        Assert.Equal(("Buy 1 at 161", Market.Start + Duration64.FromSeconds(61)), (Assert.Single(result.Told()), result.Fills[0].Time));
        Assert.Equal(2, result.Bars);
    }

    [Fact]
    public void Weights_are_reached_by_selling_first_and_what_is_not_named_is_sold()
    {
        var listener = new Momentous
        {
            Moment = context =>
            {
                var isFirst = context.Now == Market.Start + Duration64.FromMinutes(1);
                context.SetWeights(new Dictionary<Instrument, decimal> { [isFirst ? Market.Coin : Other] = 0.9m });
            },
        };

        var result = Backtest.Run(listener, [Tape.Minutes("100 100 100 100", "100 100 100 100", "100 100 100 100"), Tape.Of(Other, Interval.OneMinute, Market.Start, "10 10 10 10", "10 10 10 10", "10 10 10 10")], Market.Frictionless);

        Assert.Empty(result.Rejected);
        Assert.Equal([0m, 897.75m], result.Account.Positions.Select(position => position.Quantity));
    }

    [Fact]
    public void A_roll_moves_the_position_and_ends_what_waits_for_the_old_contract()
    {
        Order? waits = null;
        var acts = Tape.At(
            (0, context => waits = context.Limit(OrderSide.Sell, 3m, 200m)),
            (1, context => context.Buy(Market.Coin, 3m)),
            (2, context => context.Roll(Market.Coin, Other)));

        var result = Backtest.Run(acts, [Tape.Minutes("100 100 100 100", "100 100 100 100", "100 100 100 100"), Tape.Of(Other, Interval.OneMinute, Market.Start, "101 101 101 101", "101 101 101 101", "101 101 101 101")], Market.Frictionless);

        Assert.Equal([0m, 3m], result.Account.Positions.Select(position => position.Quantity));
        Assert.Equal("Cancelled cancelled", waits!.Told());
    }

    private class Listener : Strategy
    {
        public Action<IStrategyContext>? Started { get; init; }

        public Action<IStrategyContext, BarStream, Bar>? Heard { get; init; }

        public Action<IStrategyContext, string>? Rang { get; init; }

        public Action<IStrategyContext, Order>? Traded { get; init; }

        public override void OnStart() => Started?.Invoke(Context);

        public override void OnBar(BarStream stream, in Bar bar) => Heard?.Invoke(Context, stream, bar);

        public override void OnTimer(string name) => Rang?.Invoke(Context, name);

        public override void OnFill(Order order, in Execution fill) => Traded?.Invoke(Context, order);
    }

    private sealed class Momentous : Listener, IHearsMoments
    {
        public required Action<IStrategyContext> Moment { get; init; }

        public void OnMoment() => Moment(Context);
    }
}
