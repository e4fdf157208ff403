using AlgoTrendy.Core.Statistics;

namespace AlgoTrendy.Core.Risk.Portfolio;

/// <summary>How much of the portfolio's deviation each position brings: amount × covariance with the whole / deviation. They add up to it; what hedges is negative.</summary>
/// <remarks>Euler's theorem for functions of degree one. Source: D. Tasche, Risk Contributions and Performance Measurement (1999). Times the quantile of a confidence they are shares of the parametric value at risk.</remarks>
public static class RiskContributions
{
    /// <summary>In money, in the order of the table; all zero where nothing moves.</summary>
    public static double[] Of(PortfolioReturns portfolio)
    {
        var (contributions, deviation) = (new double[portfolio.Table.Instruments], portfolio.Deviation);
        if (!(deviation > 0)) return contributions;

        var gains = portfolio.Gains;
        var mean = ReturnStatistics.Mean(gains);
        for (var one = 0; one < contributions.Length; one++)
        {
            var returns = portfolio.Table.Of(one);
            var sum = 0.0;
            for (var day = 0; day < gains.Length; day++) sum += returns[day] * (gains[day] - mean);
            contributions[one] = portfolio.Amounts[one] * sum / (gains.Length - 1) / deviation;
        }

        return contributions;
    }
}
