namespace AlgoTrendy.Core.Indicators;

/// <summary>Bollinger bands: the simple average, and <c>deviations</c> population standard deviations above and below it.</summary>
/// <remarks>Source: John Bollinger, "Bollinger on Bollinger Bands" (2001). %b and z-score of a flat window are NaN.</remarks>
[Indicator("bollinger", "Bollinger bands", Pane.Price)]
public sealed class Bollinger : IValueIndicator
{
    private readonly RollingMoments _window;
    private readonly double _share;
    private readonly double _deviations;

    public Bollinger([InRange(2, 1000)] int length = 20, [InRange(0.01, 100)] double deviations = 2)
    {
        _window = new RollingMoments(Require.Length(length, least: 2));
        _share = 1.0 / length;
        _deviations = Require.Positive(deviations);
    }

    public bool IsReady => !double.IsNaN(Value);

    /// <summary>The simple average.</summary>
    public double Value => _window.Mean;

    public double Upper { get; private set; } = double.NaN;

    public double Lower { get; private set; } = double.NaN;

    /// <summary>Where the last value lies: 0 at the lower band, 1 at the upper.</summary>
    public double PercentB { get; private set; } = double.NaN;

    /// <summary>How many standard deviations the last value lies above the average.</summary>
    public double ZScore { get; private set; } = double.NaN;

    /// <summary>The distance of the bands as a fraction of the average; NaN where that is zero.</summary>
    public double Width { get; private set; } = double.NaN;

    public double Update(double value)
    {
        _window.Update(value);
        var deviation = Math.Sqrt(_window.Squares * _share);
        var reach = deviation * _deviations;
        (Upper, Lower) = (Value + reach, Value - reach);
        PercentB = reach > 0 ? (value - Lower) / (Upper - Lower) : double.NaN;
        ZScore = deviation > 0 ? (value - Value) / deviation : double.NaN;
        Width = Value == 0 ? double.NaN : (Upper - Lower) / Value;
        return Value;
    }

    public void Reset()
    {
        _window.Reset();
        Upper = Lower = PercentB = ZScore = Width = double.NaN;
    }
}
