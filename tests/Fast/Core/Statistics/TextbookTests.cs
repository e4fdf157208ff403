using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Statistics;
using AlgoTrendy.Tests.Fast.Core.Engine;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Statistics;

/// <summary>Every figure of returns against numbers that another program made of the same returns: Python 3.11, module statistics (stdev, quantiles "inclusive", correlation, linear_regression, NormalDist).</summary>
public class TextbookTests
{
    private const double DaysAYear = 252;

    private static readonly double[] Returns = SampleReturns.Strategy;
    private static readonly double[] Benchmark = SampleReturns.Benchmark;

    // Three per cent a year, compounded.
    private static readonly double RiskFree = new ReturnConvention { RiskFree = 0.03 }.RiskFreeADay(BuiltInCalendars.UsEquity);

    public static TheoryData<string, double, double> Figures => new()
    {
        { "risk-free rate of a day", 0.00011730371383444904, RiskFree },
        { "volatility", 0.14028289935357416, ReturnStatistics.Volatility(Returns, DaysAYear) },
        { "Sharpe", 0.4083652124669356, ReturnStatistics.Sharpe(Returns, DaysAYear) },
        { "Sharpe above the risk-free rate", 0.19764433328282557, ReturnStatistics.Sharpe(ReturnStatistics.Excess(Returns, RiskFree), DaysAYear) },
        { "Sortino", 0.587114779917217, ReturnStatistics.Sortino(Returns, DaysAYear) },
        { "Sortino above the risk-free rate", 0.2810733353700075, ReturnStatistics.Sortino(ReturnStatistics.Excess(Returns, RiskFree), DaysAYear) },
        { "omega", 1.064494457507558, Distribution.Omega(Returns) },
        { "tail ratio", 0.9759485332249432, Distribution.TailRatio(Returns) },
        { "value at risk", 0.014269399999999998, Distribution.ValueAtRisk(Returns, 0.95) },
        { "conditional value at risk", 0.01661353846153846, Distribution.ConditionalValueAtRisk(Returns, 0.95) },
        { "skew", -0.019439340669575842, Distribution.Skew(Returns) },
        { "kurtosis", 2.38848854620154, Distribution.Kurtosis(Returns) },
        { "probabilistic Sharpe", 0.6575475608239314, SharpeConfidence.Probabilistic(Returns, 0) },
        { "max drawdown", 0.10571396148550005, Fall() },
        { "beta", 0.5509997662947812, BenchmarkStatistics.Beta(Returns, Benchmark) },
        { "alpha above the risk-free rate", 0.056110749587787806, BenchmarkStatistics.Alpha(Returns, Benchmark, RiskFree, DaysAYear) },
        { "correlation", 0.7358689368008867, BenchmarkStatistics.Correlation(Returns, Benchmark) },
        { "tracking error", 0.12688224639875895, BenchmarkStatistics.TrackingError(Returns, Benchmark, DaysAYear) },
        { "information ratio", 0.6245231168982129, BenchmarkStatistics.InformationRatio(Returns, Benchmark, DaysAYear) },
    };

    [Theory, MemberData(nameof(Figures))]
    public void A_figure_is_what_another_program_makes_of_the_same_returns(string name, double expected, double ours) =>
        Assert.True(Math.Abs(ours - expected) <= 1e-11 * Math.Max(1, Math.Abs(expected)), $"{name}: {ours:R}, not {expected:R}");

    private static double Fall()
    {
        var (worth, times, values) = (1.0, new Instant64[Returns.Length], new double[Returns.Length]);
        for (var day = 0; day < Returns.Length; day++) (times[day], values[day]) = (Market.Start + Duration64.FromDays(day + 1), worth *= 1 + Returns[day]);
        return Drawdown.Of(Market.Start, 1, times, values).Deepest;
    }
}
