namespace AlgoTrendy.Core.Indicators;

/// <summary>Rate of change: the change over <c>length</c> values in percent of the old one; NaN where that was zero.</summary>
/// <remarks>Source: TA-Lib, ta_ROC.</remarks>
[Indicator("roc", "Rate of change", Pane.Own)]
public sealed class Roc : IValueIndicator
{
    private readonly Delay _past;

    public Roc([InRange(1, 1000)] int length = 14) => _past = new Delay(Require.Length(length));

    public bool IsReady => !double.IsNaN(Momentum);

    public double Value { get; private set; } = double.NaN;

    /// <summary>The change in units of the value.</summary>
    public double Momentum { get; private set; } = double.NaN;

    public double Update(double value)
    {
        var past = _past.Update(value);
        Momentum = value - past;
        return Value = past == 0 ? double.NaN : 100 * Momentum / past;
    }

    public void Reset()
    {
        _past.Reset();
        Value = Momentum = double.NaN;
    }
}
