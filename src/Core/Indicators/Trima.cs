namespace AlgoTrendy.Core.Indicators;

/// <summary>Triangular moving average: a simple average of a simple average, which weighs the middle of <c>length</c> values most.</summary>
/// <remarks>Both averages span (length + 1) / 2 values; of an even length, length / 2 and length / 2 + 1. Source: TA-Lib, ta_TRIMA.</remarks>
[Indicator("trima", "Triangular moving average", Pane.Price)]
public sealed class Trima : IValueIndicator
{
    private readonly Sma _inner;
    private readonly Sma _outer;

    public Trima([InRange(1, 1000)] int length = 20)
    {
        Require.Length(length);
        (_inner, _outer) = (new Sma((length + 1) / 2), new Sma(length / 2 + 1));
    }

    public bool IsReady => _outer.IsReady;

    public double Value => _outer.Value;

    public double Update(double value)
    {
        var inner = _inner.Update(value);
        return _inner.IsReady ? _outer.Update(inner) : Value;
    }

    public void Reset()
    {
        _inner.Reset();
        _outer.Reset();
    }
}
