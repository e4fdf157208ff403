using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>Finds places in a column of times that do not fall.</summary>
internal static class TimeColumn
{
    /// <summary>How many of the times are at or before the moment.</summary>
    public static int CountUpTo(this ReadOnlySpan<Instant64> times, Instant64 moment)
    {
        var (low, high) = (0, times.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (times[middle] <= moment) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
