using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Accounts;

/// <summary>What an amount is booked to.</summary>
public enum LedgerAccount : byte
{
    Cash,

    /// <summary>What is held, at what it cost; negative for what is owed (short). Margined positions are not in it: nothing was paid for them.</summary>
    Holdings,

    Fees,
    RealizedPnl,

    /// <summary>Paid in from outside.</summary>
    Capital,

    /// <summary>Paid out to outside.</summary>
    Withdrawals,

    /// <summary>Received on what is held, paid on what is short.</summary>
    Dividends,

    /// <summary>On cash: paid on what is owed, received on what is there.</summary>
    Interest,

    /// <summary>Paid for what was borrowed to be sold short.</summary>
    Borrow,

    /// <summary>What the two sides of a perpetual pay each other.</summary>
    Funding,

    /// <summary>The other side of a conversion, once in each of its two currencies.</summary>
    Exchange,
}

/// <summary>One side of a booking. The entries of one event sum to zero in each currency: what cash and holdings gain is negative where it came from.</summary>
/// <param name="Event">Which booking it belongs to, rising from 1.</param>
/// <param name="Instrument">The instrument's place in the account; -1 where none is concerned.</param>
public readonly record struct LedgerEntry(long Event, Instant64 Time, LedgerAccount Account, int Instrument, decimal Amount, Currency Currency);
