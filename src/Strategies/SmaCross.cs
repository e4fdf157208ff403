using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;

namespace AlgoTrendy.Strategies;

public sealed record SmaCrossParameters
{
    [Parameter("Length of the fast average, in bars", Min = 1, Max = 1000)]
    public int Fast { get; init; } = 20;

    [Parameter("Length of the slow average, in bars", Min = 2, Max = 1000)]
    public int Slow { get; init; } = 50;

    [Parameter("Share of equity to hold while long", Min = 0.01, Max = 1)]
    public decimal Weight { get; init; } = 1m;
}

[Strategy("sma-cross", "Long while the fast simple average is above the slow one, flat below")]
public sealed class SmaCross : LongOrFlat
{
    private readonly Sma _fast;
    private readonly Sma _slow;

    public SmaCross(SmaCrossParameters parameters) : base(parameters.Weight)
    {
        Lengths.Check(parameters.Fast, parameters.Slow);
        (_fast, _slow) = (new(parameters.Fast), new(parameters.Slow));
    }

    public override void OnBar(BarStream stream, in Bar bar)
    {
        var (fast, slow) = (_fast.Update(bar.Close), _slow.Update(bar.Close));
        if (_slow.IsReady) Follow(stream.Instrument, fast > slow);
    }
}
