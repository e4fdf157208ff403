using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Strategies;
using AlgoTrendy.Tests.Fast.Core.Matching;

namespace AlgoTrendy.Tests.Fast.Core.Engine;

/// <summary>Strategies that know the future are found; those that do not are left in peace.</summary>
public class LookaheadTests
{
    private static readonly BarSeries[] Data = [Market.RandomMinutes(Market.Coin, 2_000, 11)];

    private delegate bool Wish(BarSeries all, int index, Bar bar);

    /// <summary>Each is given the data beforehand, as research code is, and uses it as it should not.</summary>
    private static readonly Dictionary<string, Func<IReadOnlyList<BarSeries>, Strategy>> Leaking = new()
    {
        ["buys when the next close is higher"] = data => Follow(data, (all, index, bar) => index + 1 < all.Count && all.Close[index + 1] > bar.Close),
        ["the same, and falls back to the last move at the end"] = data => Follow(data, (all, index, bar) => index + 1 < all.Count ? all.Close[index + 1] > bar.Close : bar.Close > bar.Open),
        ["buys when the close five bars on is higher"] = data => Follow(data, (all, index, bar) => index + 5 < all.Count && all.Close[index + 5] > bar.Close),
        ["uses the high of the next bar"] = data => Follow(data, (all, index, bar) => index + 1 < all.Count && all.High[index + 1] > bar.High),
        ["compares with the mean of all closes"] = data => Follow(data, (all, _, bar) => bar.Close < Mean(all.Close)),
        ["compares with the median of all closes"] = data => Follow(data, (all, _, bar) => bar.Close < Sorted(all)[all.Count / 2]),
        ["knows the lowest low"] = data => Follow(data, (all, _, bar) => bar.Close < Minimum(all.Low) * 1.05),
        ["knows the last close"] = data => Follow(data, (all, _, bar) => bar.Close < all.Close[^1]),
        ["uses a centred average"] = data => Follow(data, (all, index, bar) => index >= 5 && index + 5 < all.Count && bar.Close < Mean(all.Close[(index - 5)..(index + 6)])),
        ["uses an average shifted the wrong way"] = data => Follow(data, (all, index, bar) => index + 10 < all.Count && bar.Close < Mean(all.Close[index..(index + 10)])),
        ["trades on the volume of the next bar"] = data => Follow(data, (all, index, bar) => index + 1 < all.Count && all.Volume[index + 1] * bar.Close > 0 && all.Open[index + 1] > bar.Close),
        ["scales by the range of the whole series"] = data => Follow(data, (all, _, bar) => (bar.Close - Minimum(all.Low)) / (Maximum(all.High) - Minimum(all.Low)) < 0.4),
        ["knows how many bars there are"] = data => Follow(data, (all, index, _) => index > all.Count / 2),
        ["is fitted to the whole series"] = data => new EmaCross(new() { Fast = 2 + BestLag(data[0]), Slow = 40 }),
        ["bids just above the next low"] = data => Waiting(data, (context, all, index, _) => { if (index + 1 < all.Count) Bid(context, all.Low[index + 1] + 0.02); }),
        ["bids at the last low of all, a stop below it"] = data => Waiting(data, (context, all, index, bar) => { if (index % 20 == 0) Bracket(context, bar.Close - 0.5, Minimum(all.Low) - 0.01, bar.Close + 2); }),
        ["sets its target at the high of the next ten bars"] = data => Waiting(data, (context, all, index, bar) => { if (index % 10 == 0 && index + 10 < all.Count) Bracket(context, bar.Close, bar.Close - 2, Maximum(all.High[(index + 1)..(index + 11)]) - 0.01); }),
        ["cancels its bid when the next bar would fall through it"] = data => Waiting(data, (context, all, index, bar) =>
        {
            if (!context.PositionOf(Market.Coin).IsFlat) context.Liquidate(Market.Coin);
            else if (context.OpenOrders.Count == 0) Bid(context, bar.Close - 3);
            else if (index + 1 < all.Count && all.Close[index + 1] < bar.Close - 2) context.CancelAll(Market.Coin);
        }),
        ["moves its stop out of the way of the next low"] = data => Waiting(data, (context, all, index, bar) =>
        {
            if (context.OpenOrders.Count == 0) context.Stop(OrderSide.Sell, 0.1m, context.ToPrice(Market.Coin, bar.Close - 3).Value);
            else if (index + 1 < all.Count && all.Low[index + 1] < bar.Close - 2) context.Amend(context.OpenOrders[0], new StopTerms(context.ToPrice(Market.Coin, all.Low[index + 1] - 1)));
        }),
        ["peeks once, at a single bar"] = data => Follow(data, (all, index, bar) => index == 700 && index + 1 < all.Count && all.Close[index + 1] != bar.Close),
    };

