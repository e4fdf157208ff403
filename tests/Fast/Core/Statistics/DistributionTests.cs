using AlgoTrendy.Core.Statistics;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Core.Statistics;

/// <summary>Tails, moments and the worth of a Sharpe ratio, against values worked out by hand or published.</summary>
public class DistributionTests
{
    [Fact]
    public void Moments_follow_their_definitions()
    {
        // Mean 1; distances -1, -1, -1, 3: squares 12 by 4 = 3; cubes 24 by 4 = 6; fourths 84 by 4 = 21.
        double[] values = [0, 0, 0, 4];

        Assert.Equal(6 / (3 * Math.Sqrt(3)), Distribution.Skew(values), 12);
        Assert.Equal(21.0 / 9, Distribution.Kurtosis(values), 12);
    }

    [Fact]
    public void The_value_at_risk_lies_between_ranks_and_the_shortfall_beyond_it()
    {
        double[] values = [.. Enumerable.Range(-10, 21).Select(percent => percent / 100.0)]; // -10 % to +10 %

        Assert.Equal(0.09, Distribution.ValueAtRisk(values, 0.95), 12);
        Assert.Equal(0.095, Distribution.ConditionalValueAtRisk(values, 0.95), 12);
        Assert.Equal(1, Distribution.TailRatio(values), 12);
        Assert.Equal(1, Distribution.Omega(values), 12);
    }

    [Fact]
    public void A_normal_record_of_many_days_has_the_moments_of_the_curve()
    {
        var random = new RandomSource(9);
        double[] values = [.. Enumerable.Range(0, 200_000).Select(_ => random.NextNormal() * 0.01)];

        Assert.InRange(Distribution.Skew(values), -0.02, 0.02);
        Assert.InRange(Distribution.Kurtosis(values), 2.95, 3.05);
        Assert.InRange(Distribution.ValueAtRisk(values, 0.95), 0.0162, 0.0167);
    }

    /// <summary>The example of the paper: an annual Sharpe ratio of 2.5 over 1,250 days, skew -3, kurtosis 10, the best of 100 trials with an annual variance of 1/2, deflates to about 0.90.</summary>
    [Fact]
    public void The_best_of_chance_is_that_of_the_paper()
    {
        var best = SharpeConfidence.BestOfChance(100, 0.5 / 250);

        Assert.InRange(best, 0.11315, 0.11325);
        var z = (2.5 / Math.Sqrt(250) - best) * Math.Sqrt(1249) / Math.Sqrt(1 + 3 * 2.5 / Math.Sqrt(250) + 9 / 4.0 * 6.25 / 250);
        Assert.InRange(PortableMath.NormalCdf(z), 0.8995, 0.9010);
    }

    [Fact]
    public void A_longer_record_of_the_same_days_is_worth_more_and_more_trials_less()
    {
        double[] month = [.. Enumerable.Range(0, 20).Select(day => day % 2 == 0 ? 0.012 : -0.01)];
        double[] year = [.. Enumerable.Range(0, 12).SelectMany(_ => month)];

        Assert.True(SharpeConfidence.Probabilistic(year, 0) > SharpeConfidence.Probabilistic(month, 0));
        Assert.True(SharpeConfidence.Deflated(year, 100, 0.002) < SharpeConfidence.Deflated(year, 10, 0.002));
        Assert.Equal(SharpeConfidence.Probabilistic(year, 0), SharpeConfidence.Deflated(year, 1, 0.002));
    }
}
