namespace AlgoTrendy.Core.Indicators;

/// <summary>How many updates ago the largest of the last <c>length</c> values came (the oldest, of equal ones); -1 until there are so many.</summary>
/// <remarks>A queue of falling values in a ring that is never grown: each value enters and leaves once.</remarks>
internal sealed class PeakAge(int length)
{
    private readonly double[] _values = new double[length];
    private readonly long[] _times = new long[length];
    private long _now;
    private int _first;
    private int _count;

    public int Update(double value)
    {
        if (_count > 0 && _times[_first] <= _now - length) DropFirst();
        while (_count > 0 && _values[At(_count - 1)] < value) _count--;
        var place = At(_count++);
        (_values[place], _times[place]) = (value, _now++);
        return _now < length ? -1 : (int)(_now - 1 - _times[_first]);
    }

    public void Reset() => (_now, _first, _count) = (0, 0, 0);

    private int At(int offset)
    {
        var place = _first + offset;
        return place < length ? place : place - length;
    }

    private void DropFirst()
    {
        _first = At(1);
        _count--;
    }
}
