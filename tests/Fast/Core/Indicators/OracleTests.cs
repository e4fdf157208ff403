using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;
using static AlgoTrendy.Tests.Fast.Core.Indicators.Naive;

namespace AlgoTrendy.Tests.Fast.Core.Indicators;

/// <summary>Every indicator against its definition, written out in the plainest way, on markets that the reference did not see.</summary>
public class OracleTests
{
    private const double Tolerance = 1e-9;

    // An output (the main one where none is named) of an indicator, and its definition over whole columns.
    private static readonly Dictionary<string, Func<Bar[], double[]>> Definitions = new()
    {
        ["sma(7)"] = bars => Mean(Close(bars), 7),
        ["ema(9)"] = bars => Ema(Close(bars), 9),
        ["wma(1)"] = Close,
        ["wma(10)"] = bars => Weighted(Close(bars), 10),
        ["smma(6)"] = bars => Smma(Close(bars), 6),
        ["dema(5)"] = bars => With(Ema(Close(bars), 5), Ema(Ema(Close(bars), 5), 5), (one, two) => 2 * one - two),
        ["tema(4)"] = bars => With(Minus(Ema(Close(bars), 4), Ema(Ema(Close(bars), 4), 4)), Ema(Ema(Ema(Close(bars), 4), 4), 4), (apart, three) => 3 * apart + three),
        ["t3(3,0.7)"] = bars => TillsonT3(Close(bars), 3, 0.7),
        ["trima(7)"] = bars => Triangle(Close(bars), 7),
        ["trima(8)"] = bars => Triangle(Close(bars), 8),
        ["hma(11)"] = bars => Weighted(With(Weighted(Close(bars), 5), Weighted(Close(bars), 11), (half, whole) => 2 * half - whole), 3),
        ["efficiency-ratio(10)"] = bars => Efficiency(Close(bars), 10),
        ["kama(10,2,30)"] = bars => Adaptive(Close(bars), 10, 2, 30),
        ["zlema(9)"] = bars => Ema(With(Close(bars), Lag(Close(bars), 4), (now, past) => 2 * now - past), 9),
        ["vwma(6)"] = bars => Over(Sum(Of(bars, bar => bar.Close * bar.Volume), 6), Sum(Of(bars, bar => bar.Volume), 6)),
        ["vwap"] = bars => Over(Running(Of(bars, bar => (bar.High + bar.Low + bar.Close) / 3 * bar.Volume)), Running(Of(bars, bar => bar.Volume))),
        ["rsi(14)"] = bars => With(Smma(Ups(Close(bars)), 14), Smma(Downs(Close(bars)), 14), (up, down) => 100 * up / (up + down)),
        ["stoch-rsi(8,5,3,2)"] = bars => Mean(StochasticOfRsi(bars), 2),
        ["stoch-rsi(8,5,3,2).signal"] = bars => Mean(Mean(StochasticOfRsi(bars), 2), 3),
        ["stochastic(5,3,2)"] = bars => Mean(Place(Close(bars), Max(High(bars), 5), Min(Low(bars), 5)), 2),
        ["stochastic(5,3,2).signal"] = bars => Mean(Mean(Place(Close(bars), Max(High(bars), 5), Min(Low(bars), 5)), 2), 3),
        ["williams-r(9)"] = bars => Each(Place(Close(bars), Max(High(bars), 9), Min(Low(bars), 9)), place => place - 100),
        ["macd(4,9,5)"] = bars => Minus(Ema(Close(bars), 4), Ema(Close(bars), 9)),
        ["macd(4,9,5).signal"] = bars => Ema(Minus(Ema(Close(bars), 4), Ema(Close(bars), 9)), 5),
        ["ppo(4,9,5)"] = bars => Percentage(bars),
        ["ppo(4,9,5).histogram"] = bars => Minus(Percentage(bars), Ema(Percentage(bars), 5)),
        ["apo(4,9)"] = bars => Minus(Ema(Close(bars), 4), Ema(Close(bars), 9)),
        ["adx(5).plusDi"] = bars => Over(Each(Smma(Directional(bars, up: true), 5), x => 100 * x), Smma(TrueRange(bars), 5)),
        ["adx(5).minusDi"] = bars => Over(Each(Smma(Directional(bars, up: false), 5), x => 100 * x), Smma(TrueRange(bars), 5)),
        ["adx(5)"] = bars => Smma(With(Smma(Directional(bars, true), 5), Smma(Directional(bars, false), 5), (up, down) => 100 * Math.Abs(up - down) / (up + down)), 5),
        ["aroon(8).up"] = bars => Rolling(High(bars), 9, window => 100.0 * Array.IndexOf(window, window.Max()) / 8),
        ["aroon(8).down"] = bars => Rolling(Low(bars), 9, window => 100.0 * Array.IndexOf(window, window.Min()) / 8),
        ["atr(7)"] = bars => Smma(TrueRange(bars), 7),
        ["natr(7)"] = bars => Over(Each(Smma(TrueRange(bars), 7), x => 100 * x), Close(bars)),
        ["bollinger(12,2.5).upper"] = bars => Rolling(Close(bars), 12, window => window.Average() + 2.5 * Math.Sqrt(Variance(window))),
        ["bollinger(12,2.5).percentB"] = bars => Rolling(Close(bars), 12, window => 0.5 + (window[^1] - window.Average()) / (5 * Math.Sqrt(Variance(window)))),
        ["keltner(6,1.5,9).upper"] = bars => With(Ema(Close(bars), 6), Smma(TrueRange(bars), 9), (middle, range) => middle + 1.5 * range),
        ["donchian(7).upper"] = bars => Lag(Max(High(bars), 7), 1),
        ["donchian(7).lower"] = bars => Lag(Min(Low(bars), 7), 1),
        ["ichimoku(3,5,8).senkouA"] = bars => Lag(With(MiddleOf(bars, 3), MiddleOf(bars, 5), (fast, slow) => (fast + slow) / 2), 5),
        ["ichimoku(3,5,8).senkouB"] = bars => Lag(MiddleOf(bars, 8), 5),
        ["cci(11)"] = bars => Rolling(Typical(bars), 11, window => (window[^1] - window.Average()) / (0.015 * window.Average(value => Math.Abs(value - window.Average())))),
        ["cmo(9)"] = bars => With(Sum(Ups(Close(bars)), 9), Sum(Downs(Close(bars)), 9), (up, down) => up + down == 0 ? double.NaN : 100 * (up - down) / (up + down)),
        ["mfi(9)"] = bars => With(Sum(Flow(bars, 1), 9), Sum(Flow(bars, -1), 9), (rose, fell) => fell == 0 ? 100 : 100 * rose / (rose + fell)),
        ["obv"] = bars => Running([.. bars.Select((bar, at) => at == 0 ? 0 : Math.Sign(bar.Close - bars[at - 1].Close) * bar.Volume)]),
        ["ad"] = bars => Running(MoneyFlow(bars)),
        ["cmf(8)"] = bars => Over(Sum(MoneyFlow(bars), 8), Sum(Of(bars, bar => bar.Volume), 8)),
        ["chaikin(3,10)"] = bars => Minus(Ema(Running(MoneyFlow(bars)), 3), Ema(Running(MoneyFlow(bars)), 10)),
        ["force(5)"] = bars => Ema(With(Change(Close(bars)), Of(bars, bar => bar.Volume), (change, volume) => change * volume), 5),
        ["roc(9)"] = bars => With(Close(bars), Lag(Close(bars), 9), (now, past) => 100 * (now - past) / past),
        ["momentum(9)"] = bars => Minus(Close(bars), Lag(Close(bars), 9)),
        ["trix(4,3)"] = bars => PercentChange(Ema(Ema(Ema(Close(bars), 4), 4), 4)),
        ["trix(4,3).signal"] = bars => Ema(PercentChange(Ema(Ema(Ema(Close(bars), 4), 4), 4)), 3),
        ["tsi(8,4,3)"] = bars => Strength(bars),
        ["tsi(8,4,3).signal"] = bars => Ema(Strength(bars), 3),
        ["ultimate(3,6,12)"] = bars => Ultimate(bars),
        ["awesome(3,8)"] = bars => Minus(Mean(Middle(bars), 3), Mean(Middle(bars), 8)),
        ["vortex(6)"] = bars => Over(Sum(With(High(bars), Lag(Low(bars), 1), (high, low) => Math.Abs(high - low)), 6), Sum(TrueRange(bars), 6)),
        ["vortex(6).minus"] = bars => Over(Sum(With(Low(bars), Lag(High(bars), 1), (low, high) => Math.Abs(low - high)), 6), Sum(TrueRange(bars), 6)),
        ["mass-index(10,4)"] = bars => Sum(Over(Ema(Minus(High(bars), Low(bars)), 4), Ema(Ema(Minus(High(bars), Low(bars)), 4), 4)), 10),
        ["choppiness(7)"] = bars => Choppy(bars, 7),
        ["ulcer(6)"] = bars => Each(Mean(With(Close(bars), Max(Close(bars), 6), (value, peak) => Math.Pow(100 * (value - peak) / peak, 2)), 6), Math.Sqrt),
        ["fisher(6)"] = bars => Fish(Middle(bars), 6),
        ["standard-deviation(13)"] = bars => Rolling(Close(bars), 13, window => Math.Sqrt(Variance(window))),
        ["standard-deviation(13).zScore"] = bars => Rolling(Close(bars), 13, window => (window[^1] - window.Average()) / Math.Sqrt(Variance(window))),
        ["variance(13)"] = bars => Rolling(Close(bars), 13, Variance),
        ["linear-regression(9)"] = bars => Rolling(Close(bars), 9, Slope),
        ["linear-regression(9).line"] = bars => Rolling(Close(bars), 9, window => window.Average() + 4 * Slope(window)),
        ["linear-regression(9).rSquared"] = bars => Rolling(Close(bars), 9, window => Math.Pow(Covariance(Places(9), window), 2) / Variance(Places(9)) / Variance(window)),
        ["hurst(40)"] = bars => Rolling(Returns(Close(bars)), 40, HurstOf),
        ["pivots(3,2).high"] = bars => LastSwing(High(bars), 3, 2, 1),
        ["pivots(3,2).low"] = bars => LastSwing(Low(bars), 3, 2, -1),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var call in Definitions.Keys)
                foreach (var market in new[] { "walk", "cheap", "intraday" }) cases.Add(call, market);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void It_says_what_its_definition_says(string call, string market)
    {
        var bars = market switch
        {
            "walk" => ReferenceQuotes.Walk(300),
            "cheap" => ReferenceQuotes.Walk(300, start: 0.002, step: 0.0001, seed: 2),
            _ => ReferenceQuotes.Read(market)[..300],
        };
        var parts = call.Split(").");

        var actual = Calls.Run(parts[0], bars)[parts.Length > 1 ? parts[1] : "value"];

        var expected = Definitions[call](bars);
        // A difference of two averages is known no better than the prices are, to a few units in their last place.
        var rounding = 1e-15 * bars.Max(bar => bar.High) + 1e-3 * Tolerance * expected.Where(double.IsFinite).Average(Math.Abs);
        for (var row = 0; row < bars.Length; row++)
            if (!expected[row].Equals(actual[row]) && !(Math.Abs(expected[row] - actual[row]) <= Tolerance * Math.Abs(expected[row]) + rounding))
                Assert.Fail($"{call} in row {row} of {market}: expected {expected[row]:R}, got {actual[row]:R}.");
    }

