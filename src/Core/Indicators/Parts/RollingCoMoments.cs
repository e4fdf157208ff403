namespace AlgoTrendy.Core.Indicators;

/// <summary>Sums of squared and of multiplied deviations of the last <c>length</c> pairs, NaN until there are so many. Exact to rounding at any offset.</summary>
/// <remarks>Blocks, heads, tails and sources as in <see cref="RollingMoments"/>, with the product of both deviations beside their squares.</remarks>
internal sealed class RollingCoMoments
{
    private readonly int _length;
    private readonly Moments[] _tails;
    private int _next;
    private Moments _head;

    public RollingCoMoments(int length)
    {
        _length = length;
        _tails = new Moments[length + 1];
        Reset();
    }

    public double FirstSquares => Whole.Xx;

    public double SecondSquares => Whole.Yy;

    /// <summary>The sum of products of both deviations.</summary>
    public double Products => Whole.Xy;

    private Moments Whole { get; set; }

    public void Update(double first, double second)
    {
        _tails[_next++] = new Moments(0, first, second, 0, 0, 0);
        _head = _head.With(first, second);
        Whole = _head.And(_tails[_next]);
        if (_next == _length) Turn();
    }

    public void Reset()
    {
        Array.Fill(_tails, Moments.Unknown);
        _tails[^1] = default;
        (_next, _head, Whole) = (0, default, Moments.Unknown);
    }

    private void Turn()
    {
        var tail = default(Moments);
        for (var index = _length - 1; index > 0; index--) _tails[index] = tail = tail.With(_tails[index].X, _tails[index].Y);
        (_next, _head) = (0, default);
    }

    private readonly record struct Moments(double Count, double X, double Y, double Xx, double Yy, double Xy)
    {
        public static readonly Moments Unknown = new(1, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

        public Moments With(double x, double y)
        {
            var count = Count + 1;
            var (apartX, apartY) = (x - X, y - Y);
            var (meanX, meanY) = (X + apartX / count, Y + apartY / count);
            return new(count, meanX, meanY, Xx + apartX * (x - meanX), Yy + apartY * (y - meanY), Xy + apartX * (y - meanY));
        }

        public Moments And(in Moments other)
        {
            if (other.Count == 0) return this;

            var count = Count + other.Count;
            var share = other.Count / count;
            var (apartX, apartY) = (other.X - X, other.Y - Y);
            var weight = Count * share;
            return new(
                count,
                X + apartX * share,
                Y + apartY * share,
                Xx + other.Xx + apartX * apartX * weight,
                Yy + other.Yy + apartY * apartY * weight,
                Xy + other.Xy + apartX * apartY * weight);
        }
    }
}
