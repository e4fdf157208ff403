using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>Rows of one series as columns: a time (a bar's open; a tick's own; UTC, never going back) and the doubles of its kind. Immutable once built.</summary>
/// <remarks>Spans point into memory that the series owns or maps; they cost nothing to take.</remarks>
public sealed class Columns
{
    private readonly ReadOnlyMemory<Instant64> _times;
    private readonly ReadOnlyMemory<double>[] _values;

    /// <exception cref="ArgumentException">Columns are of different lengths, or not as many as the kind has.</exception>
    public Columns(SeriesKind kind, ReadOnlyMemory<Instant64> times, params ReadOnlyMemory<double>[] values)
    {
        if (values.Length != SeriesColumns.Of(kind).Count) throw new ArgumentException($"{kind} have {SeriesColumns.Of(kind).Count} columns, not {values.Length}.", nameof(values));
        foreach (var column in values)
            if (column.Length != times.Length) throw new ArgumentException("All columns must be of one length.", nameof(values));

        Kind = kind;
        _times = times;
        _values = values;
    }

    public SeriesKind Kind { get; }

    public int Count => _times.Length;

    public ReadOnlySpan<Instant64> Times => _times.Span;

    public static Columns Empty(SeriesKind kind) => new(kind, default, new ReadOnlyMemory<double>[SeriesColumns.Of(kind).Count]);

    /// <summary>Column <paramref name="index"/> in the order of <see cref="SeriesColumns"/>.</summary>
    public ReadOnlySpan<double> Values(int index) => _values[index].Span;

    public ReadOnlyMemory<Instant64> TimeMemory => _times;

    public ReadOnlyMemory<double> ValueMemory(int index) => _values[index];

    /// <summary>Rows [start, start + count), without copying.</summary>
    public Columns Slice(int start, int count) => new(Kind, _times.Slice(start, count), Array.ConvertAll(_values, column => column.Slice(start, count)));

    /// <summary>The rows whose time lies in [from, to), without copying.</summary>
    public Columns Between(Instant64 from, Instant64 to)
    {
        var start = FirstAtOrAfter(from);
        return Slice(start, Math.Max(0, FirstAtOrAfter(to) - start));
    }

    private int FirstAtOrAfter(Instant64 moment)
    {
        var times = Times;
        var (low, high) = (0, times.Length);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (times[middle] < moment) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
