using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Core.Accounts;

/// <summary>Where an account that takes instruments as they come has each of them.</summary>
internal sealed class InstrumentPlaces(Account account)
{
    private readonly Dictionary<Symbol, int> _places = [];

    public int this[Symbol symbol] => _places[symbol];

    /// <summary>Whether every currency and position has a worth in the account's currency.</summary>
    public bool HaveRates => account.Balances.All(balance => balance.Amount == 0m || account.RateOf(balance.Currency) is not null)
        && account.Positions.All(position => position.IsFlat || (PriceOf(position.Instrument.Symbol) is not null && account.RateOf(position.Instrument.Currency) is not null));

    /// <summary>False where nothing gives the rate of what it is counted in.</summary>
    public bool TryAdd(Instrument instrument)
    {
        if (Has(instrument.Symbol)) return true;
        if (!account.TryAdd(instrument)) return false;

        _places.Add(instrument.Symbol, account.Positions.Count - 1);
        return true;
    }

    public bool Has(Symbol symbol) => _places.ContainsKey(symbol);

    public bool TryFind(Symbol symbol, out int place) => _places.TryGetValue(symbol, out place);

    /// <summary>Null before it was first dealt with.</summary>
    public Position? PositionOf(Symbol symbol) => _places.TryGetValue(symbol, out var place) ? account.Positions[place] : null;

    /// <summary>The last price; null before the first.</summary>
    public decimal? PriceOf(Symbol symbol) => _places.TryGetValue(symbol, out var place) && account.MarkOf(place) != 0 ? account.ExactMarkOf(place) : null;
}
