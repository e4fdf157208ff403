using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>How far a bar reached, a gap from the last close included: max(high, last close) - min(low, last close). NaN for the first bar.</summary>
/// <remarks>Source: J. Welles Wilder, "New Concepts in Technical Trading Systems" (1978).</remarks>
internal sealed class TrueRange
{
    private double _lastClose = double.NaN;

    /// <summary>The close before the last bar, NaN for the first.</summary>
    public double LastClose { get; private set; } = double.NaN;

    public double Update(in Bar bar)
    {
        LastClose = _lastClose;
        _lastClose = bar.Close;
        if (double.IsNaN(LastClose)) return double.NaN;

        return Math.Max(bar.High - bar.Low, Math.Max(Math.Abs(bar.High - LastClose), Math.Abs(bar.Low - LastClose)));
    }

    public void Reset() => _lastClose = LastClose = double.NaN;
}
