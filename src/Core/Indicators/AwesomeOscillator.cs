using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Awesome oscillator: the fast minus the slow simple average of the bars' middles.</summary>
/// <remarks>Source: Bill Williams, "New Trading Dimensions" (1998).</remarks>
[Indicator("awesome", "Awesome oscillator", Pane.Own)]
public sealed class AwesomeOscillator : IBarIndicator
{
    private readonly Sma _fast;
    private readonly Sma _slow;

    public AwesomeOscillator([InRange(1, 1000)] int fast = 5, [InRange(2, 1000)] int slow = 34)
    {
        Require.Shorter(fast, slow);
        (_fast, _slow) = (new Sma(Require.Length(fast)), new Sma(Require.Length(slow)));
    }

    public bool IsReady => _slow.IsReady;

    public double Value { get; private set; } = double.NaN;

    public double Update(in Bar bar)
    {
        var middle = bar.Median();
        return Value = _fast.Update(middle) - _slow.Update(middle);
    }

    public void Reset()
    {
        _fast.Reset();
        _slow.Reset();
        Value = double.NaN;
    }
}
