using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>ZigZag: the highs and lows between which the price moved at least <c>percent</c>. A turning point is told once the price has moved that far from it, and never taken back.</summary>
/// <remarks>Source: Arthur Merrill, "Filtered Waves" (1977). Charts draw the line back to the turning point, where a strategy could not have seen it.</remarks>
[Indicator("zigzag", "ZigZag", Pane.Price)]
public sealed class ZigZag : IBarIndicator
{
    private readonly double _up;
    private readonly double _down;
    private double _high;
    private double _low;
    private int _highAge;
    private int _lowAge;
    private int _age;

    public ZigZag([InRange(0.01, 99)] double percent = 5)
    {
        Require.Within(percent, 0.01, 99);
        (_up, _down) = (1 + percent / 100, 1 - percent / 100);
        Reset();
    }

    public bool IsReady => !double.IsNaN(Value);

    /// <summary>The last turning point.</summary>
    public double Value { get; private set; }

    /// <summary>The last turning point is a high.</summary>
    public bool IsHigh { get; private set; }

    /// <summary>How many bars ago it was.</summary>
    public double BarsAgo => IsReady ? _age : double.NaN;

    /// <summary>The furthest that the price has come since, which may become the next turning point.</summary>
    public double Extreme => !IsReady ? double.NaN : IsHigh ? _low : _high;

    public double Update(in Bar bar)
    {
        (_age, _highAge, _lowAge) = (_age + 1, _highAge + 1, _lowAge + 1);
        var isHigher = bar.High > _high;
        var isLower = bar.Low < _low;
        if (isHigher) (_high, _highAge) = (bar.High, 0);
        if (isLower) (_low, _lowAge) = (bar.Low, 0);

        // A bar that makes a new extreme does not also turn away from it: which came first is not known.
        if ((!IsReady || !IsHigh) && !isHigher && bar.Low <= _high * _down) TurnAtHigh(bar.Low);
        else if ((!IsReady || IsHigh) && !isLower && bar.High >= _low * _up) TurnAtLow(bar.High);
        return Value;
    }

    public void Reset()
    {
        (_high, _low, _highAge, _lowAge, _age) = (double.NegativeInfinity, double.PositiveInfinity, 0, 0, 0);
        (Value, IsHigh) = (double.NaN, false);
    }

    private void TurnAtHigh(double low)
    {
        (Value, IsHigh, _age) = (_high, true, _highAge);
        (_low, _lowAge) = (low, 0);
    }

    private void TurnAtLow(double high)
    {
        (Value, IsHigh, _age) = (_low, false, _lowAge);
        (_high, _highAge) = (high, 0);
    }
}