    [Fact]
    public void Correlation_and_beta_say_what_their_definitions_say()
    {
        var (asset, market) = (Close(ReferenceQuotes.Walk(300)), Close(ReferenceQuotes.Walk(300, seed: 5)));
        var (returnsA, returnsM) = (Returns(asset), Returns(market));

        var (correlation, beta) = (new Correlation(12).Over(asset, market), new Beta(12).Over(asset, market));

        for (var row = 0; row < asset.Length; row++)
        {
            var window = Math.Max(0, row - 11)..(row + 1);
            var (a, m) = (asset[window], market[window]);
            Numbers.Same(row < 11 ? double.NaN : Covariance(a, m) / Math.Sqrt(Variance(a) * Variance(m)), correlation[row], Tolerance, $"correlation in row {row}");
            Numbers.Same(row < 12 ? double.NaN : Covariance(returnsA[window], returnsM[window]) / Variance(returnsM[window]), beta[row], Tolerance, $"beta in row {row}");
        }
    }

    [Fact]
    public void Every_indicator_is_held_to_a_definition_or_a_story()
    {
        string[] stories = ["correlation", "beta", "pivot-points", "zigzag", "renko", "heikin-ashi", "parabolic-sar", "super-trend"];

        var held = Definitions.Keys.Select(call => call.Split('(')[0]).Concat(stories).Distinct();

        Assert.Equal(IndicatorCatalogue.All.Select(found => found.Name), held.Order(StringComparer.Ordinal));
    }

