using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>Collects rows into columns; memory grows by doubling and nothing is allocated a row.</summary>
public sealed class ColumnsBuilder
{
    private Instant64[] _times;
    private readonly double[][] _values;

    public ColumnsBuilder(SeriesKind kind, int capacity = 1024)
    {
        Kind = kind;
        _times = new Instant64[capacity];
        _values = new double[SeriesColumns.Of(kind).Count][];
        for (var index = 0; index < _values.Length; index++) _values[index] = new double[capacity];
    }

    public SeriesKind Kind { get; }

    public int Count { get; private set; }

    /// <summary>Adds a row; the values in the order of <see cref="SeriesColumns"/>.</summary>
    public void Add(Instant64 time, params ReadOnlySpan<double> values)
    {
        if (values.Length != _values.Length) throw new ArgumentException($"{Kind} have {_values.Length} columns, not {values.Length}.", nameof(values));
        if (Count == _times.Length) Grow();
        _times[Count] = time;
        for (var index = 0; index < values.Length; index++) _values[index][Count] = values[index];
        Count++;
    }

    /// <summary>The columns so far; the builder must not be used afterwards.</summary>
    public Columns Build() => new(Kind, _times.AsMemory(0, Count), Array.ConvertAll(_values, column => (ReadOnlyMemory<double>)column.AsMemory(0, Count)));

    private void Grow()
    {
        var capacity = Math.Max(16, Count * 2);
        Array.Resize(ref _times, capacity);
        for (var index = 0; index < _values.Length; index++) Array.Resize(ref _values[index], capacity);
    }
}
