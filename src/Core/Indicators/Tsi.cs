namespace AlgoTrendy.Core.Indicators;

/// <summary>True strength index: 100·ema(ema(change)) / ema(ema(|change|)), -100 to 100, NaN where nothing moved; the signal is its ema.</summary>
/// <remarks>Source: William Blau, "True Strength Index", Stocks &amp; Commodities, November 1991.</remarks>
[Indicator("tsi", "True strength index", Pane.Own)]
public sealed class Tsi : IValueIndicator
{
    private readonly Ema _change;
    private readonly Ema _smoothChange;
    private readonly Ema _size;
    private readonly Ema _smoothSize;
    private readonly Ema _signal;
    private double _last = double.NaN;

    public Tsi([InRange(1, 1000)] int length = 25, [InRange(1, 1000)] int smoothing = 13, [InRange(1, 1000)] int signal = 7)
    {
        (_change, _size) = (new Ema(Require.Length(length)), new Ema(length));
        (_smoothChange, _smoothSize) = (new Ema(Require.Length(smoothing)), new Ema(smoothing));
        _signal = new Ema(Require.Length(signal));
    }

    public bool IsReady => _signal.IsReady;

    public double Value { get; private set; } = double.NaN;

    public double Signal => _signal.Value;

    public double Update(double value)
    {
        var change = value - _last;
        _last = value;
        if (double.IsNaN(change)) return Value;

        var (smooth, size) = (_change.Update(change), _size.Update(Math.Abs(change)));
        if (!_change.IsReady) return Value;

        (smooth, size) = (_smoothChange.Update(smooth), _smoothSize.Update(size));
        Value = size == 0 ? double.NaN : 100 * smooth / size;
        if (!double.IsNaN(Value)) _signal.Update(Value);
        return Value;
    }

    public void Reset()
    {
        _change.Reset();
        _smoothChange.Reset();
        _size.Reset();
        _smoothSize.Reset();
        _signal.Reset();
        _last = Value = double.NaN;
    }
}
