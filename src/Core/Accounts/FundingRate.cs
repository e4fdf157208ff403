using AlgoTrendy.Core.Instruments;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Accounts;

/// <summary>What longs of a perpetual pay shorts at a moment, as a fraction of the position's worth; negative is paid by shorts.</summary>
public readonly record struct FundingRate(Symbol Symbol, Instant64 Time, decimal Rate);
