using AlgoTrendy.Contracts.Portfolio;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Equity;

/// <summary>Adds up the equity of several over time: whoever says nothing of an interval counts as he was last.</summary>
internal static class EquitySum
{
    /// <param name="members">Of each the last mark before the page, and those of the page, the oldest first.</param>
    /// <param name="most">How many marks are wanted: each member has so many, or all that there are.</param>
    public static IReadOnlyList<EquityMark> Of(IReadOnlyList<(EquityMark? Before, IReadOnlyList<EquityMark> Marks)> members, int most)
    {
        var (last, next) = (members.Select(member => member.Before).ToArray(), new int[members.Count]);
        var sums = new List<EquityMark>();
        foreach (var time in members.SelectMany(member => member.Marks).Select(mark => mark.Time).Distinct().Order().Take(most))
        {
            for (var member = 0; member < last.Length; member++)
                while (next[member] < members[member].Marks.Count && members[member].Marks[next[member]].Time <= time) last[member] = members[member].Marks[next[member]++];
            sums.Add(Sum(time, [.. last.OfType<EquityMark>()]));
        }

        return sums;
    }

    private static EquityMark Sum(Instant64 time, EquityMark[] marks)
    {
        var at = marks.Max(mark => mark.At);
        var ages = marks.Where(mark => mark.PriceAgeMs is not null).Select(mark => mark.PriceAgeMs!.Value + (at.ToUnixTimeNanoseconds() - mark.At.ToUnixTimeNanoseconds()) / 1_000_000).ToArray();
        return new(time, at, marks.Sum(mark => mark.Equity), marks.Sum(mark => mark.Cash), marks.Sum(mark => mark.Capital), ages.Length > 0 ? ages.Max() : null);
    }
}
