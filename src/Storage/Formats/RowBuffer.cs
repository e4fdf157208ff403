using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Formats;

/// <summary>Rows as growing columns, up to a fixed number; the first of them can be handed out without copying.</summary>
internal sealed class RowBuffer(SeriesKind kind, int most)
{
    // Most files hold a day: memory for a whole batch would be spent for nothing.
    private const int FirstCapacity = 1_024;

    private readonly double[][] _values = [.. SeriesColumns.Of(kind).Select(_ => Array.Empty<double>())];
    private Instant64[] _times = [];

    public int Count { get; private set; }

    public int ColumnCount => _values.Length;

    public bool IsFull => Count == most;

    public void Add(Instant64 time, ReadOnlySpan<double> values)
    {
        if (Count == _times.Length) Resize(Math.Min(most, Math.Max(FirstCapacity, 2 * Count)));
        _times[Count] = time;
        for (var column = 0; column < values.Length; column++) _values[column][Count] = values[column];
        Count++;
    }

    public void RemoveLast() => Count--;

    /// <summary>Hands out the first rows and keeps the others.</summary>
    public Columns Take(int count)
    {
        var (left, capacity) = (Count - count, _times.Length);
        var times = _times;
        var values = Array.ConvertAll(_values, column => (ReadOnlyMemory<double>)column.AsMemory(0, count));
        _times = Rest(times, count, left, capacity);
        for (var column = 0; column < values.Length; column++) _values[column] = Rest(_values[column], count, left, capacity);
        Count = left;
        return new(kind, times.AsMemory(0, count), values);
    }

    private void Resize(int capacity)
    {
        Array.Resize(ref _times, capacity);
        for (var column = 0; column < _values.Length; column++) Array.Resize(ref _values[column], capacity);
    }

    // The arrays now belong to who took them.
    private static T[] Rest<T>(T[] rows, int start, int count, int capacity)
    {
        if (count == 0) return [];
        var rest = new T[capacity];
        rows.AsSpan(start, count).CopyTo(rest);
        return rest;
    }
}
