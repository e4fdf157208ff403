using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;

namespace AlgoTrendy.Strategies;

public sealed record BollingerReversionParameters
{
    [Parameter("Length of the bands, in bars", Min = 2, Max = 1000)]
    public int Length { get; init; } = 20;

    [Parameter("Width of the bands, in standard deviations", Min = 0.1, Max = 10)]
    public double Width { get; init; } = 2;

    [Parameter("Share of equity to hold while long", Min = 0.01, Max = 1)]
    public decimal Weight { get; init; } = 1m;
}

[Strategy("bollinger-reversion", "Buys below the lower Bollinger band, sells at the middle")]
public sealed class BollingerReversion(BollingerReversionParameters parameters) : LongOrFlat(parameters.Weight)
{
    private readonly Bollinger _bands = new(parameters.Length, parameters.Width);

    public override void OnBar(BarStream stream, in Bar bar)
    {
        _bands.Update(bar.Close);
        if (!_bands.IsReady) return;

        if (bar.Close < _bands.Lower) Follow(stream.Instrument, wantsLong: true);
        else if (bar.Close >= _bands.Value) Follow(stream.Instrument, wantsLong: false);
    }
}
