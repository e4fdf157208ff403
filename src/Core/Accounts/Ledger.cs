using System.Collections;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Accounts;

/// <summary>Double entry: every event is a handful of entries that sum to zero in each currency, so money neither appears nor vanishes.</summary>
public sealed class Ledger
{
    private const int Accounts = (int)LedgerAccount.Exchange + 1;

    private readonly Journal<Row> _rows = new();
    private readonly List<Currency> _currencies = [];

    // What conversion adds to the amounts of other currencies; most accounts have none, and totals are asked for seldom.
    private decimal[]? _byRates;
    private decimal[]? _forgotten;
    private long _event;
    private Instant64 _time;

    internal Ledger() => Entries = new EntryList(this);

    public IReadOnlyList<LedgerEntry> Entries { get; }

    /// <summary>All that was booked there, in the account's currency at the rates of its bookings.</summary>
    internal decimal TotalOf(LedgerAccount account)
    {
        var total = (_byRates?[(int)account] ?? 0m) + (_forgotten?[(int)account] ?? 0m);
        foreach (var row in _rows)
            if (row.Account == account) total += row.Amount;
        return total;
    }

    /// <summary>Keeps sums alone of what is posted so far: the entries are written down elsewhere.</summary>
    internal void Forget()
    {
        if (_rows.Count == 0) return;
        _forgotten ??= new decimal[Accounts];
        foreach (var row in _rows) _forgotten[(int)row.Account] += row.Amount;
        _rows.Clear();
    }

    /// <summary>What is posted from now on is one event.</summary>
    internal void Begin(Instant64 time)
    {
        _event++;
        _time = time;
    }

    /// <param name="rate">The worth of one unit of the currency in the account's.</param>
    internal void Post(LedgerAccount account, int instrument, decimal amount, Currency currency, decimal rate)
    {
        if (amount == 0m) return;
        _rows.Add(new(_event, _time, amount, instrument, account, PlaceOf(currency)));
        if (rate != 1m) (_byRates ??= new decimal[Accounts])[(int)account] += amount * rate - amount;
    }

    /// <summary>The entries of a trade in the account's own currency.</summary>
    internal void PostTrade(int instrument, decimal cash, decimal cost, decimal realized, decimal fee, Currency currency)
    {
        var place = PlaceOf(currency);
        if (cash != 0m) _rows.Add(new(_event, _time, cash, instrument, LedgerAccount.Cash, place));
        if (cost != 0m) _rows.Add(new(_event, _time, cost, instrument, LedgerAccount.Holdings, place));
        if (realized != 0m) _rows.Add(new(_event, _time, -realized, instrument, LedgerAccount.RealizedPnl, place));
        if (fee != 0m) _rows.Add(new(_event, _time, fee, instrument, LedgerAccount.Fees, place));
    }

    private byte PlaceOf(Currency currency)
    {
        for (var place = 0; place < _currencies.Count; place++)
            if (_currencies[place] == currency) return (byte)place;
        _currencies.Add(currency);
        return checked((byte)(_currencies.Count - 1));
    }

    /// <summary>An entry without references: millions of them are nothing that a collection of garbage has to look through.</summary>
    private readonly record struct Row(long Event, Instant64 Time, decimal Amount, int Instrument, LedgerAccount Account, byte Currency);

    private sealed class EntryList(Ledger ledger) : IReadOnlyList<LedgerEntry>
    {
        public int Count => ledger._rows.Count;

        public LedgerEntry this[int index]
        {
            get
            {
                var row = ledger._rows[index];
                return new(row.Event, row.Time, row.Account, row.Instrument, row.Amount, ledger._currencies[row.Currency]);
            }
        }

        public IEnumerator<LedgerEntry> GetEnumerator()
        {
            for (var index = 0; index < Count; index++) yield return this[index];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
