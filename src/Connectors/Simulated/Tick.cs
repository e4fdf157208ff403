using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>A trade with the quote that it met, in whole ticks and lots.</summary>
internal readonly record struct Tick(Instant64 QuoteTime, Instant64 Time, long Bid, long BidSize, long Ask, long AskSize, long Price, long Size);
