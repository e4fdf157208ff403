using System.Security.Cryptography;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Core.Values;

public class PortableMathTests
{
    private const double Infinity = double.PositiveInfinity;

    private static readonly ExactMath Exact = new(256);

    [Fact]
    public void Exp_is_within_an_ulp_of_the_exact_value() => AssertWorst(1.0, Sample(4000, random => random.NextUnit() * 1455 - 745).Concat(Sample(4000, random => random.NextNormal() * 0.1)), x =>
    {
        var (mantissa, exponent) = Exact.Exp(Exact.Of(x));
        return Exact.UlpsOff(PortableMath.Exp(x), mantissa, exponent);
    });

    [Fact]
    public void Log_is_within_an_ulp_of_the_exact_value() =>
        AssertWorst(1.0, AnyPositive(4000).Concat(NearOne(4000)), x => Exact.UlpsOff(PortableMath.Log(x), Exact.Log(x)));

    [Fact]
    public void Log2_is_within_an_ulp_of_the_exact_value() =>
        AssertWorst(0.51, AnyPositive(3000).Concat(NearOne(3000)), x => Exact.UlpsOff(PortableMath.Log2(x), Exact.Divide(Exact.Log(x), Exact.Ln2)));

    [Fact]
    public void Log10_is_within_an_ulp_of_the_exact_value() =>
        AssertWorst(0.51, AnyPositive(3000).Concat(NearOne(3000)), x => Exact.UlpsOff(PortableMath.Log10(x), Exact.Divide(Exact.Log(x), Exact.Log(10.0))));

    [Fact]
    public void Pow_is_within_an_ulp_of_the_exact_value()
    {
        var random = new RandomSource(7);
        AssertWorst(0.55, AnyPositive(4000).Concat(NearOne(4000)), x =>
        {
            var y = (random.NextUnit() * 2 - 1) * Math.Min(1e15, 709 / Math.Abs(Math.Log(x)));
            var (mantissa, exponent) = Exact.Exp(Exact.Multiply(Exact.Log(x), Exact.Of(y)));
            return Exact.UlpsOff(PortableMath.Pow(x, y), mantissa, exponent);
        });
    }

    [Fact]
    public void The_normal_curve_is_within_six_ulps_of_the_exact_value_far_into_the_tails()
    {
        var wide = new ExactMath(1400);
        AssertWorst(6.0, Sample(1500, random => random.NextNormal() * 3), x => wide.UlpsOff(PortableMath.NormalCdf(x), wide.NormalCdf(x)));
        AssertWorst(6.0, [-10.0, -20.5, -25.0, -30.25], x => wide.UlpsOff(PortableMath.NormalCdf(x), wide.NormalCdf(x)));
    }

    [Fact]
    public void The_inverse_of_the_normal_curve_leads_back_to_the_share()
    {
        var wide = new ExactMath(1400);

        // How far the quantile itself is off, by one exact step of Newton's method.
        AssertWorst(6.0, Sample(1500, random => random.NextInnerUnit()).Concat([1e-20, 1e-100, 1e-200, 0.075, 0.925]), p =>
        {
            var x = PortableMath.NormalInverse(p);
            var step = wide.Divide(wide.NormalCdf(x) - wide.Of(p), wide.NormalDensity(x));
            return wide.UlpsOff(x, wide.Of(x) - step);
        });
    }

    [Fact]
    public void The_platform_library_agrees_to_an_ulp_or_two()
    {
        AssertWorst(2.0, Sample(200_000, random => random.NextUnit() * 1400 - 700), x => Apart(PortableMath.Exp(x), Math.Exp(x)));
        AssertWorst(2.0, AnyPositive(200_000), x => Apart(PortableMath.Log(x), Math.Log(x)));
        AssertWorst(2.0, AnyPositive(200_000), x => Apart(PortableMath.Pow(x, 0.37), Math.Pow(x, 0.37)));
    }

    [Theory]
    [InlineData(double.NaN, double.NaN), InlineData(Infinity, Infinity), InlineData(-Infinity, 0.0), InlineData(0.0, 1.0), InlineData(1e-320, 1.0)]
    [InlineData(709.79, Infinity), InlineData(1e300, Infinity), InlineData(-745.2, 0.0), InlineData(-1e300, 0.0), InlineData(-745.0, 4.9406564584124654E-324)]
    public void Exp_at_the_edges(double x, double expected) => Assert.Equal(expected, PortableMath.Exp(x));

