using AlgoTrendy.Core.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Core.Statistics;

/// <summary>What must hold for any returns: ratios do not know the size of the bet, a benchmark has nothing to say against itself, and nothing fails.</summary>
public class ReturnLawsTests
{
    [Fact]
    public void Ratios_do_not_depend_on_how_much_is_at_stake() => Prop.ForAll(Columns(), columns =>
    {
        var (returns, benchmark) = columns;
        double[] doubled = [.. returns.Select(one => one * 2)];

        foreach (var ratio in Ratios) Same(ratio(returns), ratio(doubled));
        Same(2 * ReturnStatistics.Volatility(returns, 252), ReturnStatistics.Volatility(doubled, 252));
        Same(2 * Distribution.ConditionalValueAtRisk(returns, 0.95), Distribution.ConditionalValueAtRisk(doubled, 0.95));
        Same(2 * BenchmarkStatistics.Beta(returns, benchmark), BenchmarkStatistics.Beta(doubled, benchmark));
        Same(2 * BenchmarkStatistics.Alpha(returns, benchmark, 0, 252), BenchmarkStatistics.Alpha(doubled, benchmark, 0, 252));
        Same(BenchmarkStatistics.Correlation(returns, benchmark), BenchmarkStatistics.Correlation(doubled, benchmark));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_benchmark_held_against_itself_moves_as_itself_and_gains_nothing() => Prop.ForAll(Columns(), columns =>
    {
        var (_, benchmark) = columns;
        if (!(ReturnStatistics.Deviation(benchmark) > 0)) return;

        Assert.Equal(1, BenchmarkStatistics.Beta(benchmark, benchmark));
        Assert.Equal(1, BenchmarkStatistics.Correlation(benchmark, benchmark), 12);
        Assert.Equal(0, BenchmarkStatistics.Alpha(benchmark, benchmark, 0.0001, 252));
        Assert.Equal(0, BenchmarkStatistics.TrackingError(benchmark, benchmark, 252));
        Assert.True(double.IsNaN(BenchmarkStatistics.InformationRatio(benchmark, benchmark, 252)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Half_in_the_benchmark_and_half_in_cash_has_half_its_beta_and_no_alpha() => Prop.ForAll(Columns(), columns =>
    {
        const double RiskFree = 0.0002;
        var (_, benchmark) = columns;
        if (!(ReturnStatistics.Deviation(benchmark) > 0)) return;
        double[] half = [.. benchmark.Select(one => (one + RiskFree) / 2)];

        Assert.Equal(0.5, BenchmarkStatistics.Beta(half, benchmark), 9);
        Assert.Equal(0, BenchmarkStatistics.Alpha(half, benchmark, RiskFree, 252), 9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Tails_lie_within_what_happened() => Prop.ForAll(Columns(), columns =>
    {
        var (returns, _) = columns;
        var (risk, beyond) = (Distribution.ValueAtRisk(returns, 0.95), Distribution.ConditionalValueAtRisk(returns, 0.95));

        Assert.InRange(risk, -returns.Max() - 1e-12, -returns.Min() + 1e-12);
        Assert.InRange(beyond, risk - 1e-12, -returns.Min() + 1e-12);
        Assert.True(Distribution.Kurtosis(returns) is var kurtosis && (double.IsNaN(kurtosis) || kurtosis >= 1 + Square(Distribution.Skew(returns)) - 1e-9), "Pearson's inequality");
        Assert.True(BenchmarkStatistics.Correlation(returns, columns.Benchmark) is var correlation && (double.IsNaN(correlation) || Math.Abs(correlation) <= 1), "Cauchy and Schwarz");
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new double[0]), InlineData(new[] { 0.01 }), InlineData(new[] { 0.0, 0, 0 }), InlineData(new[] { 0.1, 0.1, 0.1 }), InlineData(new[] { -1.0 })]
    public void Without_any_spread_there_is_no_ratio(double[] returns)
    {
        foreach (var ratio in Ratios.Take(3)) Assert.True(double.IsNaN(ratio(returns)));
        Assert.True(double.IsNaN(SharpeConfidence.Probabilistic(returns, 0)));
        Assert.True(double.IsNaN(BenchmarkStatistics.Beta(returns, returns)));
        Assert.True(double.IsNaN(BenchmarkStatistics.Alpha(returns, returns, 0, 252)));
        Assert.True(double.IsNaN(BenchmarkStatistics.Correlation(returns, returns)));
        Assert.True(double.IsNaN(BenchmarkStatistics.InformationRatio(returns, returns, 252)));
    }

    private static readonly Func<double[], double>[] Ratios =
    [
        returns => ReturnStatistics.Sharpe(returns, 252), returns => Distribution.Skew(returns), returns => Distribution.Kurtosis(returns),
        returns => ReturnStatistics.Sortino(returns, 252), returns => Distribution.Omega(returns), returns => Distribution.TailRatio(returns),
        returns => SharpeConfidence.Probabilistic(returns, 0),
    ];

    private static double Square(double value) => value * value;

    private static void Same(double expected, double actual) =>
        Assert.True((double.IsNaN(expected) && double.IsNaN(actual)) || Math.Abs(expected - actual) <= 1e-9 * Math.Max(1, Math.Abs(expected)), $"{actual:R}, not {expected:R}");

    private static Arbitrary<(double[] Returns, double[] Benchmark)> Columns() => Arb.From(
        from days in Gen.Choose(1, 60)
        from returns in Daily().ArrayOf(days)
        from benchmark in Daily().ArrayOf(days)
        select (returns, benchmark));

    private static Gen<double> Daily() => Gen.Choose(-500, 500).Select(hundredths => hundredths / 10_000.0);
}
