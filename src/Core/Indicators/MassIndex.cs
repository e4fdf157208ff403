using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Mass index: Σ of ema(high - low) / ema(ema(high - low)) over <c>length</c> bars; a bulge above 27 warns of a reversal.</summary>
/// <remarks>Source: Donald Dorsey, "The Mass Index", Stocks &amp; Commodities, June 1992. Where bars have had no range at all, the ratio counts as 1.</remarks>
[Indicator("mass-index", "Mass index", Pane.Own)]
public sealed class MassIndex : IBarIndicator
{
    private readonly EmaChain _ranges;
    private readonly RollingSum _sum;

    public MassIndex([InRange(1, 1000)] int length = 25, [InRange(1, 1000)] int smoothing = 9) =>
        (_sum, _ranges) = (new RollingSum(Require.Length(length)), new EmaChain(2, Require.Length(smoothing)));

    public bool IsReady => !double.IsNaN(Value);

    public double Value => _sum.Value;

    public double Update(in Bar bar)
    {
        var smooth = _ranges.Update(bar.High - bar.Low);
        if (!double.IsNaN(smooth)) _sum.Update(smooth == 0 ? 1 : _ranges[0] / smooth);
        return Value;
    }

    public void Reset()
    {
        _ranges.Reset();
        _sum.Reset();
    }
}
