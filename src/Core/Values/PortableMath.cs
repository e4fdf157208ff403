namespace AlgoTrendy.Core.Values;

/// <summary>Exponentials, logarithms and the normal curve that give the same bits on every processor and C library. For all that decides or is hashed.</summary>
/// <remarks>
/// Only + - * / and bit operations in a fixed order; .NET contracts none of them into FMA. <see cref="Math"/> hands these functions to the platform's C library,
/// whose last bits differ by vendor, version and instruction set. Reductions and minimax coefficients of Exp and Log are those of fdlibm (Sun Microsystems 1993:
/// e_exp.c, e_log.c, netlib.org/fdlibm). Errors as measured by the tests: Exp and Log under 1 ulp, Log2, Log10 and Pow under 0.55, the normal curve and its inverse 6.
/// </remarks>
public static class PortableMath
{
    private const double InverseLn2 = 1.44269504088896338700;

    // ln 2 in two parts; the first has 32 trailing zero bits, so that its product with an exponent is exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    private const double SquareRootOf2 = 1.41421356237309504880;
    private const double TwoTo54 = 18014398509481984.0;
    private const double LargestExponent = 746.0;
    private const int ExponentBias = 1023;
    private const int MantissaBits = 52;
    private const long MantissaMask = (1L << MantissaBits) - 1;

    // Beyond it the result of Pow is 0 or infinite, as |ln x| is at least 2^-53 where x is not 1.
    private const double LargestPower = 1.0e21;

    private static readonly DoublePair Third = new(1.0 / 3.0, 1.850371707708594e-17);
    private static readonly DoublePair InverseOfLn2 = new(InverseLn2, 2.0355273740931033e-17);
    private static readonly DoublePair InverseOfLn10 = new(0.4342944819032518, 1.098319650216765e-17);

