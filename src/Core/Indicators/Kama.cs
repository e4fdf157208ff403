namespace AlgoTrendy.Core.Indicators;

/// <summary>Kaufman's adaptive moving average: kama += (x - kama)·c², where c moves from a slow to a fast ema's factor with the efficiency ratio.</summary>
/// <remarks>Source: Perry Kaufman, "Smarter Trading" (1995). It starts from the value before the first ratio.</remarks>
[Indicator("kama", "Kaufman's adaptive moving average", Pane.Price)]
public sealed class Kama : IValueIndicator
{
    private readonly EfficiencyRatio _ratio;
    private readonly double _fast;
    private readonly double _slow;
    private double _last = double.NaN;

    public Kama([InRange(1, 1000)] int length = 10, [InRange(1, 1000)] int fast = 2, [InRange(2, 1000)] int slow = 30)
    {
        Require.Shorter(fast, slow);
        _ratio = new EfficiencyRatio(Require.Length(length));
        (_fast, _slow) = (2.0 / (Require.Length(fast) + 1.0), 2.0 / (Require.Length(slow) + 1.0));
    }

    public bool IsReady => _ratio.IsReady;

    public double Value { get; private set; } = double.NaN;

    public double Update(double value)
    {
        var ratio = _ratio.Update(value);
        if (_ratio.IsReady)
        {
            var factor = ratio * (_fast - _slow) + _slow;
            var start = double.IsNaN(Value) ? _last : Value;
            Value = start + factor * factor * (value - start);
        }

        _last = value;
        return Value;
    }

    public void Reset()
    {
        _ratio.Reset();
        _last = Value = double.NaN;
    }
}
