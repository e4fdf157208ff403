using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Accounts;

/// <summary>Cash, positions and the ledger that explains them; it reports in one currency and may hold others. Exact to the last digit; only the running mark is a double.</summary>
/// <remarks>Anybody may look; only the engine, the one writer, books: a strategy is handed the account and must not be able to pay itself.</remarks>
public sealed class Account
{
    private readonly Marks _marks;
    private readonly Books _books;
    private readonly Balance _own;
    private Position[] _positions;
    private Balance[] _balanceAt;
    private double[] _prices;
    private long _accruedTo;
    private int _fundings;

    /// <exception cref="ArgumentException">An instrument is counted in another currency, and nothing gives its rate.</exception>
    public Account(AccountRules rules, IReadOnlyList<Instrument> instruments, Instant64 openedAt)
    {
        if (rules is { Kind: AccountKind.Cash, Leverage: not 1m }) throw new ArgumentException($"A cash account has no leverage; {rules.Leverage} needs one on margin.", nameof(rules));

        Rules = rules;
        Currency = rules.StartingCash.Currency;
        _marks = new(instruments.Count);
        _prices = _marks.Prices;
        _books = new(rules, instruments, _marks);
        _own = _books.Own;
        _positions = [.. instruments.Select(instrument => new Position(instrument, rules.Lots))];
        _balanceAt = [.. instruments.Select(instrument => _books.Open(instrument.Currency) ??
            throw new ArgumentException($"{instrument.Symbol} is counted in {instrument.Currency}, the account in {Currency}, and nothing gives their rate."))];
        _accruedTo = UtcCalendar.DayOf(openedAt);
        _books.Fund(openedAt, _own, rules.StartingCash.Amount);
    }

    public AccountRules Rules { get; }

    /// <summary>The currency that equity and fees are reported in.</summary>
    public Currency Currency { get; }

    /// <summary>Cash in the account's currency.</summary>
    public decimal Cash => _own.Cash;

    /// <summary>Cash in every currency that the account has dealt with, its own first; negative is owed.</summary>
    public IEnumerable<Money> Balances => _books.Balances.Select(balance => new Money(balance.Cash, balance.Currency));

    /// <summary>In the account's currency, at the rates of the fills.</summary>
    public decimal FeesPaid => _books.FeesPaid;

    public Ledger Ledger => _books.Ledger;

    /// <summary>In the order of the instruments that the account was opened with.</summary>
    public IReadOnlyList<Position> Positions => _positions;

    /// <summary>Cash and positions at the last marks, exact.</summary>
    /// <exception cref="InvalidOperationException">A currency that is held has no rate yet.</exception>
    public decimal Equity
    {
        get
        {
            var equity = _own.Basis;
            for (var index = 0; index < _positions.Length; index++)
                if (!_positions[index].IsFlat) equity += WorthOf(index);
            for (var index = 1; index < _books.Balances.Count; index++)
                if (_books.Balances[index] is { Basis: not 0m } foreign) equity += foreign.Basis * foreign.Rate;
            return equity;
        }
    }

    /// <summary>The running mark of <see cref="Equity"/>, to be rounded where it is recorded.</summary>
    internal double EquityMark
    {
        get
        {
            if (_books.Balances.Count > 1) return EquityMarkOfMany();

            var equity = _own.BasisMark;
            for (var index = 0; index < _positions.Length; index++) equity += _positions[index].PointValue * _prices[index];
            return equity;
        }
    }

    /// <summary>Whether equity moves with the prices of positions only, and not with those of currencies, so that <see cref="HoldingsOfOne"/> tells all.</summary>
    internal bool HasFixedRates => _books.Balances.TrueForAll(balance => balance.HasFixedRate);

    /// <summary>What <see cref="EquityMark"/> is made of where there is one instrument and rates are fixed: cash, and the worth of a price point.</summary>
    internal (double Cash, double PointValue) HoldingsOfOne => _books.Balances.Count > 1 ? HoldingsOfMany() : (_own.BasisMark, _positions[0].PointValue);

    /// <summary>Whether a price could make equity too little for the positions: not for longs that are paid for.</summary>
    internal bool MayBeCalled
    {
        get
        {
            // The sign of a mark is that of the exact amount, and costs less to ask for.
            foreach (var balance in _books.Balances)
                if (balance.BasisMark < 0) return true;
            foreach (var position in _positions)
                if (position.PointValue < 0 || (position.PointValue > 0 && position.Instrument.IsMargined)) return true;
            return false;
        }
    }

