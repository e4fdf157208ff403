using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Accounts;

/// <summary>The engine's bookings for an account that is kept from what others tell: instruments come as they are met, nothing is refused, and of the ledger only the entries of the last fact stay here.</summary>
public sealed class AccountBook
{
    private readonly InstrumentPlaces _places;
    private int _touched = -1;

    public AccountBook(Currency currency, AccountKind kind, decimal leverage, LotMethod lots, Instant64 openedAt)
    {
        Account = new(new() { StartingCash = new(0m, currency), Kind = kind, Leverage = leverage, Lots = lots, Rates = ExchangeRate.DollarsAtPar(currency), IsTold = true }, [], openedAt);
        _places = new(Account);
        Account.Ledger.Forget();
    }

    public Account Account { get; }

    /// <summary>What the last fact was booked as.</summary>
    public IReadOnlyList<LedgerEntry> Entries => Account.Ledger.Entries;

    /// <summary>In the order in which they were met.</summary>
    public IReadOnlyList<Position> Positions => Account.Positions;

    /// <summary>What the last fact closed.</summary>
    public IReadOnlyList<ClosedLot> ClosedLots => _touched < 0 ? [] : Positions[_touched].ClosedLots;

    /// <summary>At the last prices; null while a price or a rate is missing, and where it is more than can be counted.</summary>
    public decimal? Equity => Counted<decimal?>(() => Account.Equity);

    /// <summary>Null where <see cref="Equity"/> is.</summary>
    public MarginStatus? Margin => Counted<MarginStatus?>(() => MarginRules.StatusOf(Account));

    /// <summary>Paid in less paid out, in the account's currency.</summary>
    public decimal Capital => -Account.Ledger.TotalOf(LedgerAccount.Capital) - Account.Ledger.TotalOf(LedgerAccount.Withdrawals);

    /// <summary>In the account's currency at the rates of the bookings.</summary>
    public decimal FeesPaid => Account.Ledger.TotalOf(LedgerAccount.Fees);

    public bool Knows(Symbol symbol) => _places.Has(symbol);

    /// <summary>Null before it was first dealt with.</summary>
    public Position? PositionOf(Symbol symbol) => _places.PositionOf(symbol);

    /// <summary>Null before the first.</summary>
    public decimal? PriceOf(Symbol symbol) => _places.PriceOf(symbol);

    /// <summary>What is held at the last price, in its own currency; null without one, and where it is more than can be counted.</summary>
    public decimal? WorthOf(Position position) => AtPrice(position, position.WorthAt);

    /// <summary>The profit that closing at the last price would realise, before fees; null where <see cref="WorthOf"/> is.</summary>
    public decimal? UnrealizedOf(Position position) => AtPrice(position, position.UnrealizedPnlAt);

    /// <summary>The same of one of its lots.</summary>
    public decimal? UnrealizedOf(Position position, Lot lot) => AtPrice(position, price => position.UnrealizedPnlAt(price, in lot));

    public void Add(Instrument instrument) => _places.TryAdd(instrument);

    /// <summary>Takes note of a price of an instrument that it has met.</summary>
    public void Mark(Symbol symbol, double price)
    {
        if (_places.TryFind(symbol, out var place)) Account.Mark(place, price);
    }

    /// <summary>Before a fact, so that entries and closed lots are those of the fact alone.</summary>
    internal void Begin(Symbol? symbol)
    {
        Account.Ledger.Forget();
        if (_touched >= 0) Positions[_touched].ForgetClosed();
        _touched = symbol is { } named && _places.TryFind(named, out var place) ? place : -1;
    }

    internal void Trade(Symbol symbol, decimal signed, decimal price, decimal fee, Currency feeCurrency, IReadOnlyList<long>? lots, Instant64 time)
    {
        var place = _places[symbol];
        Account.Mark(place, (double)price);
        var fill = new Execution(0, default, Positions[place].Instrument, signed < 0m ? OrderSide.Sell : OrderSide.Buy, new(Math.Abs(signed)), new(price), fee, Liquidity.Taker, time);
        Account.Apply(place, in fill, feeCurrency, LotChoice.Of(lots, fill.Quantity.Value));
    }

    internal void Put(Symbol symbol, decimal signed, decimal price, Instant64 time)
    {
        var place = _places[symbol];
        if (Account.MarkOf(place) == 0) Account.Mark(place, (double)price);
        Account.Put(place, signed, price, time);
    }

    internal void Earn(LedgerAccount account, Symbol? symbol, Money amount, Instant64 time) =>
        Account.Earn(account, symbol is { } named ? _places[named] : Books.NoPlace, amount, time);

    internal void Split(Symbol symbol, decimal factor, decimal referenceClose, Instant64 time) => Account.Split(_places[symbol], factor, referenceClose, time);

    internal void Divide(Symbol symbol, decimal factor, decimal referenceClose, Instant64 time) => Account.Divide(_places[symbol], factor, referenceClose, time);

    internal void SettleAt(Symbol symbol, decimal signed, decimal worth, Instant64 time) => Account.SettleAt(_places[symbol], signed, worth, time);

    internal void Rename(Symbol from, Symbol to, Instant64 time) => Account.Rename(_places[from], _places[to], time);

    internal void SettleExpiry(Symbol symbol, decimal price, Instant64 time) => Account.SettleExpiry(_places[symbol], new(price), time);

    private decimal? AtPrice(Position position, Func<decimal, decimal> count)
    {
        try
        {
            return PriceOf(position.Instrument.Symbol) is { } price ? count(price) : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    // What a venue tells is booked whatever it is, and must not keep anybody from looking.
    private T? Counted<T>(Func<T> count)
    {
        try
        {
            return _places.HaveRates ? count() : default;
        }
        catch (OverflowException)
        {
            return default;
        }
    }
}
