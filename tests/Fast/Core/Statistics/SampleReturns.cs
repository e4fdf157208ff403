namespace AlgoTrendy.Tests.Fast.Core.Statistics;

/// <summary>250 days of a strategy and its benchmark from a little generator of whole numbers, so that any language makes the same ones.</summary>
internal static class SampleReturns
{
    public static readonly double[] Strategy;
    public static readonly double[] Benchmark;

    static SampleReturns()
    {
        (Strategy, Benchmark) = (new double[250], new double[250]);
        var state = 12345L;
        for (var day = 0; day < Strategy.Length; day++)
        {
            var (market, own) = (Next() * 0.02 + 0.0005, Next() * 0.01);
            (Benchmark[day], Strategy[day]) = (market, 0.6 * market + own + 0.0002);
        }

        double Next()
        {
            state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
            return (state / 65_536 % 2_001 - 1_000) / 1_000.0;
        }
    }
}
