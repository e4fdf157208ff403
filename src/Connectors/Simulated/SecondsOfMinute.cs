using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>Turns minutes into bars of seconds within [from, to) by way of their trades. A second without a trade repeats the last price, without volume.</summary>
internal sealed class SecondsOfMinute(TickWalk ticks, BarFold fold, TimeGrid grid, Instant64 from, Instant64 to)
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int SecondsPerMinute = 60;

    public void Add(in MinuteBar bar)
    {
        if (bar.Time >= to || bar.End <= from) return;

        var trades = ticks.Of(bar);
        var next = 0;
        var last = bar.Open;
        for (var second = 0; second < SecondsPerMinute; second++)
        {
            var start = bar.Time.PlusNanoseconds(second * NanosecondsPerSecond);
            var end = start.PlusNanoseconds(NanosecondsPerSecond);
            var isWanted = start >= from && start < to;
            var open = grid.AtOrBefore(start);
            if (isWanted && (next == trades.Length || trades[next].Time >= end)) fold.Add(open, last, 0);
            for (; next < trades.Length && trades[next].Time < end; next++)
            {
                last = trades[next].Price;
                if (isWanted) fold.Add(open, last, trades[next].Size);
            }
        }
    }
}
