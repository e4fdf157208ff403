namespace AlgoTrendy.Core.Indicators;

/// <summary>Variance of the last <c>length</c> values, as of a whole population: Σ (x - mean)² / length.</summary>
/// <remarks>Source: TA-Lib, ta_VAR with one deviation.</remarks>
[Indicator("variance", "Variance", Pane.Own)]
public sealed class Variance : IValueIndicator
{
    private readonly RollingMoments _window;
    private readonly double _share;

    public Variance([InRange(1, 1000)] int length = 20)
    {
        _window = new RollingMoments(Require.Length(length));
        _share = 1.0 / length;
    }

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public double Mean => _window.Mean;

    public double Update(double value)
    {
        _window.Update(value);
        return Value = _window.Squares * _share;
    }

    public void Reset()
    {
        _window.Reset();
        Value = double.NaN;
    }
}
