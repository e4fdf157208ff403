namespace AlgoTrendy.Core.Indicators;

/// <summary>Simple moving average: the sum of the last <c>length</c> values over their number.</summary>
/// <remarks>Source: https://school.stockcharts.com, "Moving Averages - Simple and Exponential".</remarks>
[Indicator("sma", "Simple moving average", Pane.Price)]
public sealed class Sma : IValueIndicator
{
    private readonly RollingSum _sum;
    private readonly double _share;

    public Sma([InRange(1, 1000)] int length = 20)
    {
        _sum = new RollingSum(Require.Length(length));
        _share = 1.0 / length;
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
