using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Vortex: Σ |high - last low| and Σ |low - last high| over Σ true range of <c>length</c> bars; which is greater tells the trend. NaN where nothing has a range.</summary>
/// <remarks>Source: Etienne Botes and Douglas Siepman, "The Vortex Indicator", Stocks &amp; Commodities, January 2010.</remarks>
[Indicator("vortex", "Vortex", Pane.Own)]
public sealed class Vortex : IBarIndicator
{
    private readonly TrueRange _trueRange = new();
    private readonly RollingSum _range;
    private readonly RollingSum _up;
    private readonly RollingSum _down;
    private double _lastHigh;
    private double _lastLow;

    public Vortex([InRange(1, 1000)] int length = 14) =>
        (_range, _up, _down) = (new RollingSum(Require.Length(length)), new RollingSum(length), new RollingSum(length));

    public bool IsReady => !double.IsNaN(_range.Value);

    /// <summary>VI+, the upward movement.</summary>
    public double Value { get; private set; } = double.NaN;

    /// <summary>VI-, the downward movement.</summary>
    public double Minus { get; private set; } = double.NaN;

    public double Update(in Bar bar)
    {
        var range = _trueRange.Update(bar);
        if (!double.IsNaN(range)) Move(range, Math.Abs(bar.High - _lastLow), Math.Abs(bar.Low - _lastHigh));
        (_lastHigh, _lastLow) = (bar.High, bar.Low);
        return Value;
    }

    public void Reset()
    {
        _trueRange.Reset();
        _range.Reset();
        _up.Reset();
        _down.Reset();
        Value = Minus = double.NaN;
    }

    private void Move(double range, double up, double down)
    {
        var (whole, rose, fell) = (_range.Update(range), _up.Update(up), _down.Update(down));
        (Value, Minus) = whole == 0 ? (double.NaN, double.NaN) : (rose / whole, fell / whole);
    }
}
