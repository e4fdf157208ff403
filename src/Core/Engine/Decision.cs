using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

internal enum DecisionKind
{
    Submit,
    Amend,
    Cancel,
}

/// <summary>What the strategy ordered, at the time at which it decided; kept for the look-ahead check.</summary>
/// <param name="AtOpen">Given when a bar opened (after a fill, say): at the same time as the closes before it, but knowing more than they do.</param>
internal readonly record struct Decision(DecisionKind Kind, Instant64 Time, Symbol Symbol, OrderSide Side, decimal Quantity, OrderTerms Terms, bool AtOpen);
