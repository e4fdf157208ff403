using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Risk;

/// <summary>What limits need to know of an account's past: orders of the last minute, equity when the day began and at its highest, day trades, ages of prices, and what each strategy holds.</summary>
/// <remarks>The account's one writer tells it everything, in the order in which it happens; the gate only reads. It is as single-threaded as the account.</remarks>
public sealed class RiskWatch
{
    private readonly Account _account;
    private readonly DateTimeZone _zone;
    private readonly RecentOrders _recent = new();
    private readonly DayTrades _dayTrades;
    private readonly Dictionary<OrderId, string> _strategyOf = [];
    private readonly Dictionary<string, StrategyBook> _books = [];
    private readonly Wholes _wholes = new();
    private readonly HashSet<int> _remembered = [];
    private Instant64?[] _pricedAt;
    private decimal _dayStart;
    private decimal _last;
    private Instant64 _dayEnds;

    /// <param name="zone">In which the day of the daily loss begins at midnight.</param>
    /// <param name="remembered">What it knew before a restart; null: the account begins now.</param>
    /// <exception cref="InvalidOperationException">The account holds a currency that has no rate yet.</exception>
    public RiskWatch(Account account, DateTimeZone zone, Instant64 now, WatchState? remembered = null)
    {
        (_account, _zone) = (account, zone);
        _dayTrades = new(account.Positions.Count);
        _pricedAt = new Instant64?[account.Positions.Count];
        _dayStart = _last = PeakEquity = account.Equity;
        _wholes.Begin(_last);
        _dayEnds = EndOfDay(now);
        if (remembered is not null) Remember(remembered, now);
    }

    /// <summary>The highest that equity was, money from outside aside.</summary>
    public decimal PeakEquity { get; private set; }

    /// <summary>When the day ends that the daily loss is counted in, UTC.</summary>
    public Instant64 DayEnds => _dayEnds;

    /// <summary>What equity was when that day began, and when it was last told.</summary>
    public (decimal DayStart, decimal Last) Equity => (_dayStart, _last);

    /// <summary>Who has traded in the account.</summary>
    public IEnumerable<string> Strategies => _books.Keys;

    /// <summary>What to write down, so that a restart forgets no loss. Not in it are orders of the last minute, which are told again, and ages of prices, which are known again with the next ones.</summary>
    public WatchState State => _wholes.In(new(_dayEnds, _dayStart, PeakEquity, _last)
    {
        DayTrades = _dayTrades.Dates,
        Opened = _dayTrades.Opened(_account),
        Marks = Enumerable.Range(0, _account.Positions.Count).Where(place => !_account.Positions[place].IsFlat && (_pricedAt[place] is not null || _remembered.Contains(place))).ToDictionary(place => _account.Positions[place].Instrument.Symbol, _account.MarkOf),
        Strategies = [.. _books.OrderBy(book => book.Key, StringComparer.Ordinal).Select(book => book.Value.StateOf(book.Key, _account))],
    });

    /// <summary>Whether what is held there was marked before a restart with a price of the market's, as it is again.</summary>
    public bool RemembersPriceAt(int place) => _remembered.Contains(place);

    /// <summary>The account deals with one more instrument, at the next place.</summary>
    public void AddPlace()
    {
        Array.Resize(ref _pricedAt, _pricedAt.Length + 1);
        _dayTrades.AddPlace();
        foreach (var book in _books.Values) book.AddPlace();
    }

    /// <summary>An order, or a change of one, is about to be sent.</summary>
    /// <param name="strategy">Whose it is; null: nobody's.</param>
    public void OnOrder(Order order, int place, string? strategy, Instant64 at)
    {
        _recent.Add(at, place, strategy);
        if (strategy is not null) _strategyOf[order.Id] = strategy;
    }

    /// <summary>An order, or a change of one, that was sent before a restart; those of the last minute, the oldest first.</summary>
    /// <param name="strategy">Whose it was; null: nobody's.</param>
    public void OnSent(int place, string? strategy, Instant64 at) => _recent.Add(at, place, strategy);

    /// <summary>An order that was sent before a restart, and still waits.</summary>
    public void OnRecalled(Order order, string strategy) => _strategyOf[order.Id] = strategy;

    /// <summary>Nothing more is expected of an order.</summary>
    public void OnOrderOver(Order order) => _strategyOf.Remove(order.Id);

    /// <summary>A price has come that the account was marked with.</summary>
    public void OnPrice(int place, Instant64 at) => _pricedAt[place] = at;

