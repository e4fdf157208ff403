using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Statistics;

/// <summary>How much a Sharpe ratio is worth, given how long the record is, how its returns are shaped, and how many trials it is the best of.</summary>
public static class SharpeConfidence
{
    private const double EulerGamma = 0.57721566490153286;
    private const double E = 2.71828182845904524;

    /// <summary>The probability that the true Sharpe ratio is above a benchmark. Source: D. Bailey and M. López de Prado, The Sharpe Ratio Efficient Frontier, Journal of Risk 15 (2012).</summary>
    /// <param name="returns">One a day.</param>
    /// <param name="benchmark">A Sharpe ratio of a day, not annual.</param>
    public static double Probabilistic(ReadOnlySpan<double> returns, double benchmark)
    {
        var sharpe = ReturnStatistics.Sharpe(returns, daysAYear: 1);
        var spread = 1 - Distribution.Skew(returns) * sharpe + (Distribution.Kurtosis(returns) - 1) / 4 * sharpe * sharpe;
        return spread > 0 ? PortableMath.NormalCdf((sharpe - benchmark) * Math.Sqrt(returns.Length - 1) / Math.Sqrt(spread)) : double.NaN;
    }

    /// <summary>The best Sharpe ratio that chance alone is expected to find. Source: D. Bailey and M. López de Prado, The Deflated Sharpe Ratio, Journal of Portfolio Management 40 (2014).</summary>
    /// <param name="trials">How many were tried, at least one.</param>
    /// <param name="variance">The variance of their Sharpe ratios, of a day.</param>
    public static double BestOfChance(int trials, double variance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        return trials == 1
            ? 0
            : Math.Sqrt(variance) * ((1 - EulerGamma) * PortableMath.NormalInverse(1 - 1.0 / trials) + EulerGamma * PortableMath.NormalInverse(1 - 1 / (trials * E)));
    }

    /// <summary>The probability that the true Sharpe ratio is above what the best of so many trials reaches by chance.</summary>
    public static double Deflated(ReadOnlySpan<double> returns, int trials, double variance) => Probabilistic(returns, BestOfChance(trials, variance));
}
