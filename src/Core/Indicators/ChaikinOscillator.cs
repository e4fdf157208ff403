using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Chaikin oscillator: the fast minus the slow ema of the accumulation/distribution line.</summary>
/// <remarks>Source: Marc Chaikin, https://school.stockcharts.com, "Chaikin Oscillator".</remarks>
[Indicator("chaikin", "Chaikin oscillator", Pane.Own)]
public sealed class ChaikinOscillator : IBarIndicator
{
    private readonly AccumulationDistribution _line = new();
    private readonly Apo _difference;

    public ChaikinOscillator([InRange(1, 1000)] int fast = 3, [InRange(2, 1000)] int slow = 10) => _difference = new Apo(fast, slow);

    public bool IsReady => _difference.IsReady;

    public double Value => _difference.Value;

    public double Update(in Bar bar) => _difference.Update(_line.Update(bar));

    public void Reset()
    {
        _line.Reset();
        _difference.Reset();
    }
}
