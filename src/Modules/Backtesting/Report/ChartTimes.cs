using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Backtesting.Report;

/// <summary>Puts times into buckets of a fixed length: whole seconds since 1970, UTC, counted from midnight (weeks from Monday).</summary>
internal readonly record struct ChartStep(long Seconds)
{
    public static readonly ChartStep Second = new(1);

    private const long NanosecondsInSecond = 1_000_000_000;
    private const long Day = 86_400;
    private const long Week = 7 * Day;

    // 1970 began on a Thursday; the Monday before it is three days earlier.
    private const long MondayShift = 3 * Day;

    private static readonly long[] Lengths = [5, 15, 30, 60, 300, 900, 1_800, 3_600, 2 * 3_600, 4 * 3_600, 8 * 3_600, Day, Week];

    /// <summary>The steps that bars of this length can be put together to, the shortest first.</summary>
    public static IEnumerable<ChartStep> CoarserThan(Interval interval)
    {
        var seconds = (long)(interval.Length.TotalNanoseconds / NanosecondsInSecond);
        return Lengths.Where(length => length > seconds && (length % seconds == 0 || length >= Day)).Select(length => new ChartStep(length));
    }

    public long BucketOf(Instant64 time) => BucketOf(time.ToUnixTimeSeconds());

    public long BucketOf(long seconds)
    {
        var shifted = Seconds == Week ? seconds + MondayShift : seconds;
        var into = shifted % Seconds;
        return seconds - (into < 0 ? into + Seconds : into);
    }
}

/// <summary>Looking up times of the charts, which rise and are whole seconds since 1970.</summary>
internal static class ChartTimes
{
    /// <summary>The place of the last time that is not after the given one; 0 when all are.</summary>
    public static int LastAtOrBefore(ReadOnlySpan<long> times, long seconds)
    {
        var found = times.BinarySearch(seconds);
        return Math.Max(0, found >= 0 ? found : ~found - 1);
    }

    /// <summary>The place of the last time before a close, from a place on that is known not to be after it; 0 when all are.</summary>
    public static int PlaceOf(Instant close, ReadOnlySpan<long> times, int from)
    {
        var ceiling = CeilingSecond(close);
        while (from + 1 < times.Length && times[from + 1] < ceiling) from++;
        return from;
    }

    /// <summary>A whole second lies before the time exactly when it is less than this.</summary>
    public static long CeilingSecond(Instant time)
    {
        var seconds = time.ToUnixTimeSeconds();
        return Instant.FromUnixTimeSeconds(seconds) == time ? seconds : seconds + 1;
    }

    /// <summary>All times of all columns, once each, rising.</summary>
    public static long[] Union(IEnumerable<long[]> columns)
    {
        long[] all = [.. columns.SelectMany(column => column).Distinct()];
        Array.Sort(all);
        return all;
    }
}
