using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Keltner channels: the ema of closes, and <c>multiplier</c> average true ranges above and below it.</summary>
/// <remarks>Source: Chester Keltner, "How to Make Money in Commodities" (1960), as changed by Linda Raschke to averages of ema and atr.</remarks>
[Indicator("keltner", "Keltner channels", Pane.Price)]
public sealed class Keltner : IBarIndicator
{
    private readonly Ema _ema;
    private readonly Atr _atr;
    private readonly double _multiplier;
    private readonly int _least;
    private int _seen;

    public Keltner([InRange(1, 1000)] int length = 20, [InRange(0.01, 100)] double multiplier = 2, [InRange(1, 1000)] int atrLength = 10)
    {
        (_ema, _atr) = (new Ema(Require.Length(length)), new Atr(Require.Length(atrLength)));
        _multiplier = Require.Positive(multiplier);
        _least = Math.Max(length, atrLength);
    }

    public bool IsReady => _ema.IsReady && _atr.IsReady;

    /// <summary>The ema.</summary>
    public double Value { get; private set; } = double.NaN;

    public double Upper => Value + Reach;

    public double Lower => Value - Reach;

    /// <summary>The distance of the bands as a fraction of the ema; NaN where that is zero.</summary>
    public double Width => Value == 0 ? double.NaN : 2 * Reach / Value;

    private double Reach => _atr.Value * _multiplier;

    public double Update(in Bar bar)
    {
        var ema = _ema.Update(bar.Close);
        _atr.Update(bar);
        if (_seen < _least) _seen++;
        return Value = _seen < _least ? double.NaN : ema;
    }

    public void Reset()
    {
        _ema.Reset();
        _atr.Reset();
        (_seen, Value) = (0, double.NaN);
    }
}
