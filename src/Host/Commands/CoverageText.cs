using AlgoTrendy.Contracts.History;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands;

/// <summary>What several commands say about how much of a series is there.</summary>
internal static class CoverageText
{
    /// <summary>What must not be overlooked about a series.</summary>
    public static string MarkOf(SeriesCoverage series) => series.Damage is not null ? "DAMAGED" : series.IsSimulated ? SeriesText.Simulated : "";

    /// <summary>Names the series that cannot be read.</summary>
    /// <returns>Whether there are any.</returns>
    public static bool ComplainOfDamage(IEnumerable<SeriesCoverage> all)
    {
        var damaged = all.Where(series => series.Damage is not null).ToList();
        foreach (var series in damaged) Screen.Remark($"{SeriesText.NameOf(series.Series)} cannot be read: {series.Damage}");
        return damaged.Count > 0;
    }
}
