using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Fisher transform: ½·ln((1 + x) / (1 - x)) of the place x of the bars' middle in its range, both smoothed; sharp turns at extremes. The signal is the value before.</summary>
/// <remarks>Source: John Ehlers, "Using the Fisher Transform", Stocks &amp; Commodities, November 2002. A window without range has its place in the middle.</remarks>
[Indicator("fisher", "Fisher transform", Pane.Own)]
public sealed class Fisher : IBarIndicator
{
    private readonly RollingMax _high;
    private readonly RollingMin _low;
    private double _place;

    public Fisher([InRange(1, 1000)] int length = 10) => (_high, _low) = (new RollingMax(Require.Length(length)), new RollingMin(length));

    public bool IsReady => !double.IsNaN(Signal);

    public double Value { get; private set; } = double.NaN;

    /// <summary>The value one bar ago.</summary>
    public double Signal { get; private set; } = double.NaN;

    public double Update(in Bar bar)
    {
        var middle = bar.Median();
        var (high, low) = (_high.Update(middle), _low.Update(middle));
        if (double.IsNaN(high)) return Value;

        var raw = high > low ? (middle - low) / (high - low) - 0.5 : 0;
        _place = 0.66 * raw + 0.67 * _place;
        if (_place > 0.99) _place = 0.999;
        if (_place < -0.99) _place = -0.999;

        Signal = Value;
        var start = double.IsNaN(Value) ? 0 : Value;
        return Value = 0.5 * PortableMath.Log((1 + _place) / (1 - _place)) + 0.5 * start;
    }

    public void Reset()
    {
        _high.Reset();
        _low.Reset();
        (_place, Value, Signal) = (0, double.NaN, double.NaN);
    }
}
