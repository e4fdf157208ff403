using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;

namespace AlgoTrendy.Strategies;

public sealed record RsiReversionParameters
{
    [Parameter("Length of the RSI, in bars", Min = 2, Max = 1000)]
    public int Length { get; init; } = 14;

    [Parameter("Buy below this RSI", Min = 1, Max = 50)]
    public double Oversold { get; init; } = 30;

    [Parameter("Sell above this RSI", Min = 50, Max = 99)]
    public double Recovered { get; init; } = 55;

    [Parameter("Share of equity to hold while long", Min = 0.01, Max = 1)]
    public decimal Weight { get; init; } = 1m;
}

[Strategy("rsi-reversion", "Buys what the RSI calls oversold, sells once it has recovered")]
public sealed class RsiReversion(RsiReversionParameters parameters) : LongOrFlat(parameters.Weight)
{
    private readonly Rsi _rsi = new(parameters.Length);

    public override void OnBar(BarStream stream, in Bar bar)
    {
        _rsi.Update(bar.Close);
        if (!_rsi.IsReady) return;

        if (_rsi.Value < parameters.Oversold) Follow(stream.Instrument, wantsLong: true);
        else if (_rsi.Value > parameters.Recovered) Follow(stream.Instrument, wantsLong: false);
    }
}
