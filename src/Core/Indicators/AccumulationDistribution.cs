using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Accumulation/distribution line: all volume so far, each bar's weighed from -1 (closed at its low) to 1 (at its high).</summary>
/// <remarks>Source: Marc Chaikin's volume accumulation, https://school.stockcharts.com, "Accumulation Distribution Line". A bar without range counts as 0.</remarks>
[Indicator("ad", "Accumulation/distribution line", Pane.Own)]
public sealed class AccumulationDistribution : IBarIndicator
{
    private readonly RunningSum _sum = new();

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public double Update(in Bar bar) => Value = _sum.Add(MoneyFlow.Of(bar));

    public void Reset()
    {
        _sum.Reset();
        Value = double.NaN;
    }
}
