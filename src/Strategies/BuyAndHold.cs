using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;

namespace AlgoTrendy.Strategies;

public sealed record BuyAndHoldParameters
{
    [Parameter("Share of equity to hold", Min = 0.01, Max = 1)]
    public decimal Weight { get; init; } = 1m;
}

[Strategy("buy-and-hold", "Buys at the first bar and keeps what it bought", MostInstruments = int.MaxValue)]
public sealed class BuyAndHold(BuyAndHoldParameters parameters) : Strategy
{
    private bool _hasBought;

    public override void OnBar(BarStream stream, in Bar bar)
    {
        if (_hasBought) return;

        _hasBought = true;
        // Several instruments share the equity alike.
        var instruments = Context.Streams.Select(one => one.Instrument).DistinctBy(one => one.Symbol).ToArray();
        foreach (var instrument in instruments) Context.SetHoldings(instrument, parameters.Weight / instruments.Length);
    }
}
