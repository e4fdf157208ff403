namespace AlgoTrendy.Core.Indicators;

/// <summary>Relative strength index: 100 - 100 / (1 + smma(gains) / smma(losses)), 0 to 100; 100 where nothing was lost.</summary>
/// <remarks>
/// Source: J. Welles Wilder, "New Concepts in Technical Trading Systems" (1978). While the price has not moved at all since the start there is no ratio;
/// the first such value is NaN, and 100 from the next on, as in the reference library Stock.Indicators.
/// </remarks>
[Indicator("rsi", "Relative strength index", Pane.Own)]
public sealed class Rsi : IValueIndicator
{
    private readonly Smma _gain;
    private readonly Smma _loss;
    private double _last = double.NaN;

    public Rsi([InRange(1, 1000)] int length = 14) => (_gain, _loss) = (new Smma(Require.Length(length)), new Smma(length));

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public double Update(double value)
    {
        var change = value - _last;
        _last = value;
        if (double.IsNaN(change)) return Value;

        var wasReady = _gain.IsReady;
        var gain = _gain.Update(change > 0 ? change : 0);
        var loss = _loss.Update(change < 0 ? -change : 0);
        return Value = loss > 0 ? 100 - 100 / (1 + gain / loss) : gain > 0 || wasReady ? 100 : double.NaN;
    }

    public void Reset()
    {
        _gain.Reset();
        _loss.Reset();
        _last = Value = double.NaN;
    }
}
