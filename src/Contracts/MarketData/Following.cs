using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Contracts.MarketData;

/// <summary>Which live market to follow: trades and quotes of each symbol, and bars as they close.</summary>
/// <param name="Bars">Of which lengths, at most a day; null: none.</param>
/// <param name="After">The sequence of the last event that the reader has, of the same symbols and bars: what came since comes first. Null: from now on.</param>
public sealed record FollowRequest(IReadOnlyList<Symbol> Symbols, IReadOnlyList<Interval>? Bars = null, long? After = null);
