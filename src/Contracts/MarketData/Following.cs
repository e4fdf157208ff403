using AlgoTrendy.Core.Instruments;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.MarketData;

/// <summary>Which live market to follow: trades and quotes of each symbol, and bars as they close.</summary>
/// <param name="Bars">Of which lengths, at most a day; null: none.</param>
/// <param name="After">The sequence of the last event that the reader has, of the same symbols and bars: what came since comes first. Null: from now on.</param>
/// <param name="Since">A moment of the last day, UTC: what came since then comes first too, so that a reader knows the prices. With After: from the earlier of the two.</param>
public sealed record FollowRequest(IReadOnlyList<Symbol> Symbols, IReadOnlyList<Interval>? Bars = null, long? After = null, Instant64? Since = null);
