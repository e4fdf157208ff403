namespace AlgoTrendy.Core.Indicators;

/// <summary>Double exponential moving average: 2·ema - ema(ema).</summary>
/// <remarks>Source: Patrick Mulloy, "Smoothing Data with Faster Moving Averages", Stocks &amp; Commodities, January 1994. Ready after 2·length - 1 values.</remarks>
[Indicator("dema", "Double exponential moving average", Pane.Price)]
public sealed class Dema : IValueIndicator
{
    private readonly EmaChain _chain;

    public Dema([InRange(1, 1000)] int length = 20) => _chain = new EmaChain(2, Require.Length(length));

    public bool IsReady => _chain.IsReady;

    public double Value => 2 * _chain[0] - _chain[1];

    public double Update(double value)
    {
        _chain.Update(value);
        return Value;
    }

    public void Reset() => _chain.Reset();
}
