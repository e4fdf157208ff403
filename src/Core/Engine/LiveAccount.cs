using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>An account outside of a run, for its one writer: the engine's books and gate, with instruments that come as they are traded.</summary>
public sealed class LiveAccount
{
    private const int ForgetEvery = 1024;

    private readonly List<Instrument> _instruments = [];
    private readonly InstrumentPlaces _places;
    private readonly Dictionary<Currency, decimal> _unpriced = [];
    private RiskWatch? _watch;
    private long _booked;

    public LiveAccount(AccountRules rules, Instant64 openedAt)
    {
        Account = new(rules with { IsTold = true }, [], openedAt);
        _places = new(Account);
    }

    public Account Account { get; }

    /// <summary>What limits count; made when the books are as they were.</summary>
    /// <exception cref="InvalidOperationException">It is not watched yet.</exception>
    public RiskWatch Watch => _watch ?? throw new InvalidOperationException("The account's books are still being read.");

    /// <summary>Amounts of currencies that nothing gives a rate of (fees in a venue's own coin): they are in no equity.</summary>
    public IReadOnlyDictionary<Currency, decimal> Unpriced => _unpriced;

    /// <summary>Paid in less paid out, at the rates and prices of then.</summary>
    public decimal Capital { get; private set; }

    /// <summary>The instruments that it has dealt with.</summary>
    public IReadOnlyList<Instrument> Instruments => _instruments;

    /// <summary>Begins to count for limits, now that the books are as they were.</summary>
    /// <param name="remembered">What was counted before a restart; null: the account begins now.</param>
    public void BeginWatch(DateTimeZone zone, Instant64 now, WatchState? remembered) => _watch = new(Account, zone, now, remembered);

    /// <summary>Whether it can be traded in this account: only what is counted in its own currency, or in one at a rate that was fixed when it was opened, so that a rate is never missing.</summary>
    public bool TryAdd(Instrument instrument)
    {
        if (_places.Has(instrument.Symbol)) return true;
        if (!Account.Rules.Rates.Any(rate => rate.From == instrument.Currency && rate.To == Account.Currency) && instrument.Currency != Account.Currency) return false;
        if (!_places.TryAdd(instrument)) return false;

        _instruments.Add(instrument);
        _watch?.AddPlace();
        return true;
    }

    public bool Has(Symbol symbol) => _places.Has(symbol);

    public int PlaceOf(Symbol symbol) => _places[symbol];

    /// <summary>Null before it was first dealt with.</summary>
    public Position? PositionOf(Symbol symbol) => _places.PositionOf(symbol);

    /// <summary>The last price; null when there is none yet.</summary>
    public decimal? PriceOf(Symbol symbol) => _places.PriceOf(symbol);

    /// <summary>Takes note of a price of an instrument that it deals with.</summary>
    public void Mark(Symbol symbol, double price, Instant64 at)
    {
        if (!_places.TryFind(symbol, out var place)) return;
        Account.Mark(place, price);
        _watch?.OnPrice(place, at);
    }

    /// <summary>What the engine's gate looks at beside an order of an instrument.</summary>
    /// <param name="waiting">The account's open orders.</param>
    public GateSight Sight(Symbol symbol, IReadOnlyList<Order> waiting, Instant64 now) => new(Account, _places[symbol], waiting, OnGrid: true, now);

    /// <summary>Books a fill, with the fee in whatever it was taken.</summary>
    /// <param name="lots">Which lots it closes first; null: it names none.</param>
    public void Book(in Execution fill, Currency feeCurrency, IReadOnlyList<long>? lots = null)
    {
        var place = _places[fill.Instrument.Symbol];
        var chosen = LotChoice.Of(lots, fill.Quantity.Value);

        // A fee in the coin that was bought has a rate by the fill itself, not by what the market says when the fill is told or read again.
        var mark = Account.MarkOf(place);
        Account.Mark(place, (double)fill.Price.Value);
        if (feeCurrency == fill.Instrument.Currency || fill.Fee == 0m)
        {
            Account.Apply(place, in fill, fill.Instrument.Currency, chosen);
        }
        else if (Account.RateOf(feeCurrency) is not null)
        {
            Account.Apply(place, in fill, feeCurrency, chosen);
        }
        else
        {
            Account.Apply(place, fill with { Fee = 0m }, fill.Instrument.Currency, chosen);
            _unpriced[feeCurrency] = _unpriced.GetValueOrDefault(feeCurrency) - fill.Fee;
        }

        if (mark != 0) Account.Mark(place, mark);
        // Entries and closed lots are another's to keep; here only what they add up to is of use.
        Account.Positions[place].ForgetClosed();
        if (++_booked % ForgetEvery == 0) Account.Ledger.Forget();
    }

    /// <summary>Money that comes in (negative: goes out) other than by a trade.</summary>
    public void Move(Money amount, Instant64 time)
    {
        if (Account.RateOf(amount.Currency) is not { } rate)
        {
            _unpriced[amount.Currency] = _unpriced.GetValueOrDefault(amount.Currency) + amount.Amount;
            return;
        }

        Account.Adjust(amount, time);
        Capital += amount.Amount * rate;
    }

