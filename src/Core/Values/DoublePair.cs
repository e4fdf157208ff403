namespace AlgoTrendy.Core.Values;

/// <summary>A number as the unevaluated sum of two doubles, about 106 bits: what is needed inside a function to round its result well.</summary>
/// <remarks>Error-free sums and products after Knuth and Dekker, without FMA: T. J. Dekker, "A floating-point technique for extending the available precision", 1971.</remarks>
internal readonly record struct DoublePair(double High, double Low)
{
    // 2^27 + 1 cuts a double into two halves whose products are exact.
    private const double Splitter = 134217729.0;

    public static DoublePair Sum(double left, double right)
    {
        var sum = left + right;
        var part = sum - left;
        return new(sum, (left - (sum - part)) + (right - part));
    }

    public static DoublePair Product(double left, double right)
    {
        var product = left * right;
        var (leftHigh, leftLow) = Halves(left);
        var (rightHigh, rightLow) = Halves(right);
        return new(product, ((leftHigh * rightHigh - product) + leftHigh * rightLow + leftLow * rightHigh) + leftLow * rightLow);
    }

    public static DoublePair operator +(DoublePair left, DoublePair right)
    {
        var sum = Sum(left.High, right.High);
        return Ordered(sum.High, sum.Low + (left.Low + right.Low));
    }

    public static DoublePair operator *(DoublePair left, DoublePair right)
    {
        var product = Product(left.High, right.High);
        return Ordered(product.High, product.Low + (left.High * right.Low + left.Low * right.High));
    }

    public static DoublePair operator /(DoublePair left, DoublePair right)
    {
        var quotient = left.High / right.High;
        var back = Product(quotient, right.High);
        var rest = (left.High - back.High) - back.Low + left.Low - quotient * right.Low;
        return Ordered(quotient, rest / right.High);
    }

    public static implicit operator DoublePair(double value) => new(value, 0.0);

    // |high| must not be less than |low|.
    private static DoublePair Ordered(double high, double low)
    {
        var sum = high + low;
        return new(sum, low - (sum - high));
    }

    private static (double High, double Low) Halves(double value)
    {
        var scaled = Splitter * value;
        var high = scaled - (scaled - value);
        return (high, value - high);
    }
}
