namespace AlgoTrendy.Core.Indicators;

/// <summary>Hull moving average: wma(2·wma(x, length / 2) - wma(x, length), √length), both quotients rounded down.</summary>
/// <remarks>Source: Alan Hull, "How to reduce lag in a moving average", https://alanhull.com/hull-moving-average.</remarks>
[Indicator("hma", "Hull moving average", Pane.Price)]
public sealed class Hma : IValueIndicator
{
    private readonly Wma _half;
    private readonly Wma _whole;
    private readonly Wma _smooth;

    public Hma([InRange(2, 1000)] int length = 20)
    {
        Require.Length(length, least: 2);
        (_half, _whole, _smooth) = (new Wma(length / 2), new Wma(length), new Wma((int)Math.Sqrt(length)));
    }

    public bool IsReady => _smooth.IsReady;

    public double Value => _smooth.Value;

    public double Update(double value)
    {
        var raw = 2 * _half.Update(value) - _whole.Update(value);
        return _whole.IsReady ? _smooth.Update(raw) : Value;
    }

    public void Reset()
    {
        _half.Reset();
        _whole.Reset();
        _smooth.Reset();
    }
}