    private static double[] Places(int length) => [.. Enumerable.Range(0, length).Select(place => (double)place)];

    private static double Slope(double[] window) => Covariance(Places(window.Length), window) / Variance(Places(window.Length));

    private static double[] Returns(double[] prices) => With(prices, Lag(prices, 1), (now, past) => now / past - 1);

    private static double[] PercentChange(double[] a) => With(a, Lag(a, 1), (now, past) => 100 * (now - past) / past);

    private static double[] Place(double[] a, double[] high, double[] low) =>
        [.. a.Select((value, at) => double.IsNaN(high[at]) ? double.NaN : high[at] == low[at] ? 0 : 100 * (value - low[at]) / (high[at] - low[at]))];

    private static double[] StochasticOfRsi(Bar[] bars)
    {
        var rsi = With(Smma(Ups(Close(bars)), 8), Smma(Downs(Close(bars)), 8), (up, down) => 100 * up / (up + down));
        return Place(rsi, Max(rsi, 5), Min(rsi, 5));
    }

    private static double[] MiddleOf(Bar[] bars, int length) => With(Max(High(bars), length), Min(Low(bars), length), (high, low) => (high + low) / 2);

    private static double[] Percentage(Bar[] bars) => Each(Over(Minus(Ema(Close(bars), 4), Ema(Close(bars), 9)), Ema(Close(bars), 9)), x => 100 * x);

