namespace AlgoTrendy.Core.Indicators;

/// <summary>Chande momentum oscillator: 100·(gains - losses) / (gains + losses) over <c>length</c> changes, -100 to 100; NaN where nothing moved.</summary>
/// <remarks>Source: Tushar Chande and Stanley Kroll, "The New Technical Trader" (1994).</remarks>
[Indicator("cmo", "Chande momentum oscillator", Pane.Own)]
public sealed class Cmo : IValueIndicator
{
    private readonly RollingSum _gains;
    private readonly RollingSum _losses;
    private double _last = double.NaN;

    public Cmo([InRange(1, 1000)] int length = 14) => (_gains, _losses) = (new RollingSum(Require.Length(length)), new RollingSum(length));

    public bool IsReady => !double.IsNaN(_gains.Value);

    public double Value { get; private set; } = double.NaN;

    public double Update(double value)
    {
        var change = value - _last;
        _last = value;
        if (double.IsNaN(change)) return Value;

        var gains = _gains.Update(change > 0 ? change : 0);
        var losses = _losses.Update(change < 0 ? -change : 0);
        return Value = gains + losses == 0 ? double.NaN : 100 * (gains - losses) / (gains + losses);
    }

    public void Reset()
    {
        _gains.Reset();
        _losses.Reset();
        _last = Value = double.NaN;
    }
}
