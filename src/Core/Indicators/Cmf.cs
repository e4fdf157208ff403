using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Chaikin money flow: the accumulation/distribution of <c>length</c> bars over their volume, -1 to 1; NaN where nothing was traded.</summary>
/// <remarks>Source: Marc Chaikin, https://school.stockcharts.com, "Chaikin Money Flow".</remarks>
[Indicator("cmf", "Chaikin money flow", Pane.Own)]
public sealed class Cmf : IBarIndicator
{
    private readonly RollingSum _flow;
    private readonly RollingSum _volume;

    public Cmf([InRange(1, 1000)] int length = 20) => (_flow, _volume) = (new RollingSum(Require.Length(length)), new RollingSum(length));

    public bool IsReady => !double.IsNaN(_volume.Value);

    public double Value { get; private set; } = double.NaN;

    public double Update(in Bar bar)
    {
        var flow = _flow.Update(MoneyFlow.Of(bar));
        var volume = _volume.Update(bar.Volume);
        return Value = volume == 0 ? double.NaN : flow / volume;
    }

    public void Reset()
    {
        _flow.Reset();
        _volume.Reset();
        Value = double.NaN;
    }
}