    private static double[] Directional(Bar[] bars, bool up) =>
    [
        .. bars.Select((bar, at) =>
        {
            if (at == 0) return double.NaN;
            var (rise, fall) = (bar.High - bars[at - 1].High, bars[at - 1].Low - bar.Low);
            return up ? rise > fall && rise > 0 ? rise : 0 : fall > rise && fall > 0 ? fall : 0;
        })
    ];

    private static double[] Flow(Bar[] bars, int side)
    {
        var typical = Typical(bars);
        return [.. bars.Select((bar, at) => at == 0 ? double.NaN : Math.Sign(typical[at] - typical[at - 1]) == side ? typical[at] * bar.Volume : 0)];
    }

    private static double[] Strength(Bar[] bars)
    {
        var change = Change(Close(bars));
        return Each(Over(Ema(Ema(change, 8), 4), Ema(Ema(Each(change, Math.Abs), 8), 4)), x => 100 * x);
    }

    private static double[] Ultimate(Bar[] bars)
    {
        double[] buying = [.. bars.Select((bar, at) => at == 0 ? double.NaN : bar.Close - Math.Min(bar.Low, bars[at - 1].Close))];
        double[] Share(int length) => Over(Sum(buying, length), Sum(TrueRange(bars), length));
        var (fast, middle, slow) = (Share(3), Share(6), Share(12));
        return [.. bars.Select((_, at) => 100 * (4 * fast[at] + 2 * middle[at] + slow[at]) / 7)];
    }

