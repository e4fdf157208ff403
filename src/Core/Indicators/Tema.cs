namespace AlgoTrendy.Core.Indicators;

/// <summary>Triple exponential moving average: 3·ema - 3·ema(ema) + ema(ema(ema)).</summary>
/// <remarks>Source: Patrick Mulloy, "Smoothing Data with Less Lag", Stocks &amp; Commodities, February 1994. Ready after 3·length - 2 values.</remarks>
[Indicator("tema", "Triple exponential moving average", Pane.Price)]
public sealed class Tema : IValueIndicator
{
    private readonly EmaChain _chain;

    public Tema([InRange(1, 1000)] int length = 20) => _chain = new EmaChain(3, Require.Length(length));

    public bool IsReady => _chain.IsReady;

    public double Value => 3 * _chain[0] - 3 * _chain[1] + _chain[2];

    public double Update(double value)
    {
        _chain.Update(value);
        return Value;
    }

    public void Reset() => _chain.Reset();
}
