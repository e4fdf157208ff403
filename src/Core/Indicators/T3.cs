namespace AlgoTrendy.Core.Indicators;

/// <summary>Tillson's T3: gd(gd(gd(x))) with gd(x) = (1 + v)·ema(x) - v·ema(ema(x)), multiplied out over six emas.</summary>
/// <remarks>Source: Tim Tillson, "Better Moving Averages", Stocks &amp; Commodities, January 1998. Ready after 6·length - 5 values.</remarks>
[Indicator("t3", "Tillson's T3 moving average", Pane.Price)]
public sealed class T3 : IValueIndicator
{
    private readonly EmaChain _chain;
    private readonly double _third;
    private readonly double _fourth;
    private readonly double _fifth;
    private readonly double _sixth;

    public T3([InRange(1, 1000)] int length = 5, [InRange(0, 1)] double volumeFactor = 0.7)
    {
        _chain = new EmaChain(6, Require.Length(length));
        var v = Require.Within(volumeFactor, 0, 1);
        _third = (1 + v) * (1 + v) * (1 + v);
        _fourth = -3 * v * (1 + v) * (1 + v);
        _fifth = 3 * v * v * (1 + v);
        _sixth = -v * v * v;
    }

    public bool IsReady => _chain.IsReady;

    public double Value => _third * _chain[2] + _fourth * _chain[3] + _fifth * _chain[4] + _sixth * _chain[5];

    public double Update(double value)
    {
        _chain.Update(value);
        return Value;
    }

    public void Reset() => _chain.Reset();
}
