namespace AlgoTrendy.Core.Indicators;

/// <summary>Smoothed (Wilder's) moving average: smma += (x - smma) / length, started with the simple average of the first <c>length</c> values.</summary>
/// <remarks>Source: J. Welles Wilder, "New Concepts in Technical Trading Systems" (1978).</remarks>
[Indicator("smma", "Smoothed moving average", Pane.Price)]
public sealed class Smma : IValueIndicator
{
    private readonly int _length;
    private readonly double _share;
    private int _seen;
    private double _seed;

    public Smma([InRange(1, 1000)] int length = 20)
    {
        _length = Require.Length(length);
        _share = 1.0 / length;
    }

    public bool IsReady => _seen == _length;

    public double Value { get; private set; } = double.NaN;

    public double Update(double value)
    {
        if (_seen < _length) return Start(value);
        return Value += (value - Value) * _share;
    }

    public void Reset() => (_seen, _seed, Value) = (0, 0, double.NaN);

    private double Start(double value)
    {
        _seen++;
        _seed += (value - _seed) / _seen;
        return _seen < _length ? double.NaN : Value = _seed;
    }
}
