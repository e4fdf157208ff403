using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>A round trip: from flat to flat, however many fills it took. Still open at the end of the run when ExitTime is null.</summary>
/// <param name="Side">Buy for a long trade, Sell for a short one.</param>
/// <param name="Quantity">The most that was held.</param>
/// <param name="EntryPrice">The average of the fills that opened.</param>
/// <param name="ExitPrice">The average of the fills that closed; for an open trade, the last mark.</param>
/// <param name="Pnl">After fees, in the account's currency; for an open trade, at the last mark.</param>
public sealed record Trade(
    Instrument Instrument, OrderSide Side, decimal Quantity, Instant64 EntryTime, decimal EntryPrice, Instant64? ExitTime, decimal ExitPrice, decimal Pnl, decimal Fees);
