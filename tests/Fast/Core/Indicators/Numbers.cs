namespace AlgoTrendy.Tests.Fast.Core.Indicators;

/// <summary>Compares doubles by relative distance; NaN equals only NaN, and what is below a trillionth equals zero.</summary>
internal static class Numbers
{
    // The reference says 2.9E-14 once where the answer is 0: what its running sum has drifted.
    private const double Nothing = 1e-12;

    public static bool AreSame(double expected, double actual, double tolerance) =>
        expected.Equals(actual) || Math.Abs(expected - actual) <= Math.Max(tolerance * Math.Abs(expected), Nothing);

    public static void Same(double expected, double actual, double tolerance, string where)
    {
        if (!AreSame(expected, actual, tolerance)) Assert.Fail($"{where}: expected {expected:R}, got {actual:R}.");
    }
}
