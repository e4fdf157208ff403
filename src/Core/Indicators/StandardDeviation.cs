namespace AlgoTrendy.Core.Indicators;

/// <summary>Standard deviation of the last <c>length</c> values, as of a whole population: √(Σ (x - mean)² / length).</summary>
/// <remarks>Source: TA-Lib, ta_STDDEV with one deviation.</remarks>
[Indicator("standard-deviation", "Standard deviation", Pane.Own)]
public sealed class StandardDeviation : IValueIndicator
{
    private readonly RollingMoments _window;
    private readonly double _share;

    public StandardDeviation([InRange(1, 1000)] int length = 20)
    {
        _window = new RollingMoments(Require.Length(length));
        _share = 1.0 / length;
    }

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public double Mean => _window.Mean;

    /// <summary>How many deviations the last value lies above the mean; NaN where nothing deviates.</summary>
    public double ZScore { get; private set; } = double.NaN;

    public double Update(double value)
    {
        _window.Update(value);
        Value = Math.Sqrt(_window.Squares * _share);
        ZScore = Value > 0 ? (value - _window.Mean) / Value : double.NaN;
        return Value;
    }

    public void Reset()
    {
        _window.Reset();
        Value = ZScore = double.NaN;
    }
}
