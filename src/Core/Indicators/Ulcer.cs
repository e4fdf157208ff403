namespace AlgoTrendy.Core.Indicators;

/// <summary>Ulcer index: the root mean square of the last <c>length</c> drawdowns, each in percent below the highest of its own last <c>length</c> values.</summary>
/// <remarks>Source: Peter Martin and Byron McCann, "The Investor's Guide to Fidelity Funds" (1989), as at https://school.stockcharts.com, "Ulcer Index". Ready after 2·length - 1 values.</remarks>
[Indicator("ulcer", "Ulcer index", Pane.Own)]
public sealed class Ulcer : IValueIndicator
{
    private readonly RollingMax _peak;
    private readonly RollingSum _squares;
    private readonly double _share;

    public Ulcer([InRange(1, 1000)] int length = 14)
    {
        (_peak, _squares) = (new RollingMax(Require.Length(length)), new RollingSum(length));
        _share = 1.0 / length;
    }

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public double Update(double value)
    {
        var peak = _peak.Update(value);
        if (double.IsNaN(peak)) return Value;

        var drawdown = peak == 0 ? 0 : 100 * (value - peak) / peak;
        return Value = Math.Sqrt(_squares.Update(drawdown * drawdown) * _share);
    }

    public void Reset()
    {
        _peak.Reset();
        _squares.Reset();
        Value = double.NaN;
    }
}
