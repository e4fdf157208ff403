using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Whole series at once, by the same updates as a stream: so batch and stream cannot differ.</summary>
public static class IndicatorBatch
{
    /// <summary>The main output after each value, starting from a reset indicator.</summary>
    public static double[] Over(this IValueIndicator indicator, ReadOnlySpan<double> values)
    {
        var results = new double[values.Length];
        indicator.Reset();
        for (var index = 0; index < values.Length; index++) results[index] = indicator.Update(values[index]);
        return results;
    }

    /// <summary>The main output after each bar's close, starting from a reset indicator.</summary>
    public static double[] Over(this IValueIndicator indicator, BarSeries bars) => indicator.Over(bars.Close);

    /// <summary>The main output after each bar, starting from a reset indicator.</summary>
    public static double[] Over(this IBarIndicator indicator, BarSeries bars)
    {
        var results = new double[bars.Count];
        indicator.Reset();
        for (var index = 0; index < results.Length; index++) results[index] = indicator.Update(bars[index]);
        return results;
    }

    /// <summary>The main output after each pair, starting from a reset indicator.</summary>
    /// <exception cref="ArgumentException">The two series are of different lengths.</exception>
    public static double[] Over(this IPairIndicator indicator, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length) throw new ArgumentException($"Both series must be of one length, not {first.Length} and {second.Length}.", nameof(second));

        var results = new double[first.Length];
        indicator.Reset();
        for (var index = 0; index < results.Length; index++) results[index] = indicator.Update(first[index], second[index]);
        return results;
    }
}
