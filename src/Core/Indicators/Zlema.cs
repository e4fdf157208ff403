namespace AlgoTrendy.Core.Indicators;

/// <summary>Zero-lag exponential moving average: the ema of x + (x - x of (length - 1) / 2 values ago).</summary>
/// <remarks>Source: John Ehlers and Ric Way, "Zero Lag (Well, Almost)", Stocks &amp; Commodities, November 2010.</remarks>
[Indicator("zlema", "Zero-lag exponential moving average", Pane.Price)]
public sealed class Zlema : IValueIndicator
{
    private readonly Delay _past;
    private readonly Ema _ema;

    public Zlema([InRange(1, 1000)] int length = 20) =>
        (_past, _ema) = (new Delay((Require.Length(length) - 1) / 2), new Ema(length));

    public bool IsReady => _ema.IsReady;

    public double Value => _ema.Value;

    public double Update(double value)
    {
        var past = _past.Update(value);
        return double.IsNaN(past) ? Value : _ema.Update(value + (value - past));
    }

    public void Reset()
    {
        _past.Reset();
        _ema.Reset();
    }
}
