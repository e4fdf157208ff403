using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Formats.Text;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Formats;

/// <summary>Infers how long bars last from the distances between them.</summary>
internal static class Spacing
{
    private const long SecondsPerDay = 86_400;
    private const double MostMultiples = 0.9;
    private const double MostUsual = 0.5;

    /// <summary>The interval of so many seconds in the largest unit that divides it; null when it is none.</summary>
    public static Interval? IntervalOf(long seconds) => seconds switch
    {
        <= 0 => null,
        _ when seconds % SecondsPerDay == 0 => Of(seconds / SecondsPerDay, IntervalUnit.Day),
        _ when seconds % 3_600 == 0 => Of(seconds / 3_600, IntervalUnit.Hour),
        _ when seconds % 60 == 0 => Of(seconds / 60, IntervalUnit.Minute),
        _ => Of(seconds, IntervalUnit.Second),
    };

    /// <summary>The most frequent distance, when it is that of most rows, or nearly all others are multiples of it, as they are where rows are missing; null when there is no such.</summary>
    /// <param name="times">Oldest first; those that go back are passed over.</param>
    public static Interval? IntervalOf(IReadOnlyList<Instant64> times)
    {
        var distances = new List<long>();
        var last = Instant64.MaxValue;
        foreach (var time in times)
        {
            if (time > last) distances.Add((time - last).TotalNanoseconds);
            if (time > last || last == Instant64.MaxValue) last = time;
        }

        if (distances.Count == 0) return null;

        var (usual, count) = distances.CountBy(distance => distance).OrderByDescending(count => count.Value).ThenBy(count => count.Key).First();
        var isRegular = count > MostUsual * distances.Count || distances.Count(distance => distance % usual == 0) >= MostMultiples * distances.Count;
        return usual % WallTime.Second == 0 && isRegular ? IntervalOf(usual / WallTime.Second) : null;
    }

    private static Interval? Of(long count, IntervalUnit unit) => count <= 10_000 ? new Interval((int)count, unit) : null;
}
