using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>Turns minutes into bars of seconds by way of their trades. A second without a trade repeats the last price, without volume.</summary>
internal sealed class SecondsOfMinute(TickWalk ticks, BarFold fold, Interval interval)
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int SecondsPerMinute = 60;

    private readonly long _length = interval.Length.TotalNanoseconds;

    /// <summary>Adds the minutes that a bar opening within [from, to) may need.</summary>
    public void Add(ReadOnlySpan<MinuteBar> bars, Instant64 from, Instant64 to)
    {
        var (earliest, latest) = (from.PlusNanoseconds(-_length - MinuteWalk.NanosecondsPerMinute), to.PlusNanoseconds(_length));
        foreach (ref readonly var bar in bars)
            if (bar.Time > earliest && bar.Time < latest) Add(bar);
    }

    private void Add(in MinuteBar bar)
    {
        var trades = ticks.Of(bar);
        var next = 0;
        var last = bar.Open;
        for (var second = 0; second < SecondsPerMinute; second++)
        {
            var end = bar.Time.PlusNanoseconds((second + 1) * NanosecondsPerSecond);
            var since = (bar.Time - bar.SessionOpen).TotalNanoseconds + second * NanosecondsPerSecond;
            var open = bar.SessionOpen.PlusNanoseconds(since / _length * _length);
            if (next == trades.Length || trades[next].Time >= end) fold.Add(open, last, last, last, last, 0);
            for (; next < trades.Length && trades[next].Time < end; next++)
            {
                last = trades[next].Price;
                fold.Add(open, last, last, last, last, trades[next].Size);
            }
        }
    }
}