    private static readonly Dictionary<string, Func<IReadOnlyList<BarSeries>, Strategy>> Clean = new()
    {
        ["ema-cross"] = _ => new EmaCross(new()),
        ["sma-cross"] = _ => new SmaCross(new()),
        ["macd-trend"] = _ => new MacdTrend(new() { Threshold = 0.0001 }),
        ["buy-and-hold"] = _ => new BuyAndHold(new()),
        ["does nothing"] = _ => new Scripted(),
        ["trades every bar"] = data => Follow(data, (_, index, _) => index % 2 == 0),
        ["follows the last bar"] = data => Follow(data, (_, _, bar) => bar.Close > bar.Open),
        ["looks back"] = data => Follow(data, (all, index, bar) => index >= 10 && bar.Close > all.Close[index - 10]),
        ["uses the mean so far"] = data => Follow(data, (all, index, bar) => bar.Close < Mean(all.Close[..(index + 1)])),
        ["is driven by chance with a seed"] = _ => Chance(),
        ["sells when its order is filled"] = _ => SellsOnFill(),
        ["liquidates when it stops"] = _ => new Liquidates(),
        ["rsi reversion"] = _ => Rsi(),
        ["bids below the close and trails"] = data => Waiting(data, (context, _, index, bar) =>
        {
            if (index % 7 == 0 && context.OpenOrders.Count < 6)
                context.SubmitBracket(new(OrderRequest.Limit(Market.Coin, OrderSide.Buy, new(0.1m), context.ToPrice(Market.Coin, bar.Close - 0.5)), TrailingStopTerms.ByPercent(1m), new LimitTerms(context.ToPrice(Market.Coin, bar.Close + 1))));
        }),
        ["answers fills with orders that wait"] = _ => new Scripted
        {
            Bar = (context, _, bar, index) => { if (index % 30 == 0) Bid(context, bar.Close - 0.3); },
            Filled = (context, order) => { if (order.Side == OrderSide.Buy) context.Limit(OrderSide.Sell, order.Quantity.Value, context.ToPrice(Market.Coin, (double)context.LastPriceOf(Market.Coin)!.Value + 1).Value); },
        },
        ["trades by a timer within bars"] = _ => new Timed(),
    };

    public static TheoryData<string> LeakingNames => [.. Leaking.Keys];

    public static TheoryData<string> CleanNames => [.. Clean.Keys];

    [Theory, MemberData(nameof(LeakingNames))]
    public void A_strategy_that_knows_the_future_is_found(string name)
    {
        var verdict = LookaheadCheck.Run(Leaking[name], Data, Market.Frictionless, seed: 5);

        Assert.False(verdict.IsClean);
    }

    [Theory, MemberData(nameof(CleanNames))]
    public void A_strategy_that_knows_only_the_past_is_clean(string name)
    {
        var verdict = LookaheadCheck.Run(Clean[name], Data, Market.Frictionless, seed: 5);

        Assert.Empty(verdict.Findings);
        Assert.InRange(verdict.Cuts, 1, 20);
    }

    [Fact]
    public void A_strategy_that_remembers_an_earlier_run_is_found()
    {
        var remembered = new List<double>();

        var verdict = LookaheadCheck.Run(_ => Remembers(remembered), Data, Market.Frictionless, seed: 5);

        Assert.Contains("Two runs on the same data differ", Assert.Single(verdict.Findings), StringComparison.Ordinal);
    }

    private static Scripted Follow(IReadOnlyList<BarSeries> data, Wish wish) => new()
    {
        Bar = (context, stream, bar, index) =>
        {
            var wants = wish(data[0], index, bar);
            if (wants == context.PositionOf(stream.Instrument).IsFlat) context.SetHoldings(stream.Instrument, wants ? 0.5m : 0m);
        },
    };

    private static Scripted Waiting(IReadOnlyList<BarSeries> data, Action<IStrategyContext, BarSeries, int, Bar> act) => new() { Bar = (context, _, bar, index) => act(context, data[0], index, bar) };

