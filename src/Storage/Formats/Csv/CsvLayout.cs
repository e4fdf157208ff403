using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Storage.Formats.Csv;

/// <summary>Which field of a CSV holds what.</summary>
/// <param name="Fields">How many a line has.</param>
/// <param name="Time">The field with the time, or the date.</param>
/// <param name="Clock">The field with the time of day; -1 when it stands with the date.</param>
/// <param name="Values">For each column of the kind its field; -1 where the file has none and it is 0.</param>
/// <param name="Symbol">The field that names whose row it is; -1 for none.</param>
internal sealed record CsvLayout(byte Separator, int Fields, int HeaderLines, SeriesKind Kind, int Time, int Clock, int[] Values, int Symbol)
{
    /// <summary>Whether the column's name says that times are UTC.</summary>
    public bool IsUtc { get; init; }
}