    /// <summary>A fill that the account has booked already.</summary>
    /// <param name="strategy">Whose order it was; null: nobody's.</param>
    /// <param name="feeCurrency">In what the fee was taken; null: the instrument's own.</param>
    public void OnFill(int place, in Execution fill, string? strategy, Currency? feeCurrency = null)
    {
        _dayTrades.OnFill(_account.Positions[place], place, in fill);
        if (strategy is null) return;

        var (instrument, rate) = (_account.Positions[place].Instrument, _account.RateAt(place));
        var signed = fill.Side == OrderSide.Buy ? fill.Quantity.Value : -fill.Quantity.Value;
        var worth = instrument.WorthOf(signed * fill.Price.Value);
        BookOf(strategy).Fill(place, signed, feeCurrency is not { } other || other == instrument.Currency ? (worth + fill.Fee) * rate : worth * rate + FeeOf(in fill, instrument, rate, other));
    }

    /// <summary>What the account paid or got other than by a trade, and has booked already: of the strategy that is named, or of those that hold the instrument.</summary>
    /// <param name="place">Of its instrument; null: it is about none.</param>
    public void OnEarned(BookedFact fact, int? place)
    {
        var (amount, currency) = (fact.Amount!.Value, fact.Currency!.Value);
        if (fact.Part is { } part)
        {
            if (part != SharedAccount.Unassigned) BookOf(part).Earn(fact.Kind == FactKind.Conversion ? WorthOf(fact.Received!.Value, fact.ReceivedCurrency!.Value) - WorthOf(amount, currency) : WorthOf(amount, currency));
            return;
        }

        if (place is not { } held) return;
        foreach (var (book, share) in FactShares.Of(fact.Kind, new(amount, currency), HoldersAt(held))) book?.Earn(WorthOf(share, currency));
    }

    /// <summary>A dividend that the account has booked, of so much a share of the instrument there: each strategy has it of what it holds, and pays it when short.</summary>
    public void OnDividend(int place, decimal perShare)
    {
        var position = _account.Positions[place];
        foreach (var book in _books.Values) book.Earn(WorthOf(position.DividendOf(book.QuantityAt(place), perShare), position.Instrument.Currency));
    }

    /// <summary>Prices, fills or costs have changed what the account is worth; the last call of a day is what the next one begins with.</summary>
    public void OnEquity(Instant64 at)
    {
        if (at > _dayEnds)
        {
            _dayStart = _last;
            _wholes.BeginDay(_last);
            foreach (var book in _books.Values) book.BeginDay();
            _dayEnds = EndOfDay(at);
        }

        _last = _account.Equity;
        if (_last > PeakEquity) PeakEquity = _last;
        _wholes.Mark(_last);
        foreach (var book in _books.Values) book.Mark(_account);
    }

    /// <summary>Money came from outside, or (negative) went there, in the account's currency, and the account has booked it: no gain and no loss.</summary>
    public void OnFunds(decimal amount)
    {
        _dayStart += amount;
        _last += amount;
        PeakEquity += amount;
        var times = _wholes.Scale(_account.Equity - amount, _account.Equity);
        foreach (var book in _books.Values) book.Scale(_account, times);
    }

    /// <summary>What strategies hold is divided by the factor, as the account's is; what that settled in cash for whole lots, settles who holds most, at the mark.</summary>
    /// <param name="before">What the account held, signed.</param>
    public void OnSplit(int place, decimal factor, decimal before)
    {
        var nobodys = before - _books.Values.Sum(book => book.QuantityAt(place));
        foreach (var book in _books.Values) book.Split(place, factor);
        nobodys = Position.Divided(nobodys, factor);
        var (most, instrument) = (_books.OrderBy(book => book.Key, StringComparer.Ordinal).Select(book => book.Value).MaxBy(book => Math.Abs(book.QuantityAt(place))), _account.Positions[place].Instrument);
        if (most is null || Math.Abs(most.QuantityAt(place)) < Math.Abs(nobodys)) return;

        var settled = _account.Positions[place].Quantity - nobodys - _books.Values.Sum(book => book.QuantityAt(place));
        if (settled != 0m) most.Fill(place, settled, instrument.WorthOf(settled * _account.ExactMarkOf(place)) * _account.RateAt(place));
    }

    /// <summary>What strategies hold goes on at another place, as the account's does.</summary>
    public void OnRename(int from, int to)
    {
        foreach (var book in _books.Values) book.Rename(from, to);
    }

    /// <summary>What a strategy holds at a place, signed; without one, what nobody owns.</summary>
    public decimal QuantityOf(string? strategy, int place)
    {
        if (strategy is not null) return _books.TryGetValue(strategy, out var book) ? book.QuantityAt(place) : 0m;

        var quantity = _account.Positions[place].Quantity;
        foreach (var owned in _books.Values) quantity -= owned.QuantityAt(place);
        return quantity;
    }

