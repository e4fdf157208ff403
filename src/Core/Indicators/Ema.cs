namespace AlgoTrendy.Core.Indicators;

/// <summary>Exponential moving average: ema += (x - ema) · 2 / (length + 1), started with the simple average of the first <c>length</c> values.</summary>
/// <remarks>Source: Wilder's and Hutson's exponential smoothing as given at https://school.stockcharts.com, "Moving Averages - Simple and Exponential".</remarks>
[Indicator("ema", "Exponential moving average", Pane.Price)]
public sealed class Ema : IValueIndicator
{
    private readonly int _length;
    private readonly double _alpha;
    private int _seen;
    private double _seed;

    public Ema([InRange(1, 1000)] int length = 20)
    {
        _length = Require.Length(length);
        _alpha = 2.0 / (length + 1.0);
    }

    public bool IsReady => _seen == _length;

    public double Value { get; private set; } = double.NaN;

    public double Update(double value)
    {
        if (_seen < _length) return Start(value);

        // This form keeps a constant input exactly, so that two averages of a flat price never cross by rounding.
        return Value += (value - Value) * _alpha;
    }

    public void Reset() => (_seen, _seed, Value) = (0, 0, double.NaN);

    private double Start(double value)
    {
        _seen++;
        _seed += (value - _seed) / _seen;
        return _seen < _length ? double.NaN : Value = _seed;
    }
}
