using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>A minute in whole ticks and lots, with the usual distance of ask and bid.</summary>
internal readonly record struct MinuteBar(Instant64 Time, long Open, long High, long Low, long Close, long Volume, int Spread)
{
    public Instant64 End => Time.PlusNanoseconds(MinuteWalk.NanosecondsPerMinute);
}
