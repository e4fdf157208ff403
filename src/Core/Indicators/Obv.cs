using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>On-balance volume: all volume so far, counted up where the close rose and down where it fell; 0 after the first bar.</summary>
/// <remarks>Source: Joseph Granville, "Granville's New Key to Stock Market Profits" (1963).</remarks>
[Indicator("obv", "On-balance volume", Pane.Own)]
public sealed class Obv : IBarIndicator
{
    private readonly RunningSum _sum = new();
    private double _lastClose = double.NaN;

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public double Update(in Bar bar)
    {
        // Against the NaN before the first bar both comparisons are false.
        Value = _sum.Add(bar.Close > _lastClose ? bar.Volume : bar.Close < _lastClose ? -bar.Volume : 0);
        _lastClose = bar.Close;
        return Value;
    }

    public void Reset()
    {
        _sum.Reset();
        _lastClose = Value = double.NaN;
    }
}