    /// <summary>A signed quantity that comes in other than by a trade, booked at a price.</summary>
    public void Move(Instrument instrument, decimal quantity, Price price, Instant64 time)
    {
        var place = _places[instrument.Symbol];
        if (Account.MarkOf(place) == 0) Account.Mark(place, (double)price.Value);
        Account.Put(place, quantity, price.Value, time);
        // What is margined comes without its worth: it is paid for as it gains and loses.
        if (!instrument.IsMargined) Capital += instrument.WorthOf(quantity * price.Value) * Account.RateAt(place);
    }

    /// <summary>A split of what it has dealt with: what is held is divided, what is no whole lot is settled in cash, and the price goes with it.</summary>
    public void Split(Symbol symbol, decimal factor, decimal referenceClose, Instant64 time)
    {
        if (!_places.TryFind(symbol, out var place)) return;
        var before = Account.Positions[place].Quantity;
        Account.Split(place, factor, referenceClose, time);
        _watch?.OnSplit(place, factor, before);
    }

    /// <summary>What it paid or got other than by a trade, and not from or to outside: a dividend, interest, borrow, funding, a fee, a conversion. Profit or cost, and no capital.</summary>
    public void Book(BookedFact fact)
    {
        var (amount, currency) = (fact.Amount!.Value, fact.Currency!.Value);
        if (fact.Kind == FactKind.Conversion)
        {
            Earn(LedgerAccount.Exchange, Books.NoPlace, new(-amount, currency), fact.Time);
            Earn(LedgerAccount.Exchange, Books.NoPlace, new(fact.Received!.Value, fact.ReceivedCurrency!.Value), fact.Time);
            return;
        }

        Earn(SharedAccount.AccountOf(fact.Kind), fact.Symbol is { } symbol ? _places[symbol] : Books.NoPlace, new(amount, currency), fact.Time);
    }

    /// <summary>Finds what the days cost that have ended since a moment and through another, midnight after midnight (UTC), at the balances and prices of now: as a backtest does.</summary>
    /// <param name="book">Books each before the next is found.</param>
    public void Accrue(Financing financing, Instant64 after, Instant64 through, Action<BookedFact> book)
    {
        if (financing.IsFree) return;
        for (var midnight = Midnight.After(after); midnight <= through; midnight = Midnight.After(midnight))
        {
            Account.Accrue(financing, days: 1, (account, place, amount) => book(new(account == LedgerAccount.Borrow ? FactKind.Borrow : FactKind.Interest, midnight)
            {
                Symbol = place == Books.NoPlace ? null : Account.Positions[place].Instrument.Symbol,
                Amount = amount.Amount,
                Currency = amount.Currency,
            }));
        }
    }

    /// <summary>Whether the next midnight costs by the prices of now: of what was sold short.</summary>
    public bool IsShort => Enumerable.Range(0, Account.Positions.Count).Any(Account.IsBorrowed);

    /// <summary>What equity that no longer carries the positions asks for, at the last prices; null where nothing is to be done.</summary>
    /// <param name="waiting">The account's open orders.</param>
    public MarginAnswer? AnswerMarginCall(IEnumerable<Order> waiting) => Account.MayBeCalled && _places.HaveRates ? MarginAnswer.To(Account, waiting) : null;

    /// <summary>The currency as which a spot venue's balances show what is held of it; null where they do not. A bought pair of currencies is a position, and no cash of the one.</summary>
    public static Currency? CoinOf(Instrument instrument) => instrument is { AssetClass: AssetClass.Crypto, IsMargined: false } ? instrument.BaseCurrency : null;

    /// <summary>All that there is of a currency: cash, and holdings that are that currency itself (BTC held by BTCUSDT), as a spot venue counts it.</summary>
    public decimal TotalOf(Currency currency)
    {
        var total = Account.CashOf(currency) + _unpriced.GetValueOrDefault(currency);
        foreach (var position in Account.Positions)
            if (CoinOf(position.Instrument) == currency) total += position.Quantity;
        return total;
    }

    /// <summary>Every currency of which <see cref="TotalOf"/> could be something.</summary>
    public IEnumerable<Currency> Currencies => Account.Balances.Select(balance => balance.Currency).Concat(_unpriced.Keys)
        .Concat(Account.Positions.Select(position => CoinOf(position.Instrument)).OfType<Currency>()).Distinct();

    /// <summary>How much more may be held, in the account's currency; null while a rate is missing.</summary>
    public decimal? BuyingPower => _places.HaveRates ? Account.Equity * Account.Rules.Leverage - Used : null;

    public decimal? Equity => _places.HaveRates ? Account.Equity : null;

    /// <summary>What positions tie up, in the account's currency; null while a rate is missing.</summary>
    public decimal? MarginUsed => _places.HaveRates ? Used : null;

    private void Earn(LedgerAccount account, int place, Money amount, Instant64 time)
    {
        if (Account.RateOf(amount.Currency) is null) _unpriced[amount.Currency] = _unpriced.GetValueOrDefault(amount.Currency) + amount.Amount;
        else Account.Earn(account, place, amount, time);
    }

    private decimal Used => Account.Positions.Select((position, place) => position.IsFlat ? 0m : Math.Abs(Account.WorthOf(place))).Sum();
}
