using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Normalised average true range: the <see cref="Atr"/> in percent of the close; NaN where that is zero.</summary>
/// <remarks>Source: John Forman, "Cross-Market Evaluations with Normalized Average True Range", Stocks &amp; Commodities, May 2006.</remarks>
[Indicator("natr", "Normalised average true range", Pane.Own)]
public sealed class Natr([InRange(1, 1000)] int length = 14) : IBarIndicator
{
    private readonly Atr _atr = new(length);

    public bool IsReady => _atr.IsReady;

    public double Value => _atr.Percent;

    public double Update(in Bar bar)
    {
        _atr.Update(bar);
        return Value;
    }

    public void Reset() => _atr.Reset();
}
