using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>One trade of the market at a moment, UTC. Price in the quote currency, size in units of the instrument.</summary>
public readonly record struct TradeTick(Instant64 Time, double Price, double Size);
