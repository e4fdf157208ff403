using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Swing highs and lows: a bar higher (or lower) than <c>left</c> bars before it and not exceeded by <c>right</c> after it. Told only then, and never taken back.</summary>
/// <remarks>Source: the fractals of Bill Williams, "Trading Chaos" (1995), with both sides free. Of equal bars the first is the swing.</remarks>
[Indicator("pivots", "Swing highs and lows", Pane.Price)]
public sealed class Pivots : IBarIndicator
{
    private readonly PeakAge _peak;
    private readonly PeakAge _trough;
    private readonly Delay _highs;
    private readonly Delay _lows;
    private readonly int _right;

    public Pivots([InRange(1, 1000)] int left = 4, [InRange(1, 1000)] int right = 4)
    {
        var span = Require.Length(left) + Require.Length(right) + 1;
        (_peak, _trough) = (new PeakAge(span), new PeakAge(span));
        (_highs, _lows) = (new Delay(right), new Delay(right));
        _right = right;
    }

    public bool IsReady => !double.IsNaN(High) && !double.IsNaN(Low);

    /// <summary>The last swing told of, high or low; of both in one bar, the high.</summary>
    public double Value { get; private set; } = double.NaN;

    /// <summary>The last swing high.</summary>
    public double High { get; private set; } = double.NaN;

    /// <summary>The last swing low.</summary>
    public double Low { get; private set; } = double.NaN;

    /// <summary>This bar confirmed that <c>right</c> bars ago was a swing high.</summary>
    public bool IsNewHigh { get; private set; }

    /// <summary>This bar confirmed that <c>right</c> bars ago was a swing low.</summary>
    public bool IsNewLow { get; private set; }

    public double Update(in Bar bar)
    {
        var (high, low) = (_highs.Update(bar.High), _lows.Update(bar.Low));
        IsNewHigh = _peak.Update(bar.High) == _right;
        IsNewLow = _trough.Update(-bar.Low) == _right;
        if (IsNewLow) Value = Low = low;
        if (IsNewHigh) Value = High = high;
        return Value;
    }

    public void Reset()
    {
        _peak.Reset();
        _trough.Reset();
        _highs.Reset();
        _lows.Reset();
        Value = High = Low = double.NaN;
        IsNewHigh = IsNewLow = false;
    }
}
