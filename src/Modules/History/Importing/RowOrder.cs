using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.History.Importing;

/// <summary>The rows of several pieces of one series in the order of time, and where each came from.</summary>
internal sealed class RowOrder
{
    private readonly Columns[] _pieces;
    private readonly int[] _starts;
    private readonly int[]? _origins;

    private RowOrder(Columns[] pieces, int[] starts, Columns rows, int[]? origins)
    {
        _pieces = pieces;
        _starts = starts;
        Rows = rows;
        _origins = origins;
    }

    public Columns Rows { get; }

    /// <summary>Puts pieces that are each in order into one. Of rows of one time, that of the earlier piece comes first.</summary>
    public static RowOrder Of(IReadOnlyList<Columns> pieces)
    {
        // Files are mostly handed in by name, which is mostly their order; where it is not, whole pieces are put in order first.
        var ranked = pieces.Index().Where(piece => piece.Item.Count > 0).OrderBy(piece => piece.Item.Times[0]).ToArray();
        var sorted = Array.ConvertAll(ranked, piece => piece.Item);
        var starts = new int[sorted.Length];
        var isOrdered = true;
        for (var index = 1; index < sorted.Length; index++)
        {
            starts[index] = starts[index - 1] + sorted[index - 1].Count;
            var (first, last) = (sorted[index].Times[0], sorted[index - 1].Times[^1]);
            isOrdered &= first > last || (first == last && ranked[index].Index > ranked[index - 1].Index);
        }

        var joined = Join(pieces[0].Kind, sorted);
        if (isOrdered) return new(sorted, starts, joined, null);

        var origins = Origins(joined.Times, [.. ranked.SelectMany(piece => Enumerable.Repeat(piece.Index, piece.Item.Count))]);
        return new(sorted, starts, Pick(joined, origins), origins);
    }

    /// <summary>The piece that a row came from, and its index there.</summary>
    public (Columns Piece, int Row) OriginOf(int row)
    {
        var joined = _origins is null ? row : _origins[row];
        var piece = Array.BinarySearch(_starts, joined);
        if (piece < 0) piece = ~piece - 1;
        return (_pieces[piece], joined - _starts[piece]);
    }

    /// <param name="ranks">For each row, in the joined order, which of the pieces as they were handed in it belongs to.</param>
    private static int[] Origins(ReadOnlySpan<Instant64> times, int[] ranks)
    {
        var keys = times.ToArray();
        var origins = new int[keys.Length];
        for (var row = 0; row < origins.Length; row++) origins[row] = row;
        Array.Sort(origins, (left, right) =>
            keys[left].CompareTo(keys[right]) is not 0 and var byTime ? byTime :
            ranks[left].CompareTo(ranks[right]) is not 0 and var byPiece ? byPiece : left.CompareTo(right));
        return origins;
    }

    private static Columns Join(SeriesKind kind, Columns[] pieces)
    {
        if (pieces.Length == 1) return pieces[0];
        var count = pieces.Sum(piece => piece.Count);
        var times = new Instant64[count];
        var values = SeriesColumns.Of(kind).Select(_ => new double[count]).ToArray();
        var done = 0;
        foreach (var piece in pieces)
        {
            piece.Times.CopyTo(times.AsSpan(done));
            for (var column = 0; column < values.Length; column++) piece.Values(column).CopyTo(values[column].AsSpan(done));
            done += piece.Count;
        }

        return new(kind, times, Array.ConvertAll(values, column => (ReadOnlyMemory<double>)column));
    }

    private static Columns Pick(Columns rows, int[] origins)
    {
        var times = new Instant64[origins.Length];
        for (var row = 0; row < origins.Length; row++) times[row] = rows.Times[origins[row]];
        var values = new ReadOnlyMemory<double>[SeriesColumns.Of(rows.Kind).Count];
        for (var column = 0; column < values.Length; column++)
        {
            var from = rows.Values(column);
            var to = new double[origins.Length];
            for (var row = 0; row < origins.Length; row++) to[row] = from[origins[row]];
            values[column] = to;
        }

        return new(rows.Kind, times, values);
    }
}
