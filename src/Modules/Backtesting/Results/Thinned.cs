namespace AlgoTrendy.Modules.Backtesting.Results;

/// <summary>Fewer rows of a long list, evenly apart; the first and the last are kept.</summary>
internal static class Thinned
{
    public static IReadOnlyList<T> To<T>(IReadOnlyList<T> rows, int most)
    {
        if (rows.Count <= most) return rows;

        var kept = new T[most];
        for (var index = 0; index < most; index++) kept[index] = rows[(int)((long)index * (rows.Count - 1) / (most - 1))];
        return kept;
    }
}
