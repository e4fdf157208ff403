namespace AlgoTrendy.Core.Indicators;

/// <summary>The sum of the last <c>length</c> values, NaN until there are so many. It never drifts: nothing is ever subtracted.</summary>
/// <remarks>
/// Time is cut into blocks of <c>length</c>. A window is the tail of the last block and the head of this one: the head is summed as it grows,
/// all tails of a block are summed once, backwards, when it is full. Three additions a value, and no more error than adding the window up.
/// </remarks>
internal sealed class RollingSum
{
    // Before _next: values of this block. From _next on: sums of the last block's tails, and a zero for the empty one.
    private readonly double[] _tails;
    private int _next;
    private double _head;

    public RollingSum(int length)
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
        _head += value;
        _next = next;
        Value = _head + tails[next];
        if (next == tails.Length - 1) Turn();
        return Value;
    }

    public void Reset()
    {
        Array.Fill(_tails, double.NaN);
        _tails[^1] = 0;
        (_next, _head, Value) = (0, 0, double.NaN);
    }

    private void Turn()
    {
        var tail = 0.0;
        for (var index = _tails.Length - 2; index > 0; index--) _tails[index] = tail += _tails[index];
        (_next, _head) = (0, 0);
    }
}
