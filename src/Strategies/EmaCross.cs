using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;

namespace AlgoTrendy.Strategies;

public sealed record EmaCrossParameters
{
    [Parameter("Length of the fast average, in bars", Min = 1, Max = 1000)]
    public int Fast { get; init; } = 12;

    [Parameter("Length of the slow average, in bars", Min = 2, Max = 1000)]
    public int Slow { get; init; } = 26;

    [Parameter("Share of equity to hold while long", Min = 0.01, Max = 1)]
    public decimal Weight { get; init; } = 1m;
}

[Strategy("ema-cross", "Long while the fast exponential average is above the slow one, flat below")]
public sealed class EmaCross : LongOrFlat
{
    private readonly Ema _fast;
    private readonly Ema _slow;

    public EmaCross(EmaCrossParameters parameters) : base(parameters.Weight)
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
