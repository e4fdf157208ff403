using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>The account's worth after every moment at which a bar closed, as columns: UTC time and amount in the account's currency.</summary>
public sealed class EquityCurve
{
    private readonly Instant64[] _times;
    private readonly double[] _values;

    internal EquityCurve(int capacity)
    {
        _times = new Instant64[capacity];
        _values = new double[capacity];
    }

    public int Count { get; private set; }

    public ReadOnlySpan<Instant64> Times => _times.AsSpan(0, Count);

    /// <summary>The running mark, unrounded.</summary>
    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    internal void Add(Instant64 time, double value)
    {
        _times[Count] = time;
        _values[Count] = value;
        Count++;
    }
}
