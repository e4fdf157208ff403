using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>A round trip: from flat to flat, however many fills it took. Still open at the end of the run when ExitTime is null.</summary>
/// <param name="Side">Buy for a long trade, Sell for a short one.</param>
/// <param name="Quantity">The most that was held.</param>
/// <param name="Opened">What the fills that opened it add up to.</param>
/// <param name="Closed">What the fills that closed it add up to.</param>
/// <param name="Pnl">After fees, in the account's currency; for an open trade, at the last mark.</param>
public readonly record struct Trade(
    Instrument Instrument, OrderSide Side, decimal Quantity, Instant64 EntryTime, FillSum Opened, Instant64? ExitTime, FillSum Closed, decimal Pnl, decimal Fees)
{
    public decimal EntryPrice => Opened.AveragePrice;

    /// <summary>Null while nothing of it was closed.</summary>
    public decimal? ExitPrice => Closed.Quantity == 0m ? null : Closed.AveragePrice;
}

/// <summary>Fills added up: how much, and price times quantity. The average is a division, made only when somebody looks.</summary>
public readonly record struct FillSum(decimal Quantity, decimal Worth)
{
    public decimal AveragePrice => Worth / Quantity;

    /// <summary>The same worth after a split: quantities are divided by the factor.</summary>
    internal FillSum Split(decimal factor) => new(decimal.Round(Quantity / factor, 10), Worth);

    public FillSum Plus(decimal quantity, decimal price) => new(Quantity + quantity, Worth + quantity * price);
}
