using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Force index: the ema of each bar's change of close times its volume.</summary>
/// <remarks>Source: Alexander Elder, "Trading for a Living" (1993).</remarks>
[Indicator("force", "Force index", Pane.Own)]
public sealed class ForceIndex : IBarIndicator
{
    private readonly Ema _ema;
    private double _lastClose = double.NaN;

    public ForceIndex([InRange(1, 1000)] int length = 13) => _ema = new Ema(Require.Length(length));

    public bool IsReady => _ema.IsReady;

    public double Value => _ema.Value;

    public double Update(in Bar bar)
    {
        var change = bar.Close - _lastClose;
        _lastClose = bar.Close;
        return double.IsNaN(change) ? Value : _ema.Update(change * bar.Volume);
    }

    public void Reset()
    {
        _ema.Reset();
        _lastClose = double.NaN;
    }
}
