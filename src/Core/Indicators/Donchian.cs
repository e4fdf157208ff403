using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Donchian channel: the highest high and the lowest low of the <c>length</c> bars before this one, and the line between them.</summary>
/// <remarks>Source: Richard Donchian's four-week rule (1960). Without this bar's own high and low, so that it can break out of the channel.</remarks>
[Indicator("donchian", "Donchian channel", Pane.Price)]
public sealed class Donchian : IBarIndicator
{
    private readonly RollingMax _high;
    private readonly RollingMin _low;

    public Donchian([InRange(1, 1000)] int length = 20) => (_high, _low) = (new RollingMax(Require.Length(length)), new RollingMin(length));

    public bool IsReady => !double.IsNaN(Value);

    /// <summary>The middle of the channel.</summary>
    public double Value => (Upper + Lower) / 2;

    public double Upper { get; private set; } = double.NaN;

    public double Lower { get; private set; } = double.NaN;

    /// <summary>The channel's height as a fraction of its middle; NaN where that is zero.</summary>
    public double Width => Value == 0 ? double.NaN : (Upper - Lower) / Value;

    public double Update(in Bar bar)
    {
        (Upper, Lower) = (_high.Value, _low.Value);
        _high.Update(bar.High);
        _low.Update(bar.Low);
        return Value;
    }

    public void Reset()
    {
        _high.Reset();
        _low.Reset();
        Upper = Lower = double.NaN;
    }
}
