namespace AlgoTrendy.Platform;

/// <summary>Finds what somebody who mistyped a name most likely meant.</summary>
public static class NearestName
{
    /// <summary>The names within a few changed letters, the nearest first; at most <paramref name="most"/>.</summary>
    public static IReadOnlyList<string> Of(string typed, IEnumerable<string> names, int most = 3) =>
    [
        .. names.Select(name => (Name: name, Distance: Distance(typed.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.Distance <= Math.Max(2, typed.Length / 3) || IsPart(typed, candidate.Name))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .Take(most),
    ];

    /// <summary>" Did you mean ema-cross?", or nothing.</summary>
    public static string Hint(string typed, IEnumerable<string> names) =>
        Of(typed, names) is { Count: > 0 } near ? $" Did you mean {string.Join(" or ", near)}?" : "";

    private static bool IsPart(string typed, string name) => typed.Length >= 3 && name.Contains(typed, StringComparison.OrdinalIgnoreCase);

    /// <summary>Letters to insert, delete, change or swap with the next (optimal string alignment).</summary>
    private static int Distance(string left, string right)
    {
        var cost = new int[left.Length + 1, right.Length + 1];
        for (var row = 0; row <= left.Length; row++) cost[row, 0] = row;
        for (var column = 0; column <= right.Length; column++) cost[0, column] = column;
        for (var row = 1; row <= left.Length; row++)
            for (var column = 1; column <= right.Length; column++)
            {
                var change = cost[row - 1, column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                cost[row, column] = Math.Min(change, Math.Min(cost[row - 1, column], cost[row, column - 1]) + 1);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                    cost[row, column] = Math.Min(cost[row, column], cost[row - 2, column - 2] + 1);
            }

        return cost[left.Length, right.Length];
    }
}
