using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk.Portfolio;

/// <summary>Gains taken to be normal around zero: only their deviation counts, which grows with the root of time.</summary>
/// <remarks>Source: J.P. Morgan/Reuters, RiskMetrics Technical Document (1996), which takes the mean of a day as zero too. Of fat tails it knows nothing: see the historical one.</remarks>
public static class ParametricRisk
{
    private const double RootOfTwoPi = 2.5066282746310002;

    /// <param name="confidence">Above 0.5, below 1.</param>
    /// <param name="days">Over so many days.</param>
    public static TailRisk Of(PortfolioReturns portfolio, double confidence, int days = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        var (quantile, deviation) = (PortableMath.NormalInverse(confidence), portfolio.Deviation * Math.Sqrt(days));
        var density = PortableMath.Exp(-quantile * quantile / 2) / RootOfTwoPi;
        return new(quantile * deviation, density / (1 - confidence) * deviation);
    }
}
