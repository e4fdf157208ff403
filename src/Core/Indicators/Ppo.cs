namespace AlgoTrendy.Core.Indicators;

/// <summary>Percentage price oscillator: the MACD in percent of its slow ema, NaN where that is zero; the signal is its ema.</summary>
/// <remarks>Source: Gerald Appel, "Technical Analysis: Power Tools for Active Investors" (2005).</remarks>
[Indicator("ppo", "Percentage price oscillator", Pane.Own)]
public sealed class Ppo : IValueIndicator
{
    private readonly Ema _fast;
    private readonly Ema _slow;
    private readonly Ema _signal;

    public Ppo([InRange(1, 1000)] int fast = 12, [InRange(2, 1000)] int slow = 26, [InRange(1, 1000)] int signal = 9)
    {
        Require.Shorter(fast, slow);
        (_fast, _slow, _signal) = (new Ema(Require.Length(fast)), new Ema(Require.Length(slow)), new Ema(Require.Length(signal)));
    }

    public bool IsReady => _signal.IsReady;

    public double Value { get; private set; } = double.NaN;

    public double Signal => _signal.Value;

    /// <summary>The line's distance from its signal.</summary>
    public double Histogram => Value - Signal;

    public double Update(double value)
    {
        var (fast, slow) = (_fast.Update(value), _slow.Update(value));
        Value = slow == 0 ? double.NaN : 100 * (fast - slow) / slow;
        if (!double.IsNaN(Value)) _signal.Update(Value);
        return Value;
    }

    public void Reset()
    {
        _fast.Reset();
        _slow.Reset();
        _signal.Reset();
        Value = double.NaN;
    }
}
