using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>What happened in the half-open time [OpenTime, CloseTime), UTC. Prices in the quote currency, volume in units of the instrument.</summary>
public readonly record struct Bar(Instant64 OpenTime, Instant64 CloseTime, double Open, double High, double Low, double Close, double Volume);
