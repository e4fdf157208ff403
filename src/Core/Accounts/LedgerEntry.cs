using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Accounts;

/// <summary>What an amount is booked to.</summary>
public enum LedgerAccount : byte
{
    Cash,

    /// <summary>What is held, at what it cost; negative for what is owed (short).</summary>
    Holdings,

    Fees,
    RealizedPnl,
    Capital,
}

/// <summary>One side of a booking, in the account's currency. The entries of one event sum to zero.</summary>
/// <param name="Event">Which booking it belongs to, rising from 1.</param>
/// <param name="Instrument">The instrument's place in the account; -1 where none is concerned.</param>
public readonly record struct LedgerEntry(long Event, Instant64 Time, LedgerAccount Account, int Instrument, decimal Amount);
