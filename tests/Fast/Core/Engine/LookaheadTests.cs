using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Strategies;

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

    private static Scripted Chance()
    {
        var random = new AlgoTrendy.Core.Values.RandomSource(3);
        return new() { Bar = (context, stream, _, _) => { if (random.NextBelow(20) == 0) context.SetHoldings(stream.Instrument, random.NextBelow(2)); } };
    }

    private static Scripted SellsOnFill() => new()
    {
        Bar = (context, stream, _, index) => { if (index % 50 == 0) context.Buy(stream.Instrument, 1m); },
        Filled = (context, order) => { if (order.Side == AlgoTrendy.Core.Orders.OrderSide.Buy) context.Sell(order.Instrument, 1m); },
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

    private sealed class Liquidates : Strategy
    {
        public override void OnBar(BarStream stream, in Bar bar)
        {
            if (Context.PositionOf(stream.Instrument).IsFlat) Context.SetHoldings(stream.Instrument, 0.5m);
        }

        public override void OnStop() => Context.Liquidate(Context.Streams[0].Instrument);
    }
}
