using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Accounts;

/// <summary>Double entry: every event is a handful of entries that sum to zero in each currency, so money neither appears nor vanishes.</summary>
public sealed class Ledger
{
    private const int Accounts = (int)LedgerAccount.Exchange + 1;

    private readonly Journal<LedgerEntry> _entries = new();
    private readonly decimal[] _totals = new decimal[Accounts];
    private long _event;
    private Instant64 _time;

    internal Ledger() { }

    public IReadOnlyList<LedgerEntry> Entries => _entries;

    /// <summary>All that was booked there, in the account's currency at the rates of its bookings.</summary>
    internal decimal TotalOf(LedgerAccount account) => _totals[(int)account];

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
        _entries.Add(new(_event, _time, account, instrument, amount, currency));
        _totals[(int)account] += rate == 1m ? amount : amount * rate;
    }
}
