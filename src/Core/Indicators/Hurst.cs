using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Hurst exponent of the last <c>length</c> returns by rescaled range: above ½ a market trends, below it turns back; NaN where a part of them does not move.</summary>
/// <remarks>
/// Source: Harold Hurst (1951), as told by Edgar Peters, "Fractal Market Analysis" (1994). The window is cut into 1, 2, 4 … 32 equal parts of at least 8 returns;
/// the exponent is the slope of log(mean rescaled range) over log(size of a part). A bar costs a few steps for each return of the window.
/// </remarks>
[Indicator("hurst", "Hurst exponent", Pane.Own)]
public sealed class Hurst : IValueIndicator
{
    private const int MostParts = 32;
    private const int SmallestPart = 8;

    private readonly int _length;

    // Every return is kept twice, a length apart, so that the window is one span wherever it begins.
    private readonly double[] _returns;
    private int _next;
    private int _seen;
    private double _last = double.NaN;

    public Hurst([InRange(20, 10_000)] int length = 100)
    {
        _length = Require.Length(length, least: 20);
        _returns = new double[2 * length];
    }

    public bool IsReady => _seen == _length;

    public double Value { get; private set; } = double.NaN;

    public double Update(double value)
    {
        var change = _last == 0 ? 0 : value / _last - 1;
        _last = value;
        if (double.IsNaN(change)) return Value;

        _returns[_next] = _returns[_next + _length] = change;
        if (++_next == _length) _next = 0;
        if (_seen < _length) _seen++;
        return IsReady ? Value = Exponent(_returns.AsSpan(_next, _length)) : Value;
    }

    public void Reset() => (_next, _seen, _last, Value) = (0, 0, double.NaN, double.NaN);

    private static double Exponent(ReadOnlySpan<double> returns)
    {
        var (count, sumX, sumY, sumXx, sumXy) = (0, 0.0, 0.0, 0.0, 0.0);
        for (var parts = 1; parts <= MostParts && returns.Length / parts >= SmallestPart; parts *= 2)
        {
            var size = returns.Length / parts;
            var mean = SumOfRanges(returns[(returns.Length - size * parts)..], size) / parts;
            if (!(mean > 0)) return double.NaN;

            var (x, y) = (PortableMath.Log(size), PortableMath.Log(mean));
            (count, sumX, sumY, sumXx, sumXy) = (count + 1, sumX + x, sumY + y, sumXx + x * x, sumXy + x * y);
        }

        return (count * sumXy - sumX * sumY) / (count * sumXx - sumX * sumX);
    }

    /// <summary>The sum, over parts of this size, of the range of running deviations from the mean over the standard deviation.</summary>
    private static double SumOfRanges(ReadOnlySpan<double> returns, int size)
    {
        var sum = 0.0;
        for (; returns.Length >= size; returns = returns[size..]) sum += RescaledRange(returns[..size]);
        return sum;
    }

    private static double RescaledRange(ReadOnlySpan<double> part)
    {
        var mean = 0.0;
        foreach (var value in part) mean += value;
        mean /= part.Length;

        var (run, squares) = (0.0, 0.0);
        var (low, high) = (part[0] - mean, part[0] - mean);
        foreach (var value in part)
        {
            var apart = value - mean;
            run += apart;
            squares += apart * apart;
            if (run < low) low = run;
            if (run > high) high = run;
        }

        return squares > 0 ? (high - low) / Math.Sqrt(squares / part.Length) : 0;
    }
}
