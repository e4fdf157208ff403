using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Formats.Text;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Formats;

/// <summary>Infers how long bars last from the distances between them.</summary>
internal static class Spacing
{
    private const long SecondsPerDay = 86_400;
    private const double FewestRegular = 0.9;

    /// <summary>The interval of so many seconds in the largest unit that divides it; null when it is none.</summary>
    public static Interval? IntervalOf(long seconds) => seconds switch
    {
        <= 0 => null,
        _ when seconds % SecondsPerDay == 0 => Of(seconds / SecondsPerDay, IntervalUnit.Day),
        _ when seconds % 3_600 == 0 => Of(seconds / 3_600, IntervalUnit.Hour),
        _ when seconds % 60 == 0 => Of(seconds / 60, IntervalUnit.Minute),
        _ => Of(seconds, IntervalUnit.Second),
    };

    /// <summary>The most frequent distance, when nearly all others are multiples of it, as they are where rows are missing; null when there is no such.</summary>
    public static Interval? IntervalOf(IReadOnlyList<Instant64> times)
    {
        var distances = new List<long>();
        for (var index = 1; index < times.Count; index++)
            if (Math.Abs((times[index] - times[index - 1]).TotalNanoseconds) is var distance and > 0) distances.Add(distance);
        if (distances.Count == 0) return null;

        var usual = distances.CountBy(distance => distance).OrderByDescending(count => count.Value).ThenBy(count => count.Key).First().Key;
        var regular = distances.Count(distance => distance % usual == 0);
        return usual % WallTime.Second == 0 && regular >= FewestRegular * distances.Count ? IntervalOf(usual / WallTime.Second) : null;
    }

    private static Interval? Of(long count, IntervalUnit unit) => count <= 10_000 ? new Interval((int)count, unit) : null;
}