    /// <summary>What a strategy had gained when the day began, and when equity was last told.</summary>
    public (decimal DayStart, decimal Last) GainOf(string strategy) => _books.TryGetValue(strategy, out var book) ? (book.DayStartAt(false), book.DayStartAt(true)) : (0m, 0m);

    /// <summary>How many orders and changes of orders of an instrument were sent within the last minute.</summary>
    public int OrdersOfLastMinute(Instant64 now, int place) => _recent.Count(now, place);

    /// <summary>What was sent of late by anybody.</summary>
    internal SentOrders Sent => _recent.Sent;

    /// <param name="strategy">Null: nobody's.</param>
    internal SentOrders SentBy(string? strategy) => _recent.SentBy(strategy);

    internal string? StrategyOf(OrderId order) => _strategyOf.GetValueOrDefault(order);

    internal Instant64? PricedAt(int place) => _pricedAt[place];

    internal int OrdersOfLastMinute(Instant64 now) => _recent.Count(now);

    /// <param name="strategy">Null: nobody's.</param>
    internal int OrdersOfLastMinute(Instant64 now, string? strategy) => _recent.Count(now, strategy);

    internal int DayTradesAt(Instant64 now, TradingCalendar calendar) => _dayTrades.InFiveDays(now, calendar);

    /// <summary>The equity that the day of this moment began with. A close at midnight belongs to the day that it ends.</summary>
    internal decimal DayStartAt(Instant64 now) => now > _dayEnds ? _last : _dayStart;

    /// <summary>The same, and the highest equity, as shares are taken of them.</summary>
    internal decimal DayStartWholeAt(Instant64 now) => now > _dayEnds ? _last : _wholes.DayStart;

    internal decimal PeakWhole => _wholes.Peak;

    /// <summary>What a strategy has gained, at the last marks.</summary>
    internal decimal PnlOf(string strategy) => _books.TryGetValue(strategy, out var book) ? book.PnlAt(_account) : 0m;

    internal decimal DayStartPnlOf(string strategy, Instant64 now) => _books.TryGetValue(strategy, out var book) ? book.DayStartAt(now > _dayEnds) : 0m;

    internal decimal DayStartShareOf(string strategy, Instant64 now) => _books.TryGetValue(strategy, out var book) ? book.DayStartShareAt(now > _dayEnds) : 0m;

    internal decimal PeakPnlOf(string strategy) => _books.TryGetValue(strategy, out var book) ? book.Peak : 0m;

    internal decimal PeakShareOf(string strategy) => _books.TryGetValue(strategy, out var book) ? book.PeakShare : 0m;

    // As the account books it: coin that was traded at the price of its own fill; what nothing gives a rate of is in no equity.
    private decimal FeeOf(in Execution fill, Instrument instrument, decimal rate, Currency currency) =>
        instrument.BaseCurrency == currency ? fill.Fee * fill.Price.Value * rate : fill.Fee * (_account.RateOf(currency) ?? 0m);

    private decimal WorthOf(decimal amount, Currency currency) => amount * (_account.RateOf(currency) ?? 0m);

    // Those with the least first, as the books divide; null is nobody.
    private IEnumerable<(StrategyBook? Holder, decimal Quantity)> HoldersAt(int place) => _books.OrderBy(book => book.Key, StringComparer.Ordinal)
        .Select(book => ((StrategyBook?)book.Value, Quantity: book.Value.QuantityAt(place))).Append((null, Quantity: QuantityOf(null, place)))
        .Where(one => one.Quantity != 0m).OrderBy(one => Math.Abs(one.Quantity));

    private StrategyBook BookOf(string strategy)
    {
        if (!_books.TryGetValue(strategy, out var book)) _books.Add(strategy, book = new(_account.Positions.Count));
        return book;
    }

    private Instant64 EndOfDay(Instant64 moment)
    {
        var date = moment.ToInstant().InZone(_zone).Date;
        return Instant64.FromInstant(_zone.AtStartOfDay(date.PlusDays(1)).ToInstant());
    }

    // Of a day that is over the start is past, and what it ended with is what this one began with.
    private void Remember(WatchState state, Instant64 now)
    {
        var isSameDay = now <= state.DayEnds;
        (_dayStart, _last) = (isSameDay ? state.DayStartEquity : state.LastEquity, state.LastEquity);
        // Not what there is now: whoever reads the account again marks it with prices of old fills.
        PeakEquity = state.PeakEquity;
        for (var place = 0; place < _account.Positions.Count; place++)
            if (state.Marks?.TryGetValue(_account.Positions[place].Instrument.Symbol, out var mark) == true && _remembered.Add(place)) _account.Mark(place, mark);
        _wholes.Remember(state, isSameDay);
        _dayTrades.Remember(state, _account);
        foreach (var strategy in state.Strategies) BookOf(strategy.Strategy).Remember(strategy, _account, isSameDay);
    }
}
