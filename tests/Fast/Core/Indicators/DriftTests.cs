using AlgoTrendy.Core.Indicators;

namespace AlgoTrendy.Tests.Fast.Core.Indicators;

/// <summary>After ten million values, at a large offset, rolling results still equal the window added up anew.</summary>
public class DriftTests
{
    private const int Count = 10_000_000;
    private const int Length = 50;
    private const double Tolerance = 1e-9;

    // One in a million values is a thousand times too large: what it leaves behind in a running sum would never go.
    private static readonly double[] Values = MakeValues();

    public static TheoryData<string, Func<double[], double>> Windows => new()
    {
        { "sma(50)", window => window.Average() },
        { "wma(50)", window => window.Select((value, at) => value * (at + 1)).Sum() / (Length * (Length + 1) / 2.0) },
        { "variance(50)", Naive.Variance },
        { "bollinger(50,2)", window => window.Average() },
        { "standard-deviation(50)", window => Math.Sqrt(Naive.Variance(window)) },
        { "linear-regression(50)", window => Naive.Covariance(Places, window) / Naive.Variance(Places) },
        { "momentum(49)", window => window[^1] - window[0] },
    };

    private static double[] Places => [.. Enumerable.Range(0, Length).Select(place => (double)place)];

    [Theory, MemberData(nameof(Windows))]
    public void A_rolling_window_does_not_drift(string call, Func<double[], double> definition)
    {
        var indicator = (IValueIndicator)Calls.Make(call);
        foreach (var value in Values) indicator.Update(value);

        var expected = definition(Values[^Length..]);

        Numbers.Same(expected, indicator.Value, Tolerance, call);
    }

    [Fact]
    public void A_correlation_does_not_drift()
    {
        var indicator = new Correlation(Length);
        for (var at = 1; at < Count / 4; at++) indicator.Update(Values[at], Values[at] + 3 * Values[at - 1]);

        double[] first = Values[(Count / 4 - Length)..(Count / 4)];
        double[] second = [.. Enumerable.Range(Count / 4 - Length, Length).Select(at => Values[at] + 3 * Values[at - 1])];
        Numbers.Same(Naive.Covariance(first, second) / Math.Sqrt(Naive.Variance(first) * Naive.Variance(second)), indicator.Value, Tolerance, "correlation");
    }

    [Fact]
    public void A_running_sum_keeps_the_small_beside_the_large()
    {
        var line = new Obv();
        line.Update(ReferenceQuotes.At(0, 1, 1, 1, 1, 0));
        line.Update(ReferenceQuotes.At(1, 2, 2, 2, 2, 1e17));
        for (var bar = 2; bar < 1002; bar++) line.Update(ReferenceQuotes.At(bar, bar + 1, bar + 1, bar + 1, bar + 1, 0.1));
        line.Update(ReferenceQuotes.At(1002, 1, 1, 1, 1, 1e17));

        Assert.Equal(100, line.Value, 1e-9);
    }

    private static double[] MakeValues()
    {
        var chance = new Random(7);
        var values = new double[Count];
        for (var at = 0; at < Count; at++) values[at] = (at % 1_000_003 == 500_000 ? 1e9 : 1e6) + chance.NextDouble();
        return values;
    }
}
