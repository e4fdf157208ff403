using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Average true range: the smoothed average of max(high, last close) - min(low, last close).</summary>
/// <remarks>Source: J. Welles Wilder, "New Concepts in Technical Trading Systems" (1978). The first bar has no last close and does not count.</remarks>
[Indicator("atr", "Average true range", Pane.Own)]
public sealed class Atr : IBarIndicator
{
    private readonly TrueRange _range = new();
    private readonly Smma _average;

    public Atr([InRange(1, 1000)] int length = 14) => _average = new Smma(Require.Length(length));

    public bool IsReady => _average.IsReady;

    public double Value => _average.Value;

    /// <summary>The last bar's true range.</summary>
    public double TrueRange { get; private set; } = double.NaN;

    /// <summary>The average in percent of the close; NaN where that is zero.</summary>
    public double Percent { get; private set; } = double.NaN;

    public double Update(in Bar bar)
    {
        TrueRange = _range.Update(bar);
        if (!double.IsNaN(TrueRange)) _average.Update(TrueRange);
        Percent = bar.Close == 0 ? double.NaN : Value / bar.Close * 100;
        return Value;
    }

    public void Reset()
    {
        _range.Reset();
        _average.Reset();
        TrueRange = Percent = double.NaN;
    }
}
