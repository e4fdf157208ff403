using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Statistics;

/// <summary>Ratios of a series of returns, one a trading day. A ratio whose divisor is zero, or that has too few returns, is NaN.</summary>
/// <remarks>Standard deviations are those of a sample (n - 1). Annual figures take so many days a year as the market trades: 252 for stocks, 365 for crypto. Returns are those above the risk-free rate where there is one: <see cref="Excess"/>.</remarks>
public static class ReturnStatistics
{
    // Below this share of the mean a spread is only what rounding left of none.
    private const double RoundingNoise = 1e-12;

    /// <summary>The arithmetic mean; NaN without returns.</summary>
    public static double Mean(ReadOnlySpan<double> returns)
    {
        var sum = 0.0;
        foreach (var one in returns) sum += one;
        return returns.Length == 0 ? double.NaN : sum / returns.Length;
    }

    /// <summary>Returns above what a day earns without risk.</summary>
    public static double[] Excess(ReadOnlySpan<double> returns, double riskFree)
    {
        var excess = new double[returns.Length];
        for (var index = 0; index < excess.Length; index++) excess[index] = returns[index] - riskFree;
        return excess;
    }

    /// <summary>Standard deviation of a sample, as a fraction; zero where all are alike.</summary>
    public static double Deviation(ReadOnlySpan<double> returns)
    {
        if (returns.Length < 2) return double.NaN;

        var (mean, sum) = (Mean(returns), 0.0);
        foreach (var one in returns) sum += (one - mean) * (one - mean);
        var deviation = Math.Sqrt(sum / (returns.Length - 1));
        return deviation <= RoundingNoise * Math.Abs(mean) ? 0 : deviation;
    }

    /// <summary>Annual volatility, as a fraction.</summary>
    public static double Volatility(ReadOnlySpan<double> returns, double daysAYear) => Deviation(returns) * Math.Sqrt(daysAYear);

    /// <summary>Mean over deviation, annual. Source: W. F. Sharpe, The Sharpe Ratio, Journal of Portfolio Management 21 (1994).</summary>
    public static double Sharpe(ReadOnlySpan<double> returns, double daysAYear) => Ratio(Mean(returns), Deviation(returns)) * Math.Sqrt(daysAYear);

    /// <summary>Mean over downside deviation (root of the mean square of the losses, gains counting as zero), annual. Source: F. Sortino and L. Price, Journal of Investing 3 (1994).</summary>
    public static double Sortino(ReadOnlySpan<double> returns, double daysAYear)
    {
        var sum = 0.0;
        foreach (var one in returns)
            if (one < 0) sum += one * one;
        return returns.Length < 2 ? double.NaN : Ratio(Mean(returns), Math.Sqrt(sum / returns.Length)) * Math.Sqrt(daysAYear);
    }

    /// <summary>Compound annual growth rate, as a fraction: what the same growth every year would have been.</summary>
    /// <param name="growth">Final worth over first.</param>
    public static double AnnualGrowth(double growth, double years) => years > 0 && growth > 0 ? PortableMath.Pow(growth, 1 / years) - 1 : double.NaN;

    internal static double Ratio(double above, double below) => below == 0 ? double.NaN : above / below;
}
