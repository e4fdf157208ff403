using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Statistics;

/// <summary>The deepest fall of a curve below its highest point so far, and the longest time it stayed below one.</summary>
/// <param name="Deepest">As a fraction of the highest point: 0.25 is a fall by a quarter.</param>
/// <param name="Longest">From a high until the next higher one, or until the end.</param>
public readonly record struct Drawdown(double Deepest, Instant64 DeepestAt, Duration64 Longest)
{
    /// <param name="times">One a value, UTC, rising.</param>
    public static Drawdown Of(ReadOnlySpan<Instant64> times, ReadOnlySpan<double> values)
    {
        if (values.Length == 0) return default;

        var (peak, peakAt) = (values[0], times[0]);
        var found = new Drawdown(0, times[0], Duration64.Zero);
        for (var index = 1; index < values.Length; index++)
        {
            var value = values[index];
            if (value >= peak)
            {
                if (times[index] - peakAt > found.Longest && values[index - 1] < peak) found = found with { Longest = times[index] - peakAt };
                (peak, peakAt) = (value, times[index]);
                continue;
            }

            var fall = peak > 0 ? 1 - value / peak : 0;
            if (fall > found.Deepest) found = found with { Deepest = fall, DeepestAt = times[index] };
        }

        var open = times[^1] - peakAt;
        return open > found.Longest ? found with { Longest = open } : found;
    }
}
