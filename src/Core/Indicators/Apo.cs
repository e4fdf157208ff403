namespace AlgoTrendy.Core.Indicators;

/// <summary>Absolute price oscillator: ema(fast) - ema(slow), in units of the price.</summary>
/// <remarks>Source: TA-Lib, ta_APO with exponential averages.</remarks>
[Indicator("apo", "Absolute price oscillator", Pane.Own)]
public sealed class Apo : IValueIndicator
{
    private readonly Ema _fast;
    private readonly Ema _slow;

    public Apo([InRange(1, 1000)] int fast = 12, [InRange(2, 1000)] int slow = 26)
    {
        Require.Shorter(fast, slow);
        (_fast, _slow) = (new Ema(Require.Length(fast)), new Ema(Require.Length(slow)));
    }

    public bool IsReady => _slow.IsReady;

    public double Value { get; private set; } = double.NaN;

    public double Update(double value) => Value = _fast.Update(value) - _slow.Update(value);

    public void Reset()
    {
        _fast.Reset();
        _slow.Reset();
        Value = double.NaN;
    }
}
