using AlgoTrendy.Core.Statistics;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk.Portfolio;

/// <summary>Prices drawn from a log-normal distribution with the covariances of the past, so that a long cannot lose more than all of it. The same seed gives the same figures on any machine.</summary>
/// <remarks>Each draw is used with both signs. Source: P. Glasserman, Monte Carlo Methods in Financial Engineering (2003), sections 2.3.3 and 4.2.</remarks>
public static class MonteCarloRisk
{
    public const int UsualDraws = 5_000;

    // The logarithm of a total loss has no number; a price that falls by more in a day is taken to fall by so much.
    private const double DeepestReturn = -0.999999;

    /// <param name="confidence">0.95 leaves the worst twentieth of the draws beyond it.</param>
    /// <param name="days">Over so many days.</param>
    public static TailRisk Of(PortfolioReturns portfolio, double confidence, RandomSource random, int days = 1, int draws = UsualDraws)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 2);
        if (portfolio.Table.Days < 2) return new(double.NaN, double.NaN);

        var gains = Draw(portfolio, LogCovariance(portfolio.Table, days), random, draws);
        return new(Distribution.ValueAtRisk(gains, confidence), Distribution.ConditionalValueAtRisk(gains, confidence));
    }

    private static double[] Draw(PortfolioReturns portfolio, SquareMatrix covariance, RandomSource random, int draws)
    {
        var (size, lower) = (covariance.Size, covariance.Cholesky());
        var amounts = portfolio.Amounts;
        var (normals, gains) = (new double[size], new double[draws + draws % 2]);

        // Less half of the variance, so that nothing is expected to be gained; of the other sign's growth the product is known.
        double[] drifts = [.. Enumerable.Range(0, size).Select(one => -covariance[one, one] / 2)];
        var products = Array.ConvertAll(drifts, drift => PortableMath.Exp(2 * drift));
        for (var draw = 0; draw < gains.Length; draw += 2)
        {
            for (var one = 0; one < size; one++) normals[one] = random.NextNormal();
            for (var one = 0; one < size; one++)
            {
                if (amounts[one] == 0) continue;

                var move = SquareMatrix.Dot(lower.Row(one), normals, one + 1);
                var growth = PortableMath.Exp(drifts[one] + move);
                gains[draw] += amounts[one] * (growth - 1);
                gains[draw + 1] += amounts[one] * ((growth > 0 ? products[one] / growth : PortableMath.Exp(drifts[one] - move)) - 1);
            }
        }

        return gains;
    }

    private static SquareMatrix LogCovariance(ReturnTable table, int days)
    {
        var logs = new double[table.Instruments][];
        for (var one = 0; one < logs.Length; one++) logs[one] = Array.ConvertAll(table.Of(one).ToArray(), simple => PortableMath.Log(1 + Math.Max(simple, DeepestReturn)));

        var covariance = ReturnTable.CovarianceOf(logs, table.Days);
        for (var row = 0; row < covariance.Size; row++)
            for (var column = 0; column < covariance.Size; column++) covariance[row, column] *= days;
        return covariance;
    }
}