    /// <summary>Cash in one currency; 0 where the account has not dealt with it.</summary>
    public decimal CashOf(Currency currency) => _books.Balances.Find(balance => balance.Currency == currency)?.Cash ?? 0m;

    /// <summary>The worth of one unit of a currency in the account's; null where nothing gives it, or not yet.</summary>
    public decimal? RateOf(Currency currency) => _books.RateOf(currency);

    /// <summary>Where the equity comes from; the parts add up to it.</summary>
    public EquityParts Explain()
    {
        var (unrealized, foreignNow) = (0m, 0m);
        for (var index = 1; index < _books.Balances.Count; index++)
            if (_books.Balances[index] is { Basis: not 0m } foreign) foreignNow += foreign.Basis * foreign.Rate;
        for (var index = 0; index < _positions.Length; index++)
        {
            if (_positions[index] is not { IsFlat: false } held) continue;
            unrealized += held.UnrealizedPnlAt(ExactMarkOf(index)) * RateAt(index);
            if (!ReferenceEquals(_balanceAt[index], _own)) foreignNow += held.Cost * RateAt(index);
        }

        return new(
            -Ledger.TotalOf(LedgerAccount.Capital) - Ledger.TotalOf(LedgerAccount.Withdrawals),
            -Ledger.TotalOf(LedgerAccount.RealizedPnl),
            -Ledger.TotalOf(LedgerAccount.Dividends),
            -Ledger.TotalOf(LedgerAccount.Interest),
            -Ledger.TotalOf(LedgerAccount.Borrow),
            -Ledger.TotalOf(LedgerAccount.Funding),
            -Ledger.TotalOf(LedgerAccount.Exchange),
            -Ledger.TotalOf(LedgerAccount.Fees),
            unrealized,
            foreignNow - _books.ForeignAtBooking);
    }

    /// <summary>One more instrument that can be held from now on, in the currency of the account or one whose rate is known; false where nothing gives it.</summary>
    internal bool TryAdd(Instrument instrument)
    {
        if (_books.Open(instrument.Currency) is not { } balance) return false;

        _books.Learn(instrument, _positions.Length);
        _marks.Add();
        _prices = _marks.Prices;
        // A venue settles what is margined at its average cost, and its cash is what the books are held against.
        _positions = [.. _positions, new(instrument, Rules.IsTold && instrument.IsMargined ? LotMethod.Average : Rules.Lots)];
        _balanceAt = [.. _balanceAt, balance];
        return true;
    }

    /// <summary>Puts a quantity in (negative: takes it out) at a price, against capital: what was held before the account was kept here.</summary>
    internal void Put(int instrument, decimal signed, decimal price, Instant64 time)
    {
        var worth = _positions[instrument].Instrument.WorthOf(signed * price);
        if (!_positions[instrument].Instrument.IsMargined && worth != 0m) _books.Fund(time, _balanceAt[instrument], worth);
        Book(instrument, signed, worth, 0m, _balanceAt[instrument], time, []);
    }

    /// <summary>Money in (negative: out), whatever is there: an adjustment to what a venue says.</summary>
    internal void Adjust(Money amount, Instant64 time) => _books.Fund(time, _books.Of(amount.Currency), amount.Amount);

    /// <summary>Money in (negative: out) on account of something else than a trade: dividends, interest, fees.</summary>
    internal void Earn(LedgerAccount account, int instrument, Money amount, Instant64 time) => _books.Earn(time, account, instrument, _books.Of(amount.Currency), amount.Amount);

    /// <summary>So much of one currency went, so much of another came, and a fee in a third.</summary>
    internal void Exchange(Money paid, Money received, Money fee, Instant64 time)
    {
        _books.Convert(time, _books.Of(paid.Currency), paid.Amount, _books.Of(received.Currency), received.Amount, 0m);
        _books.Earn(time, LedgerAccount.Fees, Books.NoPlace, _books.Of(fee.Currency), -fee.Amount);
    }