    private static double[] Choppy(Bar[] bars, int length)
    {
        double[] tops = [.. bars.Select((bar, at) => at == 0 ? double.NaN : Math.Max(bar.High, bars[at - 1].Close))];
        double[] bottoms = [.. bars.Select((bar, at) => at == 0 ? double.NaN : Math.Min(bar.Low, bars[at - 1].Close))];
        return With(Sum(TrueRange(bars), length), Minus(Max(tops, length), Min(bottoms, length)), (sum, range) => 100 * Math.Log10(sum / range) / Math.Log10(length));
    }

    private static double[] Triangle(double[] a, int length)
    {
        double[] weights = [.. Enumerable.Range(0, length).Select(at => (double)Math.Min(at + 1, length - at))];
        return Rolling(a, length, window => window.Zip(weights, (value, weight) => value * weight).Sum() / weights.Sum());
    }

    private static double[] TillsonT3(double[] a, int length, double v)
    {
        var e3 = Ema(Ema(Ema(a, length), length), length);
        var (e4, e5) = (Ema(e3, length), Ema(Ema(e3, length), length));
        var e6 = Ema(e5, length);
        var (c1, c2, c3, c4) = (-v * v * v, 3 * v * v + 3 * v * v * v, -6 * v * v - 3 * v - 3 * v * v * v, 1 + 3 * v + v * v * v + 3 * v * v);
        return [.. a.Select((_, at) => c1 * e6[at] + c2 * e5[at] + c3 * e4[at] + c4 * e3[at])];
    }

    private static double[] Efficiency(double[] a, int length) =>
        Rolling(a, length + 1, window => window.Distinct().Count() == 1 ? 0 : Math.Abs(window[^1] - window[0]) / window.Zip(window.Skip(1), (x, y) => Math.Abs(y - x)).Sum());

    private static double[] Adaptive(double[] a, int length, int fast, int slow)
    {
        var ratios = Efficiency(a, length);
        var result = new double[a.Length];
        for (var at = 0; at < a.Length; at++)
        {
            var factor = Math.Pow(ratios[at] * (2.0 / (fast + 1) - 2.0 / (slow + 1)) + 2.0 / (slow + 1), 2);
            result[at] = at < length ? double.NaN : factor * a[at] + (1 - factor) * (at == length ? a[at - 1] : result[at - 1]);
        }

        return result;
    }

    private static double[] Fish(double[] a, int length)
    {
        var (high, low) = (Max(a, length), Min(a, length));
        var result = new double[a.Length];
        var place = 0.0;
        for (var at = 0; at < a.Length; at++)
        {
            result[at] = double.NaN;
            if (double.IsNaN(high[at])) continue;
            place = 0.33 * 2 * (high[at] == low[at] ? 0 : (a[at] - low[at]) / (high[at] - low[at]) - 0.5) + 0.67 * place;
            place = place > 0.99 ? 0.999 : place < -0.99 ? -0.999 : place;
            result[at] = Math.Atanh(place) + (at == length - 1 ? 0 : 0.5 * result[at - 1]);
        }

        return result;
    }

    private static double HurstOf(double[] returns)
    {
        var points = new List<(double X, double Y)>();
        for (var parts = 1; parts <= 32 && returns.Length / parts >= 8; parts *= 2)
        {
            var size = returns.Length / parts;
            var ranges = returns.Skip(returns.Length - size * parts).Chunk(size).Select(part =>
            {
                var runs = part.Select((_, at) => part[..(at + 1)].Sum() - (at + 1) * part.Average()).ToArray();
                return (runs.Max() - runs.Min()) / Math.Sqrt(Variance(part));
            });
            points.Add((Math.Log10(size), Math.Log10(ranges.Average())));
        }

        double[] xs = [.. points.Select(point => point.X)];
        return Covariance(xs, [.. points.Select(point => point.Y)]) / Variance(xs);
    }

    private static double[] LastSwing(double[] a, int left, int right, int side)
    {
        var last = double.NaN;
        var result = new double[a.Length];
        for (var at = 0; at < a.Length; at++)
        {
            var swing = at - right;
            if (swing >= left && a[(swing - left)..swing].All(value => side * value < side * a[swing]) && a[(swing + 1)..(at + 1)].All(value => side * value <= side * a[swing]))
                last = a[swing];
            result[at] = last;
        }

        return result;
    }
}
