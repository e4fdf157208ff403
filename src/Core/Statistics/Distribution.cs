namespace AlgoTrendy.Core.Statistics;

/// <summary>The shape of a series of returns: its tails, and how far it is from normal. NaN where there are too few returns, or no spread.</summary>
public static class Distribution
{
    /// <summary>Third standardised moment of the population: below 0 the losses are the longer tail.</summary>
    public static double Skew(ReadOnlySpan<double> returns) => Moment(returns, 3);

    /// <summary>Fourth standardised moment of the population: 3 for a normal distribution, more for fat tails.</summary>
    public static double Kurtosis(ReadOnlySpan<double> returns) => Moment(returns, 4);

    /// <summary>Historical value at risk: the loss that is not exceeded in this share of the days, as a positive fraction.</summary>
    /// <param name="confidence">0.95 leaves the worst twentieth beyond it.</param>
    public static double ValueAtRisk(ReadOnlySpan<double> returns, double confidence) => -Quantile(Sorted(returns), 1 - confidence);

    /// <summary>Expected shortfall: the mean of the losses at or beyond the value at risk, as a positive fraction.</summary>
    public static double ConditionalValueAtRisk(ReadOnlySpan<double> returns, double confidence)
    {
        var limit = -ValueAtRisk(returns, confidence);
        var (sum, count) = (0.0, 0);
        foreach (var one in returns)
            if (one <= limit) (sum, count) = (sum + one, count + 1);
        return count == 0 ? double.NaN : -sum / count;
    }

    /// <summary>Gains over losses, with zero as the threshold. Source: C. Keating and W. Shadwick, A Universal Performance Measure (2002).</summary>
    public static double Omega(ReadOnlySpan<double> returns)
    {
        var (gains, losses) = (0.0, 0.0);
        foreach (var one in returns)
        {
            if (one > 0) gains += one;
            else losses -= one;
        }

        return losses == 0 ? double.NaN : gains / losses;
    }

    /// <summary>The 95th percentile over the 5th, without signs: above 1 the good days are the larger ones.</summary>
    public static double TailRatio(ReadOnlySpan<double> returns)
    {
        var sorted = Sorted(returns);
        var low = Math.Abs(Quantile(sorted, 0.05));
        return low == 0 ? double.NaN : Math.Abs(Quantile(sorted, 0.95)) / low;
    }

    private static double Moment(ReadOnlySpan<double> returns, int order)
    {
        if (!(ReturnStatistics.Deviation(returns) > 0)) return double.NaN;

        var mean = ReturnStatistics.Mean(returns);
        var (square, power) = (0.0, 0.0);
        foreach (var one in returns)
        {
            var distance = one - mean;
            square += distance * distance;
            power += order == 3 ? distance * distance * distance : distance * distance * distance * distance;
        }

        var variance = square / returns.Length;
        var scale = order == 3 ? variance * Math.Sqrt(variance) : variance * variance;
        return ReturnStatistics.Ratio(power / returns.Length, scale);
    }

    private static double[] Sorted(ReadOnlySpan<double> returns)
    {
        var sorted = returns.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>Between the two nearest ranks, as most programs do. Source: R. Hyndman and Y. Fan, Sample Quantiles in Statistical Packages (1996), type 7.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        if (sorted.Length == 0) return double.NaN;

        var place = share * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