    [Theory]
    [InlineData(double.NaN, double.NaN), InlineData(Infinity, Infinity), InlineData(-Infinity, double.NaN), InlineData(-1.0, double.NaN), InlineData(1.0, 0.0)]
    [InlineData(0.0, -Infinity), InlineData(double.Epsilon, -744.44007192138122), InlineData(double.MaxValue, 709.78271289338397)]
    public void Log_at_the_edges(double x, double expected) => Assert.Equal(expected, PortableMath.Log(x));

    [Fact]
    public void Logarithms_of_whole_powers_are_whole()
    {
        for (var power = -1074; power < 1024; power++) Assert.Equal(power, PortableMath.Log2(Math.ScaleB(1.0, power)));
        for (var (power, value) = (0, 1.0); power <= 22; power++, value *= 10.0) Assert.Equal(power, PortableMath.Log10(value));
    }

    [Fact]
    public void Whole_powers_of_whole_numbers_are_whole()
    {
        for (var x = -12; x <= 12; x++)
            for (var (y, expected) = (0, 1.0); y <= 14; y++, expected *= x)
                Assert.Equal(expected, PortableMath.Pow(x, y));
    }

    [Fact]
    public void Pow_has_the_special_cases_of_the_platform_library()
    {
        double[] values = [double.NaN, Infinity, -Infinity, 0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 0.5, -0.5, 1e300, -1e300, 1e-300, double.Epsilon, double.MaxValue, -double.MaxValue, 9007199254740993.0];
        var pairs = from x in values from y in values select (x, y);

        Assert.All(pairs, pair =>
        {
            var (found, expected) = (PortableMath.Pow(pair.x, pair.y), Math.Pow(pair.x, pair.y));
            Assert.True(double.IsNaN(expected) ? double.IsNaN(found) : Apart(found, expected) <= 1, $"{pair.x}^{pair.y}: {found}, not {expected}");
        });
    }

    [Theory]
    [InlineData(double.NaN, double.NaN), InlineData(Infinity, 1.0), InlineData(-Infinity, 0.0), InlineData(0.0, 0.5), InlineData(-40.0, 0.0), InlineData(9.0, 1.0)]
    public void The_normal_curve_at_the_edges(double x, double expected) => Assert.Equal(expected, PortableMath.NormalCdf(x));

    [Theory]
    [InlineData(double.NaN, double.NaN), InlineData(0.0, -Infinity), InlineData(1.0, Infinity), InlineData(0.5, 0.0), InlineData(-0.1, double.NaN), InlineData(1.1, double.NaN)]
    public void The_inverse_of_the_normal_curve_at_the_edges(double p, double expected) => Assert.Equal(expected, PortableMath.NormalInverse(p));

    /// <summary>Must hold on any machine; tests are rerun with GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-AVX2 DOTNET_EnableAVX2=0 DOTNET_EnableFMA=0.</summary>
    [Fact]
    public void The_bits_are_the_same_on_every_machine()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var random = new RandomSource(2025);
        for (var count = 0; count < 100_000; count++)
        {
            var (p, x, y) = (random.NextInnerUnit(), random.NextNormal(), random.NextNormal() * 5);
            foreach (var value in (ReadOnlySpan<double>)[x, PortableMath.Exp(y), PortableMath.Log(p), PortableMath.Log2(p), PortableMath.Log10(p), PortableMath.Pow(p, y), PortableMath.NormalCdf(x), PortableMath.NormalInverse(p)])
                hash.AppendData(BitConverter.GetBytes(value));
        }

        Assert.Equal("68560bf1f0d34657300653f41f3763927ddd6a296097ba4c575ecbdc10ba71c6", Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static IEnumerable<double> Sample(int count, Func<RandomSource, double> draw)
    {
        var random = new RandomSource(42);
        for (var index = 0; index < count; index++) yield return draw(random);
    }

    private static IEnumerable<double> AnyPositive(int count) => Sample(count, random => Math.ScaleB(1.0 + random.NextUnit(), random.NextBelow(2098) - 1074));

    private static IEnumerable<double> NearOne(int count) => Sample(count, random => 1.0 + random.NextNormal() * Math.ScaleB(1.0, -random.NextBelow(50) - 3));

    private static double Apart(double left, double right) => Math.Abs(BitConverter.DoubleToInt64Bits(left) - BitConverter.DoubleToInt64Bits(right));

    private static void AssertWorst(double allowed, IEnumerable<double> sample, Func<double, double> ulps)
    {
        var (worst, at) = sample.Select(x => (Ulps: Math.Abs(ulps(x)), x)).Max();

        TestContext.Current.TestOutputHelper?.WriteLine($"worst {worst} ulp at {at:R}");
        Assert.True(worst <= allowed, $"{worst} ulp off at {at:R}; allowed are {allowed}.");
    }
}
