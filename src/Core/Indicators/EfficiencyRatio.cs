namespace AlgoTrendy.Core.Indicators;

/// <summary>Efficiency ratio: the distance covered in <c>length</c> steps over the length of the way, 0 to 1; 0 where nothing moved.</summary>
/// <remarks>Source: Perry Kaufman, "Smarter Trading" (1995).</remarks>
[Indicator("efficiency-ratio", "Efficiency ratio", Pane.Own)]
public sealed class EfficiencyRatio : IValueIndicator
{
    private readonly Delay _past;
    private readonly RollingSum _way;
    private double _last = double.NaN;

    public EfficiencyRatio([InRange(1, 1000)] int length = 10) =>
        (_past, _way) = (new Delay(Require.Length(length)), new RollingSum(length));

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public double Update(double value)
    {
        var past = _past.Update(value);
        if (!double.IsNaN(_last)) _way.Update(Math.Abs(value - _last));
        _last = value;
        // The way is at least the distance; rounded sums may say a last bit less.
        return Value = _way.Value == 0 ? 0 : Math.Min(1, Math.Abs(value - past) / _way.Value);
    }

    public void Reset()
    {
        _past.Reset();
        _way.Reset();
        _last = Value = double.NaN;
    }
}
