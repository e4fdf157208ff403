using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Accounts;

/// <summary>Double entry: every event is a handful of entries that sum to zero, so money neither appears nor vanishes.</summary>
public sealed class Ledger
{
    private readonly Journal<LedgerEntry> _entries = new();
    private long _events;

    public IReadOnlyList<LedgerEntry> Entries => _entries;

    /// <summary>Money put in from outside.</summary>
    public void Deposit(Instant64 time, decimal amount)
    {
        var booking = ++_events;
        _entries.Add(new(booking, time, LedgerAccount.Cash, -1, amount));
        _entries.Add(new(booking, time, LedgerAccount.Capital, -1, -amount));
    }

    /// <summary>A trade: cash against holdings at cost, what that realised, and the fee.</summary>
    /// <param name="cash">What the trade paid (negative) or brought, without the fee.</param>
    /// <param name="cost">How the cost of what is held changes.</param>
    internal void Trade(Instant64 time, int instrument, decimal cash, decimal cost, decimal realized, decimal fee)
    {
        var booking = ++_events;
        _entries.Add(new(booking, time, LedgerAccount.Cash, instrument, cash - fee));
        _entries.Add(new(booking, time, LedgerAccount.Holdings, instrument, cost));
        if (realized != 0m) _entries.Add(new(booking, time, LedgerAccount.RealizedPnl, instrument, -realized));
        if (fee != 0m) _entries.Add(new(booking, time, LedgerAccount.Fees, instrument, fee));
    }
}
