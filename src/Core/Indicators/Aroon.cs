using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Aroon: how lately the highest high and the lowest low of <c>length</c> + 1 bars came, 100 for now and 0 for the oldest; the oscillator is up - down.</summary>
/// <remarks>Source: Tushar Chande, "Aroon", Stocks &amp; Commodities, September 1995. Of equal highs or lows the oldest counts, as in the reference library.</remarks>
[Indicator("aroon", "Aroon", Pane.Own)]
public sealed class Aroon : IBarIndicator
{
    private readonly PeakAge _high;
    private readonly PeakAge _low;
    private readonly int _length;

    public Aroon([InRange(1, 1000)] int length = 25)
    {
        _length = Require.Length(length);
        (_high, _low) = (new PeakAge(length + 1), new PeakAge(length + 1));
    }

    public bool IsReady => !double.IsNaN(Value);

    /// <summary>The oscillator, -100 to 100.</summary>
    public double Value => Up - Down;

    public double Up { get; private set; } = double.NaN;

    public double Down { get; private set; } = double.NaN;

    public double Update(in Bar bar)
    {
        var (high, low) = (_high.Update(bar.High), _low.Update(-bar.Low));
        if (high < 0) return Value;

        (Up, Down) = (100.0 * (_length - high) / _length, 100.0 * (_length - low) / _length);
        return Value;
    }

    public void Reset()
    {
        _high.Reset();
        _low.Reset();
        Up = Down = double.NaN;
    }
}
