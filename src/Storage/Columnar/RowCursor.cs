using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>One row of some columns.</summary>
internal readonly struct RowPlace(Columns rows, int row)
{
    /// <summary>Whether another row has the same values; NaN equals NaN here.</summary>
    public bool Equals(Columns others, int other)
    {
        for (var column = 0; column < SeriesColumns.Of(rows.Kind).Count; column++)
            if (!rows.Values(column)[row].Equals(others.Values(column)[other])) return false;
        return true;
    }

    public void CopyTo(ColumnsBuilder builder)
    {
        Span<double> values = stackalloc double[SeriesColumns.Of(rows.Kind).Count];
        for (var column = 0; column < values.Length; column++) values[column] = rows.Values(column)[row];
        builder.Add(rows.Times[row], values);
    }
}

/// <summary>Walks the stored rows of [from, to] once, in order.</summary>
internal sealed class RowCursor(SeriesReader? stored, Instant64 from, Instant64 to)
{
    private readonly IEnumerator<Columns> _blocks = (stored?.ReadBlocks(from, to.PlusNanoseconds(1)) ?? []).GetEnumerator();
    private Columns? _block;
    private int _row;

    /// <summary>The row that comes next; false at the end.</summary>
    public bool TryPeek(out RowPlace place, out Instant64 time)
    {
        while (_block is null || _row == _block.Count)
        {
            if (!_blocks.MoveNext())
            {
                (place, time) = (default, default);
                return false;
            }

            (_block, _row) = (_blocks.Current, 0);
        }

        (place, time) = (new(_block, _row), _block.Times[_row]);
        return true;
    }

    public void Skip() => _row++;

    /// <summary>Passes all rows before <paramref name="wanted"/> and collects those at it.</summary>
    public void TakeTime(Instant64 wanted, List<RowPlace> found)
    {
        found.Clear();
        while (TryPeek(out var place, out var time) && time <= wanted)
        {
            if (time == wanted) found.Add(place);
            Skip();
        }
    }
}
