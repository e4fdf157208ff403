using NodaTime;
using NodaTime.HighPerformance;
using NodaTime.TimeZones;

namespace AlgoTrendy.Storage.Formats.Text;

/// <summary>Turns local times of one zone, as nanoseconds since 1970-01-01T00:00 on the wall, into UTC; quick while the offset stays the same.</summary>
internal sealed class LocalClock(DateTimeZone zone)
{
    private const long NanosecondsPerDay = 86_400_000_000_000;

    private long _offset;
    private long _from = long.MaxValue;
    private long _to = long.MinValue;

    public DateTimeZone Zone => zone;

    /// <summary>The moment of a local time. One that the clocks showed twice is the first, unless that is not after <paramref name="previous"/>.</summary>
    /// <returns>False when the clocks skipped it.</returns>
    public bool TryToUtc(long local, Instant64 previous, out Instant64 utc)
    {
        if (local < _from || local >= _to) return TryMap(local, previous, out utc);

        utc = Instant64.FromUnixTimeNanoseconds(local - _offset);
        return true;
    }

    private bool TryMap(long local, Instant64 previous, out Instant64 utc)
    {
        utc = default;
        if (local is < WallTime.Earliest or > WallTime.Latest) return false;
        var mapping = zone.MapLocal(WallTime.ToLocal(local));
        if (mapping.Count == 0) return false;

        var first = Instant64.FromInstant(mapping.First().ToInstant());
        utc = mapping.Count == 1 || first > previous ? first : Instant64.FromInstant(mapping.Last().ToInstant());
        if (mapping.Count == 1) Remember(mapping.EarlyInterval);
        return true;
    }

    // A day at each end is left to the slow way: there local times are doubtful.
    private void Remember(ZoneInterval interval)
    {
        _offset = interval.WallOffset.Nanoseconds;
        _from = interval.HasStart ? Bounded(interval.IsoLocalStart) + NanosecondsPerDay : WallTime.Earliest;
        _to = interval.HasEnd ? Bounded(interval.IsoLocalEnd) - NanosecondsPerDay : WallTime.Latest;
    }

    private static long Bounded(LocalDateTime local) => WallTime.Of(local);
}
