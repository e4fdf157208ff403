namespace AlgoTrendy.Core.Indicators;

/// <summary>TRIX: the last change, in percent, of an ema of an ema of an ema; the signal is its ema. NaN where the old value was zero.</summary>
/// <remarks>Source: Jack Hutson, "Good TRIX", Stocks &amp; Commodities, July 1983.</remarks>
[Indicator("trix", "TRIX", Pane.Own)]
public sealed class Trix : IValueIndicator
{
    private readonly EmaChain _chain;
    private readonly Ema _signal;

    public Trix([InRange(1, 1000)] int length = 15, [InRange(1, 1000)] int signal = 9) =>
        (_chain, _signal) = (new EmaChain(3, Require.Length(length)), new Ema(Require.Length(signal)));

    public bool IsReady => _signal.IsReady;

    public double Value { get; private set; } = double.NaN;

    public double Signal => _signal.Value;

    public double Update(double value)
    {
        var last = _chain[2];
        var change = _chain.Update(value) - last;
        Value = last == 0 ? double.NaN : 100 * change / last;
        if (!double.IsNaN(Value)) _signal.Update(Value);
        return Value;
    }

    public void Reset()
    {
        _chain.Reset();
        _signal.Reset();
        Value = double.NaN;
    }
}