    private static void Bid(IStrategyContext context, double limit) => context.Limit(OrderSide.Buy, 0.1m, context.ToPrice(Market.Coin, limit).Value);

    private static void Bracket(IStrategyContext context, double entry, double stop, double target) => context.SubmitBracket(new(
        OrderRequest.Limit(Market.Coin, OrderSide.Buy, new(0.1m), context.ToPrice(Market.Coin, entry)), new StopTerms(context.ToPrice(Market.Coin, stop)), new LimitTerms(context.ToPrice(Market.Coin, target))));

    private static Scripted Chance()
    {
        var random = new AlgoTrendy.Core.Values.RandomSource(3);
        return new() { Bar = (context, stream, _, _) => { if (random.NextBelow(20) == 0) context.SetHoldings(stream.Instrument, random.NextBelow(2)); } };
    }

    private static Scripted SellsOnFill() => new()
    {
        Bar = (context, stream, _, index) => { if (index % 50 == 0) context.Buy(stream.Instrument, 1m); },
        Filled = (context, order) => { if (order.Side == OrderSide.Buy) context.Sell(order.Instrument, 1m); },
    };

    private static Scripted Rsi()
    {
        var rsi = new Rsi(14);
        return new() { Bar = (context, stream, bar, _) => { if (rsi.Update(bar.Close) < 30) context.SetHoldings(stream.Instrument, 0.3m); else if (rsi.Value > 70) context.Liquidate(stream.Instrument); } };
    }

    private static Scripted Remembers(List<double> remembered)
    {
        var knows = remembered.Count > 0;
        return new()
        {
            Bar = (context, stream, bar, index) =>
            {
                if (!knows) remembered.Add(bar.Close);
                else if (index + 1 < remembered.Count && remembered[index + 1] > bar.Close) context.Buy(stream.Instrument, 0.001m);
            },
        };
    }

    private static int BestLag(BarSeries all)
    {
        var (best, at) = (double.NegativeInfinity, 0);
        for (var lag = 1; lag < 30; lag++)
        {
            var gain = 0.0;
            for (var index = lag; index + 1 < all.Count; index++) gain += Math.Sign(all.Close[index] - all.Close[index - lag]) * (all.Close[index + 1] - all.Close[index]);
            if (gain > best) (best, at) = (gain, lag);
        }

        return at;
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    private static double[] Sorted(BarSeries all)
    {
        var closes = all.Close.ToArray();
        Array.Sort(closes);
        return closes;
    }

    private static double Minimum(ReadOnlySpan<double> values) => values.ToArray().Min();

    private static double Maximum(ReadOnlySpan<double> values) => values.ToArray().Max();

    private sealed class Timed : Strategy
    {
        public override void OnStart() => Context.SetTimer("act", NodaTime.HighPerformance.Duration64.FromSeconds(1_230));

        public override void OnTimer(string name)
        {
            if (Context.LastPriceOf(Market.Coin) is { } last) Context.Limit(OrderSide.Buy, 0.1m, last);
            if (!Context.PositionOf(Market.Coin).IsFlat) Context.Liquidate(Market.Coin);
        }
    }

    private sealed class Liquidates : Strategy
    {
        public override void OnBar(BarStream stream, in Bar bar)
        {
            if (Context.PositionOf(stream.Instrument).IsFlat) Context.SetHoldings(stream.Instrument, 0.5m);
        }

        public override void OnStop() => Context.Liquidate(Context.Streams[0].Instrument);
    }

    [Fact]
    public void Quotes_that_begin_within_a_bar_are_never_cut_to_nothing()
    {
        var builder = new ColumnsBuilder(SeriesKind.Quotes);
        for (var index = 0; index < 100; index++) builder.Add(Market.Start + NodaTime.HighPerformance.Duration64.FromSeconds(630 + index * 2), 100, 1, 100.02, 1);
        var data = new MarketData { Bars = [Market.RandomMinutes(Market.Coin, 30, 2)], Ticks = [new(Market.Coin, builder.Build())] };

        var verdict = LookaheadCheck.Run(_ => new BuysEveryQuote(), data, Market.Frictionless, seed: 5);

        Assert.Empty(verdict.Findings);
    }

    private sealed class BuysEveryQuote : Strategy
    {
        public override void OnQuote(AlgoTrendy.Core.Instruments.Instrument instrument, in QuoteTick quote) => Context.Buy(instrument, 0.01m);
    }
}
