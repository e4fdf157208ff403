using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>An order that the strategy gave, at the time at which it decided; kept for the look-ahead check.</summary>
public readonly record struct Decision(Instant64 Time, Symbol Symbol, OrderSide Side, decimal Quantity, OrderTerms Terms);
