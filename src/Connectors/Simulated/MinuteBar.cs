using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>A minute in whole ticks and lots, with the open of the session that it lies in and the usual distance of ask and bid.</summary>
internal readonly record struct MinuteBar(Instant64 Time, Instant64 SessionOpen, long Open, long High, long Low, long Close, long Volume, int Spread);
