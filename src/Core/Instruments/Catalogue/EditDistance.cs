namespace AlgoTrendy.Core.Instruments;

/// <summary>How many insertions, deletions, replacements and swaps of neighbours turn one word into another (optimal string alignment).</summary>
/// <remarks>F. Damerau, A technique for computer detection and correction of spelling errors, CACM 7 (1964).</remarks>
public static class EditDistance
{
    /// <summary>The distance, or <paramref name="most"/> + 1 when it is more than that.</summary>
    public static int Between(ReadOnlySpan<char> one, ReadOnlySpan<char> other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most) return most + 1;

        var (beforeLast, last, row) = (new int[other.Length + 1], new int[other.Length + 1], new int[other.Length + 1]);
        for (var j = 0; j <= other.Length; j++) last[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }

            if (least > most) return most + 1;
            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return Math.Min(last[other.Length], most + 1);
    }
}
