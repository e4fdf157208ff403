namespace AlgoTrendy.Storage.Columnar;

/// <summary>What became of the rows of one batch: every row is stored, already there, or in conflict.</summary>
/// <param name="Stored">Rows that are new or replaced another.</param>
/// <param name="AlreadyThere">Rows that were stored before with the same values, or stand twice in the batch.</param>
/// <param name="Conflicts">The indices, in the batch, of rows that say something else than the stored row of their time; they were left out.</param>
/// <param name="Notice">An unfinished write of before that was found and dropped; null as a rule.</param>
public sealed record AppendSummary(long Stored, long AlreadyThere, IReadOnlyList<int> Conflicts, string? Notice)
{
    internal static readonly AppendSummary Nothing = new(0, 0, [], null);

    internal static AppendSummary Of(RowFate[] fates, string? notice)
    {
        long stored = 0, known = 0;
        var conflicts = new List<int>();
        for (var row = 0; row < fates.Length; row++)
        {
            if (fates[row] == RowFate.AlreadyThere) known++;
            else if (fates[row] == RowFate.Conflict) conflicts.Add(row);
            else stored++;
        }

        return new(stored, known, conflicts, notice);
    }
}
