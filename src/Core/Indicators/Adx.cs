using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Average directional index: how strong a trend is, 0 to 100, whichever way it goes; +DI and -DI say which.</summary>
/// <remarks>
/// Source: J. Welles Wilder, "New Concepts in Technical Trading Systems" (1978). Directional movements and true ranges are smoothed to +DI and -DI;
/// dx = 100·|+DI - -DI| / (+DI + -DI); adx is its smoothed average, adxr the mean of adx and that of <c>length</c> bars ago. No range at all makes no index.
/// </remarks>
[Indicator("adx", "Average directional index", Pane.Own)]
public sealed class Adx : IBarIndicator
{
    private readonly TrueRange _trueRange = new();
    private readonly Smma _range;
    private readonly Smma _up;
    private readonly Smma _down;
    private readonly Smma _index;
    private readonly Delay _pastIndex;
    private double _lastHigh;
    private double _lastLow;

    public Adx([InRange(1, 1000)] int length = 14)
    {
        (_range, _up, _down) = (new Smma(Require.Length(length)), new Smma(length), new Smma(length));
        (_index, _pastIndex) = (new Smma(length), new Delay(length));
    }

    public bool IsReady => !double.IsNaN(Adxr);

    /// <summary>The average directional index.</summary>
    public double Value => _index.Value;

    public double PlusDi { get; private set; } = double.NaN;

    public double MinusDi { get; private set; } = double.NaN;

    public double Dx { get; private set; } = double.NaN;

    /// <summary>The mean of the index and the one <c>length</c> bars ago.</summary>
    public double Adxr { get; private set; } = double.NaN;

    public double Update(in Bar bar)
    {
        var trueRange = _trueRange.Update(bar);
        if (!double.IsNaN(trueRange)) Move(trueRange, bar.High - _lastHigh, _lastLow - bar.Low);
        (_lastHigh, _lastLow) = (bar.High, bar.Low);
        return Value;
    }

    public void Reset()
    {
        _trueRange.Reset();
        _range.Reset();
        _up.Reset();
        _down.Reset();
        _index.Reset();
        _pastIndex.Reset();
        PlusDi = MinusDi = Dx = Adxr = double.NaN;
    }

    private void Move(double trueRange, double up, double down)
    {
        var range = _range.Update(trueRange);
        var plus = _up.Update(up > down && up > 0 ? up : 0);
        var minus = _down.Update(down > up && down > 0 ? down : 0);
        if (!(range > 0)) return;

        (PlusDi, MinusDi) = (100 * plus / range, 100 * minus / range);
        Dx = PlusDi == MinusDi ? 0 : 100 * Math.Abs(PlusDi - MinusDi) / (PlusDi + MinusDi);
        _index.Update(Dx);
        if (!_index.IsReady) return;

        var past = _pastIndex.Update(Value);
        Adxr = (Value + past) / 2;
    }
}
