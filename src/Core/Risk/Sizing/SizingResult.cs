using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk.Sizing;

/// <summary>How much to trade.</summary>
/// <param name="Quantity">In whole lots; 0 where it was refused.</param>
/// <param name="Wanted">What came out before it was rounded down.</param>
/// <param name="Refusal">Why nothing can be traded; null: it can.</param>
public readonly record struct SizingResult(Quantity Quantity, decimal Wanted, Refusal? Refusal)
{
    internal static SizingResult Refused(string code, string message, decimal wanted = 0m) => new(Quantity.Zero, wanted, new(code, message));
}
