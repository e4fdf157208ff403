using System.Numerics;

namespace AlgoTrendy.Tests.Fast.Core.Values;

/// <summary>The obvious, slow reference: elementary functions by their series in fixed-point integers of any precision.</summary>
internal sealed class ExactMath(int bits)
{
    private readonly BigInteger _one = BigInteger.One << bits;
    private BigInteger? _ln2;

    /// <summary>How many units in the last place of itself <paramref name="found"/> lies off <paramref name="exact"/> times 2^shift.</summary>
    public double UlpsOff(double found, BigInteger exact, int shift = 0)
    {
        var ulp = Math.BitIncrement(Math.Abs(found)) - Math.Abs(found);
        // Scaled so far up that the unit in the last place is a whole number.
        var extra = Math.Max(0, 1074 - bits + Math.Max(0, -shift)) + 64;
        var difference = Scaled(found, bits + extra) - Shifted(exact, extra + shift);
        return (double)(difference * 1000 / Scaled(ulp, bits + extra)) / 1000.0;
    }

    public BigInteger Of(double value) => Scaled(value, bits);

    public BigInteger Ln2 => _ln2 ??= 2 * ArcTanh(_one / 3);

    /// <summary>e^x as a fixed-point number in [1, 2] and the power of two that it is to be multiplied with.</summary>
    public (BigInteger Mantissa, int Exponent) Exp(BigInteger x)
    {
        var exponent = (int)BigInteger.Divide(x - (x.Sign < 0 ? Ln2 : 0), Ln2);
        var rest = x - exponent * Ln2;
        var (sum, term) = (_one, _one);
        for (var n = 1; !term.IsZero; n++)
        {
            term = term * rest / n >> bits;
            sum += term;
        }

        return (sum, exponent);
    }

    public BigInteger Log(double x)
    {
        var exponent = Math.ILogB(x) + (Math.ScaleB(x, -Math.ILogB(x)) > 1.4 ? 1 : 0);
        var mantissa = Of(Math.ScaleB(x, -exponent));
        return 2 * ArcTanh((mantissa - _one) * _one / (mantissa + _one)) + exponent * Ln2;
    }

    /// <summary>1/2 + density(x) (x + x³/3 + x⁵/(3·5) + …).</summary>
    public BigInteger NormalCdf(double value)
    {
        var x = Of(value);
        var square = x * x >> bits;
        var (sum, term) = (x, x);
        for (var n = 3; !term.IsZero; n += 2)
        {
            term = (term * square >> bits) / n;
            sum += term;
        }

        return _one / 2 + (sum * NormalDensity(value) >> bits);
    }

    public BigInteger NormalDensity(double value)
    {
        var x = Of(value);
        var (mantissa, exponent) = Exp(-(x * x >> bits) / 2);
        return Shifted(mantissa, exponent) * _one / SquareRoot(2 * Pi());
    }

    public BigInteger Multiply(BigInteger left, BigInteger right) => left * right >> bits;

    public BigInteger Divide(BigInteger left, BigInteger right) => (left << bits) / right;

    private static BigInteger Shifted(BigInteger value, int shift) => shift >= 0 ? value << shift : value >> -shift;

    private static BigInteger Scaled(double value, int scale)
    {
        var raw = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(raw >> 52 & 0x7FF);
        var mantissa = raw & ((1L << 52) - 1) | (exponent == 0 ? 0 : 1L << 52);
        return Shifted(raw < 0 ? -mantissa : mantissa, Math.Max(exponent, 1) - 1075 + scale);
    }

    private BigInteger ArcTanh(BigInteger x)
    {
        var square = x * x >> bits;
        var (sum, power) = (x, x);
        for (var n = 3; !power.IsZero && power != -1; n += 2)
        {
            power = power * square >> bits;
            sum += power / n;
        }

        return sum;
    }

    // Machin: pi/4 = 4 arctan(1/5) - arctan(1/239).
    private BigInteger Pi() => 4 * (4 * ArcTanOfInverse(5) - ArcTanOfInverse(239));

    private BigInteger ArcTanOfInverse(int x)
    {
        var power = _one / x;
        var sum = power;
        for (var n = 3; !power.IsZero; n += 2)
        {
            power = -power / (x * x);
            sum += power / n;
        }

        return sum;
    }

    private BigInteger SquareRoot(BigInteger value)
    {
        var target = value << bits;
        var guess = BigInteger.One << (int)(target.GetBitLength() / 2 + 1);
        while (true)
        {
            var next = (guess + target / guess) >> 1;
            if (next >= guess) return guess;
            guess = next;
        }
    }
}
