using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Volume-weighted moving average: Σ close·volume / Σ volume over <c>length</c> bars; NaN where nothing was traded in all of them.</summary>
/// <remarks>Source: Buff Dormeier, "Buff Up Your Moving Averages", Stocks &amp; Commodities, February 2001.</remarks>
[Indicator("vwma", "Volume-weighted moving average", Pane.Price)]
public sealed class Vwma : IBarIndicator
{
    private readonly RollingSum _worth;
    private readonly RollingSum _volume;

    public Vwma([InRange(1, 1000)] int length = 20) => (_worth, _volume) = (new RollingSum(Require.Length(length)), new RollingSum(length));

    public bool IsReady => !double.IsNaN(_volume.Value);

    public double Value { get; private set; } = double.NaN;

    public double Update(in Bar bar)
    {
        var worth = _worth.Update(bar.Close * bar.Volume);
        var volume = _volume.Update(bar.Volume);
        return Value = volume == 0 ? double.NaN : worth / volume;
    }

    public void Reset()
    {
        _worth.Reset();
        _volume.Reset();
        Value = double.NaN;
    }
}