    /// <summary>Money put in from outside.</summary>
    /// <exception cref="ArgumentException">Not above 0, or nothing gives the currency's rate.</exception>
    internal void Deposit(Money amount, Instant64 time) => _books.Fund(time, _books.Of(amount.Currency), Positive(amount.Amount));

    /// <summary>Money taken out; refused beyond the cash that is there, or what positions leave free.</summary>
    /// <exception cref="ArgumentException">Not above 0, or nothing gives the currency's rate.</exception>
    internal Refusal? Withdraw(Money amount, Instant64 time)
    {
        var balance = _books.Of(amount.Currency);
        if (Positive(amount.Amount) > balance.Cash) return TooLittle(amount, balance.Cash);
        var free = MarginRules.StatusOf(this).FreeMargin;
        if (amount.Amount * balance.Rate > free) return new(RefusalCodes.InsufficientCash, $"{amount} cannot be taken out; positions leave {free:0.##} {Currency} free.");

        _books.Fund(time, balance, -amount.Amount);
        return null;
    }

    /// <summary>Changes money into another currency; what comes out is rounded down to its places. Refused, in a cash account, beyond the cash that is there.</summary>
    /// <param name="rate">What one unit of the first currency is worth in the other; null: by the last marks.</param>
    /// <param name="fee">In the other currency.</param>
    /// <exception cref="ArgumentException">Not above 0, or nothing gives a currency's rate.</exception>
    internal Refusal? Convert(Money amount, Currency to, Instant64 time, decimal? rate = null, decimal fee = 0m)
    {
        var (from, into) = (_books.Of(amount.Currency), _books.Of(to));
        if (Positive(amount.Amount) > from.Cash && Rules.Kind == AccountKind.Cash) return TooLittle(amount, from.Cash);

        var received = Financing.RoundDown(amount.Amount * (rate ?? from.Rate / into.Rate), to);
        _books.Convert(time, from, amount.Amount, into, received, fee);
        return null;
    }

    /// <summary>A dividend, in the instrument's currency, on what is held; who is short pays it. To the nearest of the currency's places.</summary>
    internal void PayDividend(int instrument, decimal perShare, Instant64 time)
    {
        _books.Earn(time, LedgerAccount.Dividends, instrument, _balanceAt[instrument], _positions[instrument].DividendOf(perShare));
    }

