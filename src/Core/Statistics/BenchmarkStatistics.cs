namespace AlgoTrendy.Core.Statistics;

/// <summary>What returns have to do with those of a benchmark on the same days. NaN where there are too few, or the benchmark never moves.</summary>
/// <remarks>Both columns have one return a day and the same days. Variances are those of a sample (n - 1).</remarks>
public static class BenchmarkStatistics
{
    /// <summary>How much the returns move when the benchmark moves by one: covariance over the benchmark's variance. Source: W. F. Sharpe, Capital Asset Prices, Journal of Finance 19 (1964).</summary>
    public static double Beta(ReadOnlySpan<double> returns, ReadOnlySpan<double> benchmark) =>
        ReturnStatistics.Deviation(benchmark) > 0 ? Covariance(returns, benchmark) / Covariance(benchmark, benchmark) : double.NaN;

    /// <summary>What was earned beyond what the risk-free rate and beta explain, a year, as a fraction. Source: M. C. Jensen, The Performance of Mutual Funds, Journal of Finance 23 (1968).</summary>
    /// <param name="riskFree">Of a day.</param>
    public static double Alpha(ReadOnlySpan<double> returns, ReadOnlySpan<double> benchmark, double riskFree, double daysAYear) =>
        (ReturnStatistics.Mean(returns) - riskFree - Beta(returns, benchmark) * (ReturnStatistics.Mean(benchmark) - riskFree)) * daysAYear;

    /// <summary>From -1 to 1.</summary>
    public static double Correlation(ReadOnlySpan<double> returns, ReadOnlySpan<double> benchmark) =>
        Math.Clamp(ReturnStatistics.Ratio(Covariance(returns, benchmark), ReturnStatistics.Deviation(returns) * ReturnStatistics.Deviation(benchmark)), -1, 1);

    /// <summary>The annual deviation of the difference to the benchmark, as a fraction.</summary>
    public static double TrackingError(ReadOnlySpan<double> returns, ReadOnlySpan<double> benchmark, double daysAYear) =>
        ReturnStatistics.Volatility(Difference(returns, benchmark), daysAYear);

    /// <summary>Mean over deviation of the difference to the benchmark, annual. Source: T. H. Goodwin, The Information Ratio, Financial Analysts Journal 54 (1998).</summary>
    public static double InformationRatio(ReadOnlySpan<double> returns, ReadOnlySpan<double> benchmark, double daysAYear) =>
        ReturnStatistics.Sharpe(Difference(returns, benchmark), daysAYear);

    private static double Covariance(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        if (left.Length != right.Length) throw new ArgumentException($"There are {left.Length} returns and {right.Length} of the benchmark; they must be of the same days.", nameof(right));
        if (left.Length < 2) return double.NaN;

        var (leftMean, rightMean, sum) = (ReturnStatistics.Mean(left), ReturnStatistics.Mean(right), 0.0);
        for (var index = 0; index < left.Length; index++) sum += (left[index] - leftMean) * (right[index] - rightMean);
        return sum / (left.Length - 1);
    }

    private static double[] Difference(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var difference = new double[left.Length];
        for (var index = 0; index < left.Length; index++) difference[index] = left[index] - right[index];
        return difference;
    }
}
