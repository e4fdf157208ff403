using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Accounts;

/// <summary>The cash of an account in all its currencies, and the ledger that explains it: nothing moves one without the other.</summary>
internal sealed class Books
{
    /// <summary>Where no instrument is concerned.</summary>
    public const int NoPlace = -1;

    private readonly List<Balance> _balances = [];
    private readonly ExchangeRates _rates;
    private readonly Marks _marks;
    private readonly bool _borrows;
    private readonly bool _isTold;

    public Books(AccountRules rules, IReadOnlyList<Instrument> instruments, Marks marks)
    {
        _marks = marks;
        _rates = new(rules.StartingCash.Currency, instruments, rules.Rates);
        _borrows = rules.Kind == AccountKind.Margin || rules.IsTold;
        _isTold = rules.IsTold;
        Own = Open(rules.StartingCash.Currency) ?? throw new InvalidOperationException("An account's currency has a rate in itself.");
    }

    /// <summary>The balance in the account's currency.</summary>
    public Balance Own { get; }

    /// <summary>The account's currency first.</summary>
    public List<Balance> Balances => _balances;

    public Ledger Ledger { get; } = new();

    /// <summary>In the account's currency, at the rates of the fills.</summary>
    public decimal FeesPaid { get; private set; }

    /// <summary>What cash and holdings in other currencies were worth in the account's when they were booked.</summary>
    public decimal ForeignAtBooking { get; private set; }

    /// <summary>The balance of a currency, opened when it is first asked for; null when nothing gives its rate.</summary>
    public Balance? Open(Currency currency)
    {
        foreach (var known in _balances)
            if (known.Currency == currency) return known;

        var paths = _rates.PathsFrom(currency);
        if (paths.Length == 0 && !_isTold) return null;

        var opened = new Balance(currency, _balances.Count == 0, paths, _marks, _isTold);
        _balances.Add(opened);
        return opened;
    }

    /// <summary>The price of an instrument is a rate from now on.</summary>
    public void Learn(Instrument instrument, int place)
    {
        _rates.Add(instrument, place);
        foreach (var balance in _balances) balance.Follow(_rates.PathsFrom(balance.Currency));
    }

    /// <summary>The worth of one unit; null where nothing gives it, or not yet. Opens no balance.</summary>
    public decimal? RateOf(Currency currency) =>
        (_balances.Find(known => known.Currency == currency) ?? new Balance(currency, false, _rates.PathsFrom(currency), _marks)).KnownRate;

    /// <exception cref="ArgumentException">Nothing gives its rate.</exception>
    public Balance Of(Currency currency) =>
        Open(currency) ?? throw new ArgumentException($"Nothing gives the rate of {currency} in {Own.Currency}, the account's currency.", nameof(currency));

    /// <summary>Money from (or, negative, to) outside the account.</summary>
    public void Fund(Instant64 time, Balance balance, decimal amount)
    {
        Ledger.Begin(time);
        Earn(amount < 0m ? LedgerAccount.Withdrawals : LedgerAccount.Capital, NoPlace, balance, amount);
    }

    /// <summary>A trade: cash against holdings at cost, what that realised, and the fee.</summary>
    /// <param name="rate">Of the balance's currency.</param>
    /// <param name="worth">What was paid for it, or (negative) what it brought, without the fee.</param>
    /// <param name="cost">How the cost of what is held changes.</param>
    public void Trade(Instant64 time, int place, Balance balance, decimal rate, bool isMargined, decimal worth, decimal cost, decimal realized, decimal fee, Balance feeBalance)
    {
        Ledger.Begin(time);
        if (ReferenceEquals(balance, Own) && ReferenceEquals(feeBalance, Own) && !isMargined)
        {
            // Nearly all trades; the same as below, where nothing is to be converted.
            var cash = -(worth + fee);
            balance.Move(cash);
            Ledger.PostTrade(place, cash, cost, realized, fee, balance.Currency);
            FeesPaid += fee;
            return;
        }

        var feeHere = ReferenceEquals(feeBalance, balance) ? fee : 0m;
        balance.Move(-(worth + feeHere), isMargined ? cost : 0m);
        Ledger.Post(LedgerAccount.Cash, place, (isMargined ? realized : -worth) - feeHere, balance.Currency, rate);
        if (!isMargined) Ledger.Post(LedgerAccount.Holdings, place, cost, balance.Currency, rate);
        Ledger.Post(LedgerAccount.RealizedPnl, place, -realized, balance.Currency, rate);
        Ledger.Post(LedgerAccount.Fees, place, feeHere, balance.Currency, rate);
        if (!ReferenceEquals(balance, Own)) ForeignAtBooking += (realized - feeHere) * rate;
        FeesPaid += rate == 1m ? feeHere : feeHere * rate;
        if (feeHere != fee) Charge(place, feeBalance, fee);
        Cover(balance);
    }

    /// <summary>A position's cost goes from one place to another.</summary>
    public void Rename(Instant64 time, int from, int to, Balance balance, decimal cost)
    {
        Ledger.Begin(time);
        var rate = balance.Rate;
        Ledger.Post(LedgerAccount.Holdings, from, -cost, balance.Currency, rate);
        Ledger.Post(LedgerAccount.Holdings, to, cost, balance.Currency, rate);
    }

    /// <summary>Cash that comes in (negative: goes out) on account of something else than a trade, as an event of its own.</summary>
    public void Earn(Instant64 time, LedgerAccount account, int place, Balance balance, decimal amount)
    {
        if (amount == 0m) return;
        Ledger.Begin(time);
        Earn(account, place, balance, amount);
        Cover(balance);
    }

    /// <summary>So much of one currency for so much of another, less a fee in the other.</summary>
    public void Convert(Instant64 time, Balance from, decimal paid, Balance to, decimal received, decimal fee)
    {
        Ledger.Begin(time);
        Exchange(from, paid, to, received);
        if (fee != 0m) Charge(NoPlace, to, fee);
    }

    // A cash account owes nothing in a foreign currency: what is missing is bought at once, its price rounded against the account.
    private void Cover(Balance balance)
    {
        if (_borrows || ReferenceEquals(balance, Own) || balance.Cash >= 0m) return;
        var missing = -balance.Cash;
        Exchange(Own, decimal.Round(missing * balance.Rate, Own.Currency.Decimals, MidpointRounding.ToPositiveInfinity), balance, missing);
    }

    private void Exchange(Balance from, decimal paid, Balance to, decimal received)
    {
        Earn(LedgerAccount.Exchange, NoPlace, from, -paid);
        Earn(LedgerAccount.Exchange, NoPlace, to, received);
    }

    private void Charge(int place, Balance balance, decimal fee)
    {
        Earn(LedgerAccount.Fees, place, balance, -fee);
        FeesPaid += fee * balance.Rate;
        Cover(balance);
    }

    private void Earn(LedgerAccount account, int place, Balance balance, decimal amount)
    {
        var rate = balance.Rate;
        balance.Move(amount);
        Ledger.Post(LedgerAccount.Cash, place, amount, balance.Currency, rate);
        Ledger.Post(account, place, -amount, balance.Currency, rate);
        if (!ReferenceEquals(balance, Own)) ForeignAtBooking += amount * rate;
    }
}
