using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Engine;

/// <summary>The last best bid and ask of each instrument that is quoted, by its place in the account.</summary>
internal sealed class QuoteBoard(int instruments)
{
    private readonly (double Bid, double Ask)?[] _quotes = new (double, double)?[instruments];

    public void Show(int instrument, double bid, double ask) => _quotes[instrument] = (bid, ask);

    public bool Has(int instrument) => _quotes[instrument] is not null;

    /// <summary>The side that an order would trade with; null where it is empty.</summary>
    public decimal? Opposite(int instrument, OrderSide side)
    {
        if (_quotes[instrument] is not { } quote) return null;

        var price = side == OrderSide.Buy ? quote.Ask : quote.Bid;
        return double.IsNaN(price) ? null : (decimal)price;
    }
}
