using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;
using Balance = AlgoTrendy.Connectors.Brokers.Balance;

namespace AlgoTrendy.Connectors.Paper;

/// <summary>What a paper account has: cash by currency and a position by symbol, as seeded and as its fills have made them since.</summary>
internal sealed class Wallet
{
    private readonly Dictionary<Currency, decimal> _cash = [];
    private readonly Dictionary<Symbol, Position> _positions = [];

    public IEnumerable<Money> Cash => _cash.Select(one => new Money(one.Value, one.Key));

    public IEnumerable<Position> Positions => _positions.Values;

    public decimal PositionOf(Symbol symbol) => _positions.GetValueOrDefault(symbol)?.Quantity ?? 0m;

    public void Pay(Money amount) => _cash[amount.Currency] = _cash.GetValueOrDefault(amount.Currency) + amount.Amount;

    public void Hold(Instrument instrument, decimal quantity, decimal cost, Instant64 time) => Of(instrument).Trade(quantity, cost, time, []);

    public void Apply(in Execution fill)
    {
        var signed = fill.Side == OrderSide.Buy ? fill.Quantity.Value : -fill.Quantity.Value;
        Trade(Of(fill.Instrument), signed, fill.Instrument.WorthOf(signed * fill.Price.Value), fill.Fee, fill.Time);
    }

    /// <summary>Divides what is held; what is no whole lot is settled in cash.</summary>
    public void Split(Instrument instrument, decimal factor, decimal referenceClose, Instant64 time)
    {
        if (!_positions.TryGetValue(instrument.Symbol, out var position)) return;
        var (signed, worth) = position.Split(factor, referenceClose);
        if (signed != 0m) Trade(position, signed, worth, 0m, time);
    }

    /// <summary>Who is short pays.</summary>
    public void PayDividend(Instrument instrument, decimal perShare)
    {
        if (_positions.TryGetValue(instrument.Symbol, out var position)) Pay(new(position.DividendOf(perShare), instrument.Currency));
    }

    /// <param name="locked">What open orders tie up.</param>
    public IReadOnlyList<Balance> Balances(IReadOnlyDictionary<Currency, decimal> locked)
    {
        var totals = new Dictionary<Currency, decimal>(_cash);
        foreach (var position in _positions.Values)
            if (LiveAccount.CoinOf(position.Instrument) is { } coin) totals[coin] = totals.GetValueOrDefault(coin) + position.Quantity;
        return [.. totals.Select(one => new Balance(one.Key, one.Value - locked.GetValueOrDefault(one.Key), locked.GetValueOrDefault(one.Key)))];
    }

    private void Trade(Position position, decimal signed, decimal worth, decimal fee, Instant64 time)
    {
        var (_, realized) = position.Trade(signed, worth, time, []);
        Pay(new((position.Instrument.IsMargined ? realized : -worth) - fee, position.Instrument.Currency));
    }

    private Position Of(Instrument instrument)
    {
        if (!_positions.TryGetValue(instrument.Symbol, out var position)) _positions.Add(instrument.Symbol, position = new(instrument, LotMethod.Average));
        return position;
    }
}

/// <summary>What open orders tie up: what a buy may cost at its own price, what a sale of coins would hand over; of orders that end one another only the dearest.</summary>
internal static class Locks
{
    public static IReadOnlyDictionary<Currency, decimal> Of(IEnumerable<WorkingOrder> orders, IVenueWorld world)
    {
        var locked = new Dictionary<Currency, decimal>();
        foreach (var group in orders.GroupBy(one => one.Link is { } link ? (object)link : one))
            if (group.Select(one => LockOf(one.Order, one.Available, world)).OfType<Money>().OrderBy(one => one.Amount).Cast<Money?>().LastOrDefault() is { } most)
                locked[most.Currency] = locked.GetValueOrDefault(most.Currency) + most.Amount;
        return locked;
    }

    private static Money? LockOf(Order order, decimal available, IVenueWorld world)
    {
        var instrument = order.Instrument;
        if (instrument.IsMargined || available <= 0m) return null;
        if (order.Side == OrderSide.Sell) return LiveAccount.CoinOf(instrument) is { } coin ? new(available, coin) : null;

        var price = order.Terms switch
        {
            LimitTerms terms => terms.Limit.Value,
            StopLimitTerms terms => terms.Limit.Value,
            StopTerms terms => terms.Stop.Value,
            _ => world.LastPriceOf(instrument) ?? 0m,
        };
        return order.IsReduceOnly ? null : instrument.Notional(new(price), new(available));
    }
}
