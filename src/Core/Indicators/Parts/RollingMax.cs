namespace AlgoTrendy.Core.Indicators;

/// <summary>The largest of the last <c>length</c> values, NaN until there are so many. Three comparisons a value, whatever the length.</summary>
/// <remarks>Blocks, heads and tails as in <see cref="RollingSum"/>. Source: van Herk 1992; Gil and Werman 1993, "Computing 2-D min, median, and max filters".</remarks>
internal sealed class RollingMax
{
    private readonly double[] _tails;
    private int _next;
    private double _head;

    public RollingMax(int length)
    {
        _tails = new double[length + 1];
        Reset();
    }

    public double Value { get; private set; }

    public double Update(double value)
    {
        var tails = _tails;
        var next = _next;
        tails[next++] = value;
        _head = Math.Max(value, _head);
        _next = next;
        // A NaN of the first block wins.
        Value = Math.Max(_head, tails[next]);
        if (next == tails.Length - 1) Turn();
        return Value;
    }

    public void Reset()
    {
        Array.Fill(_tails, double.NaN);
        _tails[^1] = double.NegativeInfinity;
        (_next, _head, Value) = (0, double.NegativeInfinity, double.NaN);
    }

    private void Turn()
    {
        var tail = double.NegativeInfinity;
        for (var index = _tails.Length - 2; index > 0; index--) _tails[index] = tail = Math.Max(_tails[index], tail);
        (_next, _head) = (0, double.NegativeInfinity);
    }
}
