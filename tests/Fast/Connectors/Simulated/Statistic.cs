namespace AlgoTrendy.Tests.Fast.Connectors.Simulated;

/// <summary>Moments and correlations, in their obvious forms.</summary>
internal static class Statistic
{
    public static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    public static double Deviation(ReadOnlySpan<double> values) => Math.Sqrt(CentralMoment(values, square => square));

    public static double Kurtosis(ReadOnlySpan<double> values)
    {
        var variance = CentralMoment(values, square => square);
        return CentralMoment(values, square => square * square) / (variance * variance);
    }

    public static double Correlation(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var (meanLeft, meanRight, sum) = (Mean(left), Mean(right), 0.0);
        for (var index = 0; index < left.Length; index++) sum += (left[index] - meanLeft) * (right[index] - meanRight);
        return sum / left.Length / (Deviation(left) * Deviation(right));
    }

    public static double AutoCorrelation(ReadOnlySpan<double> values, int lag) => Correlation(values[..^lag], values[lag..]);

    private static double CentralMoment(ReadOnlySpan<double> values, Func<double, double> ofSquare)
    {
        var (mean, sum) = (Mean(values), 0.0);
        foreach (var value in values) sum += ofSquare((value - mean) * (value - mean));
        return sum / values.Length;
    }
}
