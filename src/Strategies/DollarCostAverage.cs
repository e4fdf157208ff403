using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Strategies;

public sealed record DollarCostAverageParameters
{
    [Parameter("Days between two purchases", Min = 1, Max = 366)]
    public int Days { get; init; } = 7;

    [Parameter("Share of the starting equity that each purchase spends, over all instruments", Min = 0.0001, Max = 1)]
    public decimal Share { get; init; } = 0.02m;
}

[Strategy("dca", "Buys for the same amount at set intervals, whatever the price, while there is cash", MostInstruments = int.MaxValue)]
public sealed class DollarCostAverage(DollarCostAverageParameters parameters) : Strategy
{
    private const string Purchase = "purchase";

    private decimal _amount;
    private bool _isRunning;

    public override void OnStart() => _amount = Context.Account.Equity * parameters.Share / Context.Instruments.Count;

    public override void OnBar(BarStream stream, in Bar bar)
    {
        if (_isRunning) return;

        _isRunning = true;
        BuyAll();
        Context.SetTimer(Purchase, Duration64.FromDays(parameters.Days));
    }

    public override void OnTimer(string name) => BuyAll();

    private void BuyAll()
    {
        foreach (var instrument in Context.Instruments) BuyShare(instrument);
    }

    private void BuyShare(Instrument instrument)
    {
        if (Context.LastPriceOf(instrument) is not { } price || Context.Account.Cash < _amount) return;
        if (Context.WorthOfOne(instrument, price) is not { } worth || worth <= 0m) return;

        var quantity = instrument.RoundDownToLot(_amount / worth);
        if (quantity.Value > 0m) Context.Buy(instrument, quantity.Value);
    }
}
