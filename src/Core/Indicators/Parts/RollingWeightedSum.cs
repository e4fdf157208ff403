namespace AlgoTrendy.Core.Indicators;

/// <summary>The sum of the last <c>length</c> values, the oldest counted once and the newest <c>length</c> times; NaN until there are so many.</summary>
/// <remarks>Blocks, heads and tails as in <see cref="RollingSum"/>: an older value before a tail raises the weight of all in it by one.</remarks>
internal sealed class RollingWeightedSum
{
    private readonly int _length;
    private readonly double[] _sums;
    private readonly double[] _weighted;
    private int _next;
    private double _head;
    private double _weightedHead;

    public RollingWeightedSum(int length)
    {
        _length = length;
        _sums = new double[length + 1];
        _weighted = new double[length + 1];
        Reset();
    }

    public double Value { get; private set; }

    public double Update(double value)
    {
        _sums[_next++] = value;
        _head += value;
        _weightedHead += value * _next;
        Value = _weightedHead + _head * (_length - _next) + _weighted[_next];
        if (_next == _length) Turn();
        return Value;
    }

    public void Reset()
    {
        Array.Fill(_sums, double.NaN);
        Array.Fill(_weighted, double.NaN);
        _weighted[^1] = 0;
        (_next, _head, _weightedHead, Value) = (0, 0, 0, double.NaN);
    }

    private void Turn()
    {
        var (sum, weighted) = (0.0, 0.0);
        for (var index = _length - 1; index > 0; index--)
        {
            sum += _sums[index];
            _weighted[index] = weighted += sum;
        }

        (_next, _head, _weightedHead) = (0, 0, 0);
    }
}