    /// <summary>e to the power <paramref name="x"/>; infinite above 709.78, 0 below -745.13.</summary>
    public static double Exp(double x)
    {
        if (!(Math.Abs(x) < LargestExponent)) return ExpOutside(x);
        var k = Math.Floor(x * InverseLn2 + 0.5);
        var upper = x - k * Ln2High;
        var lower = k * Ln2Low;
        var r = upper - lower;
        var t = r * r;
        var c = r - t * (1.66666666666666019037e-01 + t * (-2.77777777770155933842e-03
            + t * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
        return Scaled(1.0 - ((lower - r * c / (2.0 - c)) - upper), (int)k);
    }

    /// <summary>The natural logarithm; NaN below 0, minus infinity at 0.</summary>
    public static double Log(double x)
    {
        if (!(x > 0.0) || double.IsPositiveInfinity(x)) return LogOutside(x);
        var (exponent, mantissa) = Parts(x);
        var f = mantissa - 1.0;
        var s = f / (2.0 + f);
        var z = s * s;
        var w = z * z;
        var even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
        var odd = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
        var half = 0.5 * f * f;
        return exponent * Ln2High - ((half - (s * (half + (even + odd)) + exponent * Ln2Low)) - f);
    }

    /// <summary>The logarithm to base 2; exact for powers of 2.</summary>
    public static double Log2(double x) => !(x > 0.0) || double.IsPositiveInfinity(x) ? LogOutside(x) : (LogPair(x) * InverseOfLn2).High;

    /// <summary>The logarithm to base 10; exact for powers of 10 that a double holds.</summary>
    public static double Log10(double x) => !(x > 0.0) || double.IsPositiveInfinity(x) ? LogOutside(x) : (LogPair(x) * InverseOfLn10).High;

    /// <summary><paramref name="x"/> to the power <paramref name="y"/>, with the special cases of IEEE 754 pow: pow(x, 0) and pow(1, y) are 1, a negative x needs a whole y.</summary>
    public static double Pow(double x, double y)
    {
        if (y == 0.0 || x == 1.0) return 1.0;
        if (double.IsNaN(x) || double.IsNaN(y)) return double.NaN;

        var size = Math.Abs(x);
        if (double.IsInfinity(y)) return size == 1.0 ? 1.0 : size > 1.0 == y > 0.0 ? double.PositiveInfinity : 0.0;

        var isWhole = Math.Floor(y) == y;
        if (x < 0.0 && !isWhole && double.IsFinite(x)) return double.NaN;
        var isNegative = double.IsNegative(x) && isWhole && Math.Floor(y * 0.5) != y * 0.5;
        var power = size == 1.0 ? 1.0 : PowOfSize(size, y);
        return isNegative ? -power : power;
    }

    /// <summary>The share of a standard normal distribution below <paramref name="x"/>.</summary>
    public static double NormalCdf(double x) => NormalCurve.Below(x);

    /// <summary>The x below which lies the share <paramref name="p"/> of a standard normal distribution; infinite at 0 and 1, NaN outside.</summary>
    public static double NormalInverse(double p) => NormalCurve.Quantile(p);

    /// <summary>e to the power of a pair: 1 + r + r²/2 in pairs and the rest of the series in doubles, so that whole results come out whole.</summary>
    internal static double Exp(DoublePair x)
    {
        if (!(Math.Abs(x.High) < LargestExponent)) return ExpOutside(x.High);
        var k = Math.Floor(x.High * InverseLn2 + 0.5);
        var r = DoublePair.Sum(x.High - k * Ln2High, 0.0) + DoublePair.Sum(x.Low, -k * Ln2Low);
        var t = r.High;
        var tail = 1.0 / 6 + t * (1.0 / 24 + t * (1.0 / 120 + t * (1.0 / 720 + t * (1.0 / 5040 + t * (1.0 / 40320
            + t * (1.0 / 362880 + t * (1.0 / 3628800 + t * (1.0 / 39916800 + t * (1.0 / 479001600 + t * (1.0 / 6227020800.0))))))))));
        var square = r * r;
        var sum = (DoublePair)1.0 + (r + (new DoublePair(0.5 * square.High, 0.5 * square.Low) + t * t * t * tail));
        return Scaled(sum.High, (int)k);
    }

    private static double ExpOutside(double x) => x > 0.0 ? double.PositiveInfinity : x < 0.0 ? 0.0 : x;

    // In two steps, so that a subnormal result is rounded once and 2^1024 is not needed.
    private static double Scaled(double mantissa, int exponent)
    {
        var first = exponent >> 1;
        return mantissa * PowerOfTwo(first) * PowerOfTwo(exponent - first);
    }

    private static double PowOfSize(double size, double y)
    {
        if (size == 0.0 || double.IsInfinity(size)) return size == 0.0 == y > 0.0 ? 0.0 : double.PositiveInfinity;
        if (Math.Abs(y) > LargestPower) return size > 1.0 == y > 0.0 ? double.PositiveInfinity : 0.0;
        return Exp(LogPair(size) * y);
    }

    // ln m = 2 (s + s^3/3 + s^5/5 + ...) with s = (m - 1)/(m + 1), |s| < 0.172: the first two terms in pairs, the others in doubles.
    private static DoublePair LogPair(double x)
    {
        var (exponent, mantissa) = Parts(x);
        var s = (DoublePair)(mantissa - 1.0) / DoublePair.Sum(mantissa, 1.0);
        var z = s * s;
        var t = z.High;
        var tail = 1.0 / 5 + t * (1.0 / 7 + t * (1.0 / 9 + t * (1.0 / 11 + t * (1.0 / 13 + t * (1.0 / 15
            + t * (1.0 / 17 + t * (1.0 / 19 + t * (1.0 / 21 + t * (1.0 / 23 + t * (1.0 / 25))))))))));
        var series = s + s * (z * Third + t * t * tail);
        return new DoublePair(exponent * Ln2High, 0.0) + (new DoublePair(2.0 * series.High, 2.0 * series.Low) + new DoublePair(exponent * Ln2Low, 0.0));
    }

    private static double LogOutside(double x) => x == 0.0 ? double.NegativeInfinity : x < 0.0 ? double.NaN : x;

    // x = mantissa * 2^exponent with the mantissa in (sqrt(1/2), sqrt(2)].
    private static (int Exponent, double Mantissa) Parts(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> MantissaBits);
        if (exponent == 0)
        {
            bits = BitConverter.DoubleToInt64Bits(x * TwoTo54);
            exponent = (int)(bits >> MantissaBits) - 54;
        }

        var mantissa = BitConverter.Int64BitsToDouble((bits & MantissaMask) | ((long)ExponentBias << MantissaBits));
        exponent -= ExponentBias;
        return mantissa > SquareRootOf2 ? (exponent + 1, mantissa * 0.5) : (exponent, mantissa);
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + ExponentBias) << MantissaBits);
}
