using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;

namespace AlgoTrendy.Strategies;

public sealed record MacdTrendParameters
{
    [Parameter("Length of the fast average, in bars", Min = 1, Max = 1000)]
    public int Fast { get; init; } = 12;

    [Parameter("Length of the slow average, in bars", Min = 2, Max = 1000)]
    public int Slow { get; init; } = 26;

    [Parameter("Length of the signal line, in bars", Min = 1, Max = 1000)]
    public int Signal { get; init; } = 9;

    [Parameter("How far the MACD must be from its signal, as a fraction of the fast average", Min = 0, Max = 0.5)]
    public double Threshold { get; init; } = 0.0025;

    [Parameter("Share of equity to hold while long", Min = 0.01, Max = 1)]
    public decimal Weight { get; init; } = 1m;
}

[Strategy("macd-trend", "Long once the MACD is clearly above its signal line, flat once it is clearly below")]
public sealed class MacdTrend : LongOrFlat
{
    private readonly Macd _macd;
    private readonly double _threshold;

    public MacdTrend(MacdTrendParameters parameters) : base(parameters.Weight)
    {
        Lengths.Check(parameters.Fast, parameters.Slow);
        _macd = new(parameters.Fast, parameters.Slow, parameters.Signal);
        _threshold = parameters.Threshold;
    }

    public override void OnBar(BarStream stream, in Bar bar)
    {
        _macd.Update(bar.Close);
        if (!_macd.IsReady) return;

        var distance = _macd.Histogram / _macd.FastEma;
        if (distance > _threshold) Follow(stream.Instrument, wantsLong: true);
        else if (distance < -_threshold) Follow(stream.Instrument, wantsLong: false);
    }
}
