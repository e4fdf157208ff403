using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Platform;

/// <summary>Finds what somebody who mistyped a name most likely meant.</summary>
public static class NearestName
{
    /// <summary>The names within a few changed letters, the nearest first; at most <paramref name="most"/>.</summary>
    public static IReadOnlyList<string> Of(string typed, IEnumerable<string> names, int most = 3) =>
    [
        .. names.Select(name => (Name: name, Distance: EditDistance.Between(typed.ToUpperInvariant(), name.ToUpperInvariant(), int.MaxValue - 1)))
            .Where(candidate => candidate.Distance <= Math.Max(2, typed.Length / 3) || IsPart(typed, candidate.Name))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .Take(most),
    ];

    /// <summary>" Did you mean ema-cross?", or nothing.</summary>
    public static string Hint(string typed, IEnumerable<string> names, int most = 3) =>
        Of(typed, names, most) is { Count: > 0 } near ? $" Did you mean {string.Join(" or ", near)}?" : "";

    private static bool IsPart(string typed, string name) => typed.Length >= 3 && name.Contains(typed, StringComparison.OrdinalIgnoreCase);
}
