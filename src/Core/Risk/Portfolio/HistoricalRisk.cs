using AlgoTrendy.Core.Statistics;

namespace AlgoTrendy.Core.Risk.Portfolio;

/// <summary>The past itself as the distribution: what is held now would have lost so much.</summary>
public static class HistoricalRisk
{
    /// <param name="confidence">0.95 leaves the worst twentieth of the days beyond it.</param>
    /// <param name="days">Over so many days in a row, positions kept as they are; every such stretch counts, and they overlap.</param>
    public static TailRisk Of(PortfolioReturns portfolio, double confidence, int days = 1)
    {
        var gains = days == 1 ? portfolio.Gains : GainsOver(portfolio, days);
        return new(Distribution.ValueAtRisk(gains, confidence), Distribution.ConditionalValueAtRisk(gains, confidence));
    }

    private static double[] GainsOver(PortfolioReturns portfolio, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        var gains = new double[Math.Max(0, portfolio.Table.Days - days + 1)];
        for (var instrument = 0; instrument < portfolio.Table.Instruments; instrument++)
        {
            var returns = portfolio.Table.Of(instrument);
            for (var first = 0; first < gains.Length; first++)
            {
                var growth = 1.0;
                for (var day = first; day < first + days; day++) growth *= 1 + returns[day];
                gains[first] += portfolio.Amounts[instrument] * (growth - 1);
            }
        }

        return gains;
    }
}
