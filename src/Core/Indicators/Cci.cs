using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Commodity channel index: the typical price's distance from its average, in units of 0.015 mean absolute deviations; NaN where nothing deviates.</summary>
/// <remarks>Source: Donald Lambert, "Commodity Channel Index", Commodities, October 1980. Every deviation changes with the average, so a bar costs <c>length</c> steps.</remarks>
[Indicator("cci", "Commodity channel index", Pane.Own)]
public sealed class Cci : IBarIndicator
{
    private readonly double[] _ring;
    private int _next;
    private int _seen;

    public Cci([InRange(1, 1000)] int length = 20) => _ring = new double[Require.Length(length)];

    public bool IsReady => _seen == _ring.Length;

    public double Value { get; private set; } = double.NaN;

    public double Update(in Bar bar)
    {
        var typical = bar.Typical();
        _ring[_next] = typical;
        if (++_next == _ring.Length) _next = 0;
        if (_seen < _ring.Length) _seen++;
        if (!IsReady) return Value;

        var average = Average();
        var deviation = Deviation(average);
        return Value = deviation == 0 ? double.NaN : (typical - average) / (0.015 * deviation);
    }

    public void Reset() => (_next, _seen, Value) = (0, 0, double.NaN);

    // From the oldest to the newest, so that a result does not depend on where in the ring the window lies.
    private double Average()
    {
        var sum = 0.0;
        foreach (var value in _ring.AsSpan(_next)) sum += value;
        foreach (var value in _ring.AsSpan(0, _next)) sum += value;
        return sum / _ring.Length;
    }

    private double Deviation(double average)
    {
        var sum = 0.0;
        foreach (var value in _ring.AsSpan(_next)) sum += Math.Abs(average - value);
        foreach (var value in _ring.AsSpan(0, _next)) sum += Math.Abs(average - value);
        return sum / _ring.Length;
    }
}
