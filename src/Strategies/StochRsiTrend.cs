using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;

namespace AlgoTrendy.Strategies;

public sealed record StochRsiTrendParameters
{
    [Parameter("Length of the RSI, in bars", Min = 2, Max = 1000)]
    public int Rsi { get; init; } = 14;

    [Parameter("Length of the stochastic on it, in bars", Min = 1, Max = 1000)]
    public int Stochastic { get; init; } = 14;

    [Parameter("Length of the average that says the trend, in bars", Min = 2, Max = 1000)]
    public int Trend { get; init; } = 200;

    [Parameter("Buy below this StochRSI", Min = 1, Max = 50)]
    public double Oversold { get; init; } = 20;

    [Parameter("Sell above this StochRSI", Min = 50, Max = 99)]
    public double Overbought { get; init; } = 80;

    [Parameter("Share of equity to hold while long", Min = 0.01, Max = 1)]
    public decimal Weight { get; init; } = 1m;
}

[Strategy("stoch-rsi-trend", "Buys dips of the StochRSI while the price is above its long average; sells the peaks, or when the trend is lost")]
public sealed class StochRsiTrend(StochRsiTrendParameters parameters) : LongOrFlat(parameters.Weight)
{
    private readonly StochRsi _oscillator = new(parameters.Rsi, parameters.Stochastic);
    private readonly Ema _trend = new(parameters.Trend);

    public override void OnBar(BarStream stream, in Bar bar)
    {
        _oscillator.Update(bar.Close);
        _trend.Update(bar.Close);
        if (!_oscillator.IsReady || !_trend.IsReady) return;

        var isUp = bar.Close > _trend.Value;
        if (isUp && _oscillator.Value < parameters.Oversold) Follow(stream.Instrument, wantsLong: true);
        else if (!isUp || _oscillator.Value > parameters.Overbought) Follow(stream.Instrument, wantsLong: false);
    }
}