    /// <summary>Divides the quantity and multiplies the mark by the factor (0.5 is 2:1); what is no whole lot is settled in cash at the reference close times the factor.</summary>
    internal void Split(int instrument, decimal factor, decimal referenceClose, Instant64 time)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        var (signed, worth) = _positions[instrument].Split(factor, referenceClose);
        if (signed != 0m) Book(instrument, signed, worth, 0m, _balanceAt[instrument], time, []);
        _prices[instrument] *= (double)factor;
    }

    /// <summary>Divides the quantity and multiplies the mark by the factor, and settles nothing: the part of an account does so whose whole settles.</summary>
    internal void Divide(int instrument, decimal factor, decimal referenceClose, Instant64 time)
    {
        var position = _positions[instrument];
        if (Position.Divided(position.Quantity, factor) == 0m) Settle(instrument, -position.Quantity, referenceClose, time);
        else position.Split(factor);
        _prices[instrument] *= (double)factor;
    }

    /// <summary>Books a signed quantity at a worth, without a fee.</summary>
    internal void SettleAt(int instrument, decimal signed, decimal worth, Instant64 time) => Book(instrument, signed, worth, 0m, _balanceAt[instrument], time, []);

    /// <summary>A ticker changes: position, lots and cost go on at another place, and nothing is realised.</summary>
    /// <exception cref="ArgumentException">The other holds something already, or is counted differently.</exception>
    internal void Rename(int from, int to, Instant64 time)
    {
        var (left, entered) = (_positions[from], _positions[to]);
        if (!entered.IsFlat) throw new ArgumentException($"{left.Instrument.Symbol} cannot go on as {entered.Instrument.Symbol}, which is held already.", nameof(to));
        if (left.Instrument.Currency != entered.Instrument.Currency || left.Instrument.Multiplier != entered.Instrument.Multiplier || left.Instrument.IsMargined != entered.Instrument.IsMargined)
            throw new ArgumentException($"{left.Instrument.Symbol} cannot go on as {entered.Instrument.Symbol}, which is counted differently.", nameof(to));
        if (left.IsFlat) return;

        if (!left.Instrument.IsMargined) _books.Rename(time, from, to, _balanceAt[from], left.Cost);
        left.MoveTo(entered);
        if (_prices[to] == 0) _prices[to] = _prices[from];
    }

    /// <summary>Closes what is held at the settlement price, without a fee; the price becomes the mark.</summary>
    internal void SettleExpiry(int instrument, Price price, Instant64 time)
    {
        Settle(instrument, -_positions[instrument].Quantity, price.Value, time, isExact: true);
        _prices[instrument] = (double)price.Value;
    }

    /// <summary>Closes one contract and opens as much of the next, each at its price, for a fee in its currency. In a continuous future both are at one place, and the new price becomes the mark.</summary>
    internal void Roll(int from, int to, Price closing, Price opening, decimal fee, Instant64 time)
    {
        var quantity = _positions[from].Quantity;
        if (quantity == 0m) return;
        Settle(from, -quantity, closing.Value, time, isExact: true);
        Book(to, quantity, _positions[to].Instrument.WorthOf(quantity * opening.Value), fee, _balanceAt[to], time, []);
        _prices[to] = (double)opening.Value;
    }

    /// <summary>Funding of a perpetual: rate times worth at this price, from longs to shorts when positive; rounded against the account.</summary>
    internal void PayFunding(int instrument, decimal rate, decimal price, Instant64 time)
    {
        var amount = Financing.RoundDown(-_positions[instrument].WorthAt(price) * rate, _positions[instrument].Instrument.Currency);
        _books.Earn(time, LedgerAccount.Funding, instrument, _balanceAt[instrument], amount);
    }

    /// <summary>When the next funding of the rules is due; after all time where there is none.</summary>
    internal Instant64 NextFunding => _fundings < Rules.Financing.Funding.Count ? Rules.Financing.Funding[_fundings].Time : Instant64.MaxValue;

    /// <summary>Pays every funding of the rules that is due by now, at the last marks.</summary>
    internal void PayFunding(Instant64 now, Action<int, Money>? told = null)
    {
        for (; NextFunding <= now; _fundings++)
        {
            var due = Rules.Financing.Funding[_fundings];
            var place = Array.FindIndex(_positions, position => position.Instrument.Symbol == due.Symbol);
            if (place < 0) continue;
            var before = _balanceAt[place].Cash;
            PayFunding(place, due.Rate, ExactMarkOf(place), due.Time);
            told?.Invoke(place, new(_balanceAt[place].Cash - before, _balanceAt[place].Currency));
        }
    }

    /// <summary>Books interest and borrow fees of the whole UTC days since the last time, at the balances and marks of now; a second call on one day books nothing.</summary>
    internal void Accrue(Instant64 now, Action<LedgerAccount, int, Money>? told = null)
    {
        var days = (int)(UtcCalendar.DayOf(now) - _accruedTo);
        if (days <= 0) return;
        _accruedTo += days;
        Accrue(Rules.Financing, days, (account, place, amount) =>
        {
            Earn(account, place, amount, now);
            told?.Invoke(account, place, amount);
        });
    }

    /// <summary>Finds the borrow fees and the interest of so many days, at the balances and marks of now.</summary>
    /// <param name="book">Books each before the next is found: interest is on what the fees have left.</param>
    internal void Accrue(Financing financing, int days, Action<LedgerAccount, int, Money> book)
    {
        if (financing.IsFree) return;
        for (var index = 0; index < _books.Balances.Count; index++)
        {
            var balance = _books.Balances[index];
            var shorts = 0m;
            for (var place = 0; place < _positions.Length; place++)
            {
                if (!IsBorrowed(place) || !ReferenceEquals(_balanceAt[place], balance)) continue;
                var worth = -_positions[place].WorthAt(ExactMarkOf(place));
                shorts += worth;
                Hand(LedgerAccount.Borrow, place, financing.BorrowOn(worth, days, balance.Currency));
            }

            Hand(LedgerAccount.Interest, Books.NoPlace, financing.InterestOn(balance.Cash - shorts, days, balance.Currency));

            void Hand(LedgerAccount account, int place, decimal amount)
            {
                if (amount != 0m) book(account, place, new(amount, balance.Currency));
            }
        }
    }

    /// <summary>Whether what was sold there is borrowed, so that it costs by its price.</summary>
    internal bool IsBorrowed(int instrument) => _positions[instrument] is { Quantity: < 0m, Instrument.IsMargined: false };

    /// <summary>The last price at which the instrument at this place was marked; 0 before the first.</summary>
    internal double MarkOf(int instrument) => _prices[instrument];

    /// <summary>The same, exact: a double's 15 significant digits.</summary>
    internal decimal ExactMarkOf(int instrument) => _marks.Exact(instrument);

    internal void Mark(int instrument, double price) => _prices[instrument] = price;

    /// <summary>The worth of one unit of an instrument's currency in the account's.</summary>
    /// <exception cref="InvalidOperationException">There is no rate yet.</exception>
    internal decimal RateAt(int instrument) => _balanceAt[instrument].Rate;

    /// <summary>What is held of an instrument at the last mark, in the account's currency; negative when short.</summary>
    internal decimal WorthOf(int instrument)
    {
        var worth = _positions[instrument].WorthAt(ExactMarkOf(instrument));
        return ReferenceEquals(_balanceAt[instrument], _own) ? worth : worth * RateAt(instrument);
    }

    /// <summary>Books an execution of the instrument at this place: cash, cost, realised profit and fee.</summary>
    internal void Apply(int instrument, in Execution fill) => Apply(instrument, in fill, _balanceAt[instrument], []);

    /// <summary>The same, with the fee in another currency or with lots named that a sale closes.</summary>
    internal void Apply(int instrument, in Execution fill, Currency feeCurrency, ReadOnlySpan<LotChoice> lots) => Apply(instrument, in fill, _books.Of(feeCurrency), lots);

    private void Apply(int instrument, in Execution fill, Balance feeBalance, ReadOnlySpan<LotChoice> lots)
    {
        var signed = fill.Side == OrderSide.Buy ? fill.Quantity.Value : -fill.Quantity.Value;
        Book(instrument, signed, _positions[instrument].Instrument.WorthOf(signed * fill.Price.Value), fill.Fee, feeBalance, fill.Time, lots);
    }

    private void Book(int instrument, decimal signed, decimal worth, decimal fee, Balance feeBalance, Instant64 time, ReadOnlySpan<LotChoice> lots)
    {
        // Without a rate nothing can be reported, so it is asked for before anything is booked.
        var (position, balance) = (_positions[instrument], _balanceAt[instrument]);
        var rate = balance.Rate;
        if (!ReferenceEquals(feeBalance, balance)) _ = feeBalance.Rate;

        var (cost, realized) = position.Trade(signed, worth, time, lots);
        _books.Trade(time, instrument, balance, rate, position.Instrument.IsMargined, worth, cost, realized, fee, feeBalance);
    }

    // Closes without a fee; cash that stands for a fraction is paid in whole cents.
    private void Settle(int instrument, decimal signed, decimal price, Instant64 time, bool isExact = false)
    {
        if (signed == 0m) return;
        var worth = _positions[instrument].Instrument.WorthOf(signed * price);
        Book(instrument, signed, isExact ? worth : _positions[instrument].Nearest(worth), 0m, _balanceAt[instrument], time, []);
    }

    private double EquityMarkOfMany()
    {
        var equity = _own.BasisMark;
        for (var index = 0; index < _positions.Length; index++)
            if (!_positions[index].IsFlat) equity += _positions[index].PointValue * _prices[index] * _balanceAt[index].RateMark;
        for (var index = 1; index < _books.Balances.Count; index++)
            if (_books.Balances[index] is { BasisMark: not 0.0 } foreign) equity += foreign.BasisMark * foreign.RateMark;
        return equity;
    }

    private (double Cash, double PointValue) HoldingsOfMany()
    {
        var cash = _own.BasisMark;
        for (var index = 1; index < _books.Balances.Count; index++) cash += _books.Balances[index].BasisMark * _books.Balances[index].RateMark;
        return (cash, _positions[0].PointValue * _balanceAt[0].RateMark);
    }

    private static decimal Positive(decimal amount) => amount > 0m ? amount : throw new ArgumentException($"An amount is above 0; {amount} came.", nameof(amount));

    private static Refusal TooLittle(Money wanted, decimal there) => new(RefusalCodes.InsufficientCash, $"{wanted} is not there; there is {new Money(there, wanted.Currency)}.");
}
