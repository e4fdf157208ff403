using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Parabolic stop and reverse: a stop that follows the trend faster with each new extreme, and changes sides where it is hit.</summary>
/// <remarks>
/// Source: J. Welles Wilder, "New Concepts in Technical Trading Systems" (1978). The first trend is a guess (rising, from the first low), so nothing is told
/// until it has ended; a market that never turns never makes it ready.
/// </remarks>
[Indicator("parabolic-sar", "Parabolic stop and reverse", Pane.Price)]
public sealed class ParabolicSar : IBarIndicator
{
    private readonly double _step;
    private readonly double _most;
    private Bar _last;
    private Bar _beforeLast;
    private int _seen;
    private bool _hasTurned;
    private bool _turns;
    private bool _isRising;
    private double _stop;
    private double _extreme;
    private double _factor;

    public ParabolicSar([InRange(0.0001, 1)] double step = 0.02, [InRange(0.0001, 1)] double most = 0.2)
    {
        if (Require.Positive(step) > Require.Positive(most)) throw new ArgumentException($"step ({step}) must not be greater than most ({most}).", nameof(step));
        (_step, _most) = (step, most);
    }

    public bool IsReady => !double.IsNaN(Value);

    /// <summary>The stop.</summary>
    public double Value { get; private set; } = double.NaN;

    /// <summary>This bar hit the stop, and the trend turned.</summary>
    public bool IsReversal { get; private set; }

    public double Update(in Bar bar)
    {
        var isTold = _hasTurned;
        if (_seen == 0) (_isRising, _stop, _extreme, _factor) = (true, bar.Low, bar.High, _step);
        else if (_isRising) Rise(bar);
        else Fall(bar);

        if (_seen < 2) _seen++;
        (_beforeLast, _last) = (_last, bar);
        if (!isTold) return Value;

        IsReversal = _turns;
        return Value = _stop;
    }

    public void Reset()
    {
        (_seen, _hasTurned, _turns) = (0, false, false);
        (Value, IsReversal) = (double.NaN, false);
    }

    private void Rise(in Bar bar)
    {
        var stop = _stop + _factor * (_extreme - _stop);
        if (_seen == 2) stop = Math.Min(stop, Math.Min(_last.Low, _beforeLast.Low));
        if (bar.Low < stop) Turn(bar.Low);
        else Follow(stop, bar.High > _extreme, bar.High);
    }

    private void Fall(in Bar bar)
    {
        var stop = _stop - _factor * (_stop - _extreme);
        if (_seen == 2) stop = Math.Max(stop, Math.Max(_last.High, _beforeLast.High));
        if (bar.High > stop) Turn(bar.High);
        else Follow(stop, bar.Low < _extreme, bar.Low);
    }

    private void Follow(double stop, bool isNewExtreme, double extreme)
    {
        (_stop, _turns) = (stop, false);
        if (isNewExtreme) (_extreme, _factor) = (extreme, Math.Min(_factor + _step, _most));
    }

    private void Turn(double extreme)
    {
        (_stop, _extreme) = (_extreme, extreme);
        (_isRising, _factor) = (!_isRising, _step);
        (_turns, _hasTurned) = (true, true);
    }
}
