using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Money flow index: 100 - 100 / (1 + money that flowed while the typical price rose / while it fell), over <c>length</c> bars, 0 to 100; 100 where none flowed out.</summary>
/// <remarks>Source: Gene Quong and Avrum Soudack, "Volume-Weighted RSI: Money Flow", Stocks &amp; Commodities, March 1989.</remarks>
[Indicator("mfi", "Money flow index", Pane.Own)]
public sealed class Mfi : IBarIndicator
{
    private readonly RollingSum _in;
    private readonly RollingSum _out;
    private double _last = double.NaN;

    public Mfi([InRange(1, 1000)] int length = 14) => (_in, _out) = (new RollingSum(Require.Length(length)), new RollingSum(length));

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public double Update(in Bar bar)
    {
        var (typical, last) = (bar.Typical(), _last);
        _last = typical;
        if (double.IsNaN(last)) return Value;

        var flow = typical * bar.Volume;
        var flowIn = _in.Update(typical > last ? flow : 0);
        var flowOut = _out.Update(typical < last ? flow : 0);
        return Value = flowOut == 0 ? 100 : 100 - 100 / (1 + flowIn / flowOut);
    }

    public void Reset()
    {
        _in.Reset();
        _out.Reset();
        _last = Value = double.NaN;
    }
}
