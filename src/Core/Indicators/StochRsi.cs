namespace AlgoTrendy.Core.Indicators;

/// <summary>Stochastic RSI: where the RSI lies within its own range of the last <c>length</c> values, 0 to 100; the signal is its simple average.</summary>
/// <remarks>Source: Tushar Chande and Stanley Kroll, "The New Technical Trader" (1994). An RSI that did not move counts as 0.</remarks>
[Indicator("stoch-rsi", "Stochastic RSI", Pane.Own)]
public sealed class StochRsi : IValueIndicator
{
    private readonly Rsi _rsi;
    private readonly StochasticLines _lines;

    public StochRsi(
        [InRange(1, 1000)] int rsiLength = 14,
        [InRange(1, 1000)] int length = 14,
        [InRange(1, 1000)] int signal = 3,
        [InRange(1, 1000)] int smoothing = 1)
    {
        _rsi = new Rsi(Require.Length(rsiLength));
        _lines = new StochasticLines(Require.Length(length), Require.Length(smoothing), Require.Length(signal));
    }

    public bool IsReady => !double.IsNaN(Signal);

    public double Value => _lines.K;

    public double Signal => _lines.D;

    public double Update(double value)
    {
        var rsi = _rsi.Update(value);
        if (!double.IsNaN(rsi)) _lines.Update(rsi, rsi, rsi);
        return Value;
    }

    public void Reset()
    {
        _rsi.Reset();
        _lines.Reset();
    }
}
