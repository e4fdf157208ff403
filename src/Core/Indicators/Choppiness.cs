using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Choppiness index: 100·log(Σ true range / range of all <c>length</c> bars) / log(length), 100 for a market that goes nowhere; NaN where there is no range.</summary>
/// <remarks>Source: Bill Dreiss, "The Choppiness Index" (1993). The range runs from the lowest to the highest of lows, highs and the closes before them.</remarks>
[Indicator("choppiness", "Choppiness index", Pane.Own)]
public sealed class Choppiness : IBarIndicator
{
    private readonly TrueRange _trueRange = new();
    private readonly RollingSum _sum;
    private readonly RollingMax _high;
    private readonly RollingMin _low;
    private readonly double _scale;

    public Choppiness([InRange(2, 1000)] int length = 14)
    {
        _sum = new RollingSum(Require.Length(length, least: 2));
        (_high, _low) = (new RollingMax(length), new RollingMin(length));
        _scale = 100 / PortableMath.Log(length);
    }

    public bool IsReady => !double.IsNaN(_sum.Value);

    public double Value { get; private set; } = double.NaN;

    public double Update(in Bar bar)
    {
        var trueRange = _trueRange.Update(bar);
        if (double.IsNaN(trueRange)) return Value;

        var sum = _sum.Update(trueRange);
        var range = _high.Update(Math.Max(bar.High, _trueRange.LastClose)) - _low.Update(Math.Min(bar.Low, _trueRange.LastClose));
        return Value = range > 0 ? PortableMath.Log(sum / range) * _scale : double.NaN;
    }

    public void Reset()
    {
        _trueRange.Reset();
        _sum.Reset();
        _high.Reset();
        _low.Reset();
        Value = double.NaN;
    }
}
