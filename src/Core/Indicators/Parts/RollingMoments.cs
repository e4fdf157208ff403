namespace AlgoTrendy.Core.Indicators;

/// <summary>Mean and sum of squared deviations of the last <c>length</c> values, NaN until there are so many. Exact to rounding at any offset.</summary>
/// <remarks>
/// Blocks, heads and tails as in <see cref="RollingSum"/>, so nothing is subtracted and nothing drifts. A head grows by Welford's update (1962);
/// head and tail are joined by the formula of Chan, Golub and LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances" (1979).
/// </remarks>
internal sealed class RollingMoments
{
    private readonly int _length;
    private readonly double[] _shares;
    private readonly double[] _means;
    private readonly double[] _squares;
    private int _next;
    private double _mean;
    private double _square;

    public RollingMoments(int length)
    {
        _length = length;
        _means = new double[length + 1];
        _squares = new double[length + 1];
        _shares = new double[length + 1];
        for (var count = 1; count <= length; count++) _shares[count] = 1.0 / count;
        Reset();
    }

    public double Mean { get; private set; }

    /// <summary>The sum of squared deviations from the mean.</summary>
    public double Squares { get; private set; }

    public void Update(double value)
    {
        _means[_next++] = value;
        Add(value, _shares[_next], ref _mean, ref _square);

        var tail = _length - _next;
        var apart = _means[_next] - _mean;
        var share = tail * _shares[_length];
        Mean = _mean + apart * share;
        Squares = _square + _squares[_next] + apart * share * (apart * _next);
        if (tail == 0) Turn();
    }

    public void Reset()
    {
        Array.Fill(_means, double.NaN);
        Array.Fill(_squares, double.NaN);
        (_means[^1], _squares[^1]) = (0, 0);
        (_next, _mean, _square, Mean, Squares) = (0, 0, 0, double.NaN, double.NaN);
    }

    private static void Add(double value, double share, ref double mean, ref double square)
    {
        var apart = value - mean;
        mean += apart * share;
        square += apart * (value - mean);
    }

    private void Turn()
    {
        var (mean, square) = (0.0, 0.0);
        for (var index = _length - 1; index > 0; index--)
        {
            Add(_means[index], _shares[_length - index], ref mean, ref square);
            (_means[index], _squares[index]) = (mean, square);
        }

        (_next, _mean, _square) = (0, 0, 0);
    }
}
