namespace AlgoTrendy.Core.Indicators;

/// <summary>The straight line nearest to the last <c>length</c> values by least squares: its slope a value, where it ends, and how much of the movement it explains.</summary>
/// <remarks>
/// Source: TA-Lib, ta_LINEARREG_SLOPE and ta_LINEARREG.
/// Blocks, heads, tails and sources as in <see cref="RollingMoments"/>. The middles of a head and a tail are always half the length apart,
/// which is what joins their products of place and value. Values are counted from one of the head's (and of the tail's) own, as an error of a mean goes into the slope.
/// </remarks>
[Indicator("linear-regression", "Linear regression", Pane.Own)]
public sealed class LinearRegression : IValueIndicator
{
    private readonly int _length;
    private readonly RollingMoments _moments;
    private readonly double[] _means;
    private readonly double[] _products;
    private readonly double _placeSquares;
    private int _next;
    private double _origin;
    private double _tailOrigin;
    private double _mean;
    private double _product;

    public LinearRegression([InRange(2, 1000)] int length = 20)
    {
        _length = Require.Length(length, least: 2);
        _moments = new RollingMoments(length);
        (_means, _products) = (new double[length + 1], new double[length + 1]);
        _placeSquares = length * ((double)length * length - 1) / 12;
        Reset();
    }

    public bool IsReady => !double.IsNaN(Value);

    /// <summary>The slope, in units of the value a step.</summary>
    public double Value { get; private set; }

    /// <summary>The line at the last value.</summary>
    public double Line => _moments.Mean + Value * (_length - 1) / 2;

    /// <summary>The share of the variance that the line explains, 0 to 1; NaN where nothing varies.</summary>
    public double RSquared { get; private set; }

    public double Update(double value)
    {
        _moments.Update(value);
        if (_next == 0) _origin = value;
        _means[_next] = value;
        // A place's distance from the middle of those before it is half their number and one.
        var moved = value - _origin;
        _mean += (moved - _mean) / ++_next;
        _product += _next * 0.5 * (moved - _mean);

        var tail = _length - _next;
        var apart = _origin - _tailOrigin + (_mean - _means[_next]);
        var products = _product + _products[_next] + apart * (0.5 * tail * _next);
        Value = products / _placeSquares;
        RSquared = _moments.Squares > 0 ? Math.Min(1, Value * products / _moments.Squares) : double.NaN;
        if (tail == 0) Turn();
        return Value;
    }

    public void Reset()
    {
        _moments.Reset();
        Array.Fill(_means, double.NaN);
        Array.Fill(_products, double.NaN);
        (_means[^1], _products[^1]) = (0, 0);
        (_next, _origin, _tailOrigin, _mean, _product) = (0, 0, 0, 0, 0);
        Value = RSquared = double.NaN;
    }

    private void Turn()
    {
        var (count, mean, product) = (0, 0.0, 0.0);
        _tailOrigin = _means[_length - 1];
        for (var index = _length - 1; index > 0; index--)
        {
            var value = _means[index] - _tailOrigin;
            mean += (value - mean) / ++count;
            product -= count * 0.5 * (value - mean);
            (_means[index], _products[index]) = (mean, product);
        }

        (_next, _mean, _product) = (0, 0, 0);
    }
}
