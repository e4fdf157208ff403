using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>The account's worth after every moment at which a bar closed, as columns: UTC time and amount in the account's currency.</summary>
public sealed class EquityCurve
{
    private readonly ReadOnlyMemory<Instant64> _times;
    private readonly Instant64[]? _own;
    private readonly double[] _values;

    /// <summary>For at most so many moments, whose times come with the values.</summary>
    internal EquityCurve(int capacity)
    {
        _own = new Instant64[capacity];
        _times = _own;
        _values = new double[capacity];
    }

    /// <summary>For moments whose times are known beforehand: the closes of the only series.</summary>
    internal EquityCurve(ReadOnlyMemory<Instant64> times)
    {
        _times = times;
        _values = new double[times.Length];
    }

    public int Count { get; private set; }

    public ReadOnlySpan<Instant64> Times => _times.Span[..Count];

    /// <summary>The running mark, unrounded.</summary>
    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    internal void Add(Instant64 time, double value)
    {
        _own![Count] = time;
        Add(value);
    }

    /// <summary>A point a close, for an account that holds one instrument and did not trade meanwhile.</summary>
    internal void Add(ReadOnlySpan<double> closes, double cash, double pointValue)
    {
        var values = _values.AsSpan(Count, closes.Length);
        for (var index = 0; index < values.Length; index++) values[index] = cash + pointValue * closes[index];
        Count += closes.Length;
    }

    /// <summary>Puts another value in the place of the last.</summary>
    internal void Correct(double value)
    {
        if (Count > 0) _values[Count - 1] = value;
    }

    private void Add(double value) => _values[Count++] = value;
}
