using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Ultimate oscillator: buying pressure over true range in three windows, weighed 4, 2 and 1, 0 to 100; NaN where a window has no range.</summary>
/// <remarks>Source: Larry Williams, "The Ultimate Oscillator", Stocks &amp; Commodities, August 1985. Buying pressure is close - min(low, last close).</remarks>
[Indicator("ultimate", "Ultimate oscillator", Pane.Own)]
public sealed class UltimateOscillator : IBarIndicator
{
    private readonly TrueRange _trueRange = new();
    private readonly Pressure _fast;
    private readonly Pressure _middle;
    private readonly Pressure _slow;

    public UltimateOscillator([InRange(1, 1000)] int fast = 7, [InRange(2, 1000)] int middle = 14, [InRange(3, 1000)] int slow = 28)
    {
        Require.Shorter(fast, middle);
        Require.Shorter(middle, slow);
        (_fast, _middle, _slow) = (new Pressure(Require.Length(fast)), new Pressure(Require.Length(middle)), new Pressure(Require.Length(slow)));
    }

    public bool IsReady => _slow.IsReady;

    public double Value { get; private set; } = double.NaN;

    public double Update(in Bar bar)
    {
        var range = _trueRange.Update(bar);
        if (double.IsNaN(range)) return Value;

        var buying = bar.Close - Math.Min(bar.Low, _trueRange.LastClose);
        return Value = 100 * (4 * _fast.Update(buying, range) + 2 * _middle.Update(buying, range) + _slow.Update(buying, range)) / 7;
    }

    public void Reset()
    {
        _trueRange.Reset();
        _fast.Reset();
        _middle.Reset();
        _slow.Reset();
        Value = double.NaN;
    }

    private sealed class Pressure(int length)
    {
        private readonly RollingSum _buying = new(length);
        private readonly RollingSum _range = new(length);

        public bool IsReady => !double.IsNaN(_range.Value);

        public double Update(double buying, double range)
        {
            var bought = _buying.Update(buying);
            var whole = _range.Update(range);
            return whole == 0 ? double.NaN : bought / whole;
        }

        public void Reset()
        {
            _buying.Reset();
            _range.Reset();
        }
    }
}
