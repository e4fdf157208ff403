using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Statistics;

/// <summary>The deepest fall of a curve below its highest point so far, and the longest time it stayed below one.</summary>
/// <param name="Deepest">As a fraction of the highest point: 0.25 is a fall by a quarter.</param>
/// <param name="Longest">From a high until it is reached again, or until the end.</param>
public readonly record struct Drawdown(double Deepest, Instant64 DeepestAt, Duration64 Longest)
{
    /// <summary>Of a curve that begins with its first value.</summary>
    public static Drawdown Of(ReadOnlySpan<Instant64> times, ReadOnlySpan<double> values) => values.IsEmpty ? default : Of(times[0], values[0], times, values);

    /// <param name="from">When the curve begins, with what it begins with: the first high.</param>
    /// <param name="times">One a value, UTC, rising, not before <paramref name="from"/>.</param>
    public static Drawdown Of(Instant64 from, double start, ReadOnlySpan<Instant64> times, ReadOnlySpan<double> values)
    {
        if (values.Length == 0) return default;

        var (peak, peakAt, isBelow) = (start, from, false);
        var found = new Drawdown(0, from, Duration64.Zero);
        for (var index = 0; index < values.Length; index++)
        {
            var value = values[index];
            if (value >= peak)
            {
                if (isBelow && times[index] - peakAt > found.Longest) found = found with { Longest = times[index] - peakAt };
                isBelow = false;
                (peak, peakAt) = (value, times[index]);
                continue;
            }

            isBelow = true;
            var fall = peak > 0 ? 1 - value / peak : 0;
            if (fall > found.Deepest) found = found with { Deepest = fall, DeepestAt = times[index] };
        }

        var open = isBelow ? times[^1] - peakAt : Duration64.Zero;
        return open > found.Longest ? found with { Longest = open } : found;
    }
}
