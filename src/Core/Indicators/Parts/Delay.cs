namespace AlgoTrendy.Core.Indicators;

/// <summary>Gives back what it was fed <c>length</c> updates ago; NaN until then.</summary>
internal sealed class Delay
{
    private readonly double[] _ring;
    private int _next;

    public Delay(int length)
    {
        _ring = new double[length];
        Reset();
    }

    public double Update(double value)
    {
        if (_ring.Length == 0) return value;

        var old = _ring[_next];
        _ring[_next] = value;
        if (++_next == _ring.Length) _next = 0;
        return old;
    }

    public void Reset()
    {
        Array.Fill(_ring, double.NaN);
        _next = 0;
    }
}
