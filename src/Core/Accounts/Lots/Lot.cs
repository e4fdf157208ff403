using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Accounts;

/// <summary>A part of a position that was opened by one trade.</summary>
/// <param name="Id">Its number in the position, rising from 1.</param>
/// <param name="Quantity">What is left of it; negative is short.</param>
/// <param name="Cost">What that cost, in the instrument's currency, without fees; negative when short.</param>
public readonly record struct Lot(long Id, Instant64 OpenedAt, decimal Quantity, decimal Cost)
{
    /// <summary>What one unit cost (a contract, so the multiplier is in it).</summary>
    public decimal UnitCost => Cost / Quantity;
}

/// <summary>Names a lot that a trade is to close, and how much of it (not negative).</summary>
public readonly record struct LotChoice(long Lot, decimal Quantity)
{
    /// <summary>Each of them as far as it goes, in their order.</summary>
    /// <param name="lots">Null: none is named.</param>
    /// <param name="quantity">Of the trade, not negative.</param>
    public static LotChoice[] Of(IReadOnlyList<long>? lots, decimal quantity) => lots is null ? [] : [.. lots.Select(lot => new LotChoice(lot, quantity))];
}
