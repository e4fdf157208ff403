using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Tests.Fast.Core.Indicators;

/// <summary>Indicators as the textbook writes them: whole columns, every window added up anew, no state. NaN where a column has no value.</summary>
internal static class Naive
{
    public static double[] Of(Bar[] bars, Func<Bar, double> price) => Array.ConvertAll(bars, bar => price(bar));

    public static double[] Close(Bar[] bars) => Of(bars, bar => bar.Close);

    public static double[] High(Bar[] bars) => Of(bars, bar => bar.High);

    public static double[] Low(Bar[] bars) => Of(bars, bar => bar.Low);

    public static double[] Typical(Bar[] bars) => Of(bars, bar => (bar.High + bar.Low + bar.Close) / 3);

    public static double[] Middle(Bar[] bars) => Of(bars, bar => (bar.High + bar.Low) / 2);

    public static double[] With(double[] a, double[] b, Func<double, double, double> join) => [.. a.Zip(b, join)];

    public static double[] Each(double[] a, Func<double, double> change) => Array.ConvertAll(a, value => change(value));

    public static double[] Minus(double[] a, double[] b) => With(a, b, (x, y) => x - y);

    public static double[] Over(double[] a, double[] b) => With(a, b, (x, y) => y == 0 ? double.NaN : x / y);

    public static double[] Lag(double[] a, int steps) => [.. a.Select((_, at) => at < steps ? double.NaN : a[at - steps])];

    public static double[] Change(double[] a) => Minus(a, Lag(a, 1));

    public static double[] Ups(double[] a) => Each(Change(a), x => double.IsNaN(x) ? x : Math.Max(x, 0));

    public static double[] Downs(double[] a) => Each(Change(a), x => double.IsNaN(x) ? x : Math.Max(-x, 0));

    /// <summary>A function of the last <paramref name="length"/> values, once all of them are numbers.</summary>
    public static double[] Rolling(double[] a, int length, Func<double[], double> of) =>
        [.. a.Select((_, at) => at + 1 < length || a[(at + 1 - length)..(at + 1)].Any(double.IsNaN) ? double.NaN : of(a[(at + 1 - length)..(at + 1)]))];

    public static double[] Sum(double[] a, int length) => Rolling(a, length, window => window.Sum());

    public static double[] Mean(double[] a, int length) => Rolling(a, length, window => window.Average());

    public static double[] Max(double[] a, int length) => Rolling(a, length, window => window.Max());

    public static double[] Min(double[] a, int length) => Rolling(a, length, window => window.Min());

    public static double[] Weighted(double[] a, int length) =>
        Rolling(a, length, window => window.Select((value, at) => value * (at + 1)).Sum() / (length * (length + 1) / 2.0));

    public static double[] Ema(double[] a, int length) => Exponential(a, length, 2.0 / (length + 1));

    public static double[] Smma(double[] a, int length) => Exponential(a, length, 1.0 / length);

    public static double[] TrueRange(Bar[] bars) =>
        [.. bars.Select((bar, at) => at == 0 ? double.NaN : Math.Max(bar.High, bars[at - 1].Close) - Math.Min(bar.Low, bars[at - 1].Close))];

    public static double[] MoneyFlow(Bar[] bars) =>
        Of(bars, bar => bar.High == bar.Low ? 0 : ((bar.Close - bar.Low) - (bar.High - bar.Close)) / (bar.High - bar.Low) * bar.Volume);

    public static double[] Running(double[] a) => [.. a.Select((_, at) => (double)a[..(at + 1)].Sum(value => (decimal)value))];

    public static double Variance(double[] window)
    {
        var mean = window.Average();
        return window.Average(value => (value - mean) * (value - mean));
    }

    public static double Covariance(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        return a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Average();
    }

    // The closed form: every value's weight written out, (1 - α)^k·α, and (1 - α)^k for the first average.
    private static double[] Exponential(double[] a, int length, double alpha)
    {
        var start = Array.FindIndex(a, value => !double.IsNaN(value));
        var result = Enumerable.Repeat(double.NaN, a.Length).ToArray();
        if (start < 0) return result;

        for (var at = start + length - 1; at < a.Length; at++)
        {
            var seed = start + length - 1;
            var sum = a[start..(seed + 1)].Average() * Math.Pow(1 - alpha, at - seed);
            for (var past = seed + 1; past <= at; past++) sum += a[past] * alpha * Math.Pow(1 - alpha, at - past);
            result[at] = sum;
        }

        return result;
    }
}
