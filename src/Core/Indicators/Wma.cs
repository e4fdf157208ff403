namespace AlgoTrendy.Core.Indicators;

/// <summary>Weighted moving average: the oldest of <c>length</c> values counts once, the newest <c>length</c> times.</summary>
/// <remarks>Source: TA-Lib, ta_WMA.</remarks>
[Indicator("wma", "Weighted moving average", Pane.Price)]
public sealed class Wma : IValueIndicator
{
    private readonly RollingWeightedSum _sum;
    private readonly double _share;

    public Wma([InRange(1, 1000)] int length = 20)
    {
        _sum = new RollingWeightedSum(Require.Length(length));
        _share = 2.0 / (length * (length + 1.0));
    }

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public double Update(double value) => Value = _sum.Update(value) * _share;

    public void Reset()
    {
        _sum.Reset();
        Value = double.NaN;
    }
}
