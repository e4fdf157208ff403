using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Statistics;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Backtesting.Searching;
using AlgoTrendy.Tests.Fast.Core.Engine;

namespace AlgoTrendy.Tests.Fast.Modules.Backtesting.Searching;

/// <summary>Long or short as a coin says, every bar anew: it knows nothing.</summary>
internal sealed class CoinToss(ulong seed) : Strategy
{
    private readonly RandomSource _coin = new(seed);

    public override void OnBar(BarStream stream, in Bar bar) => Context.SetHoldings(stream.Instrument, _coin.NextBelow(2) == 0 ? 0.5m : -0.5m);
}

public class DeflationTests
{
    private const double Confident = 0.95;

    /// <summary>The example of Bailey and López de Prado (2014): an annual Sharpe ratio of 2.5 over five years of 250 days, the best of 100 whose variance is 1/2, with skew -3 and kurtosis 10, is better than chance with a probability of 0.90.</summary>
    [Fact]
    public void The_example_of_the_paper_comes_out()
    {
        var benchmark = SharpeConfidence.BestOfChance(100, 0.5 / 250);
        var sharpe = 2.5 / Math.Sqrt(250);

        var spread = Math.Sqrt(1 + 3 * sharpe + (10 - 1) / 4.0 * sharpe * sharpe);

        Assert.Equal(0.1132, benchmark, 4);
        Assert.Equal(0.9004, PortableMath.NormalCdf((sharpe - benchmark) * Math.Sqrt(1249) / spread), 4);
    }

    [Fact]
    public void Figures_are_annual_and_the_sentence_says_them()
    {
        // Mean 0.001 and deviation 0.01 exactly: a daily Sharpe ratio of 0.1.
        var returns = Enumerable.Range(0, 500).Select(day => 0.001 + (day % 2 == 0 ? 1 : -1) * 0.01 * Math.Sqrt(499.0 / 500)).ToArray();

        var deflation = Deflation.Of([0.05, 0.1, 0.0, null], returns, 250);

        var chance = SharpeConfidence.BestOfChance(4, 0.0025);
        Assert.Equal(4, deflation.Trials);
        Assert.Equal(0.1 * Math.Sqrt(250), deflation.Sharpe!.Value, 9);
        Assert.Equal(chance * Math.Sqrt(250), deflation.ExpectedByChance!.Value, 9);
        // Skew 0 and kurtosis 1, so that the spread of the estimate is that of a coin: exactly 1.
        Assert.Equal(PortableMath.NormalCdf((0.1 - chance) * Math.Sqrt(499)), deflation.Probability!.Value, 9);
        Assert.Equal("Of 4 trials, chance alone is expected to reach a Sharpe ratio of 0.83; the probability that the best one, with 1.58, is better than that is 85.5 %.", deflation.Sentence);
    }

    [Fact]
    public void One_trial_is_no_choice()
    {
        double[] returns = [0.01, 0.02, -0.01, 0.015, 0.005];

        var deflation = Deflation.Of([0.8], returns, 252);

        Assert.Equal(0, deflation.ExpectedByChance);
        Assert.Equal(SharpeConfidence.Probabilistic(returns, 0), deflation.Probability);
        Assert.StartsWith("One trial is no choice", deflation.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_returns_nothing_is_claimed()
    {
        var deflation = Deflation.Of([null, null], [], 252);

        Assert.Equal((null, null, null), (deflation.Sharpe, deflation.ExpectedByChance, deflation.Probability));
        Assert.Equal("There are too few returns to tell skill from luck.", deflation.Sentence);
    }

    /// <summary>Field notes, 13: of a thousand strategies that know nothing, at most one in twenty may seem to, at five per cent.</summary>
    [Fact]
    public void Of_a_thousand_random_strategies_at_most_one_in_twenty_passes()
    {
        var returns = Enumerable.Range(0, 1_000).Select(seed => Returns((ulong)seed, days: 250, Market.Frictionless)).ToArray();

        var passed = returns.Count(days => SharpeConfidence.Probabilistic(days, benchmark: 0) > Confident);
        var fooled = returns.Chunk(20).Select(BestOf).Count(search => search.Plain > Confident);
        var convinced = returns.Chunk(20).Select(BestOf).Count(search => search.Deflated > Confident);

        // Three deviations of chance above one in twenty.
        Assert.InRange(passed, 20, 71);
        // The best of twenty looks good in 64 of 100 searches; deflated, in hardly any.
        Assert.InRange(fooled, 20, 45);
        Assert.InRange(convinced, 0, 2);
    }

    /// <summary>The same under the rules that everybody gets: costs only make it fewer.</summary>
    [Fact, Trait("Speed", "slow")]
    public void Under_the_usual_rules_hardly_any_passes()
    {
        var returns = Enumerable.Range(0, 1_000).Select(seed => Returns((ulong)seed, days: 1_000, new() { StartingCash = new(10_000m, Currency.Usd) })).ToArray();

        Assert.InRange(returns.Count(days => SharpeConfidence.Probabilistic(days, benchmark: 0) > Confident), 0, 50);
        Assert.InRange(returns.Chunk(50).Count(search => BestOf(search).Deflated > Confident), 0, 1);
    }

    private static (double Plain, double Deflated) BestOf(double[][] returns)
    {
        var sharpes = returns.Select(days => (double?)ReturnStatistics.Sharpe(days, daysAYear: 1)).ToArray();
        var best = returns[Array.IndexOf(sharpes, sharpes.Max())];
        return (SharpeConfidence.Probabilistic(best, 0), Deflation.Of(sharpes, best, 365).Probability!.Value);
    }

    /// <summary>Of a run on a market of its own that goes nowhere.</summary>
    private static double[] Returns(ulong seed, int days, RunSettings settings)
    {
        var random = new RandomSource(seed + 1_000_000);
        var price = 10_000.0;
        var bars = Enumerable.Range(0, days).Select(_ =>
        {
            var open = price;
            price = Math.Round(open * (1 + 0.01 * random.NextNormal()), 2);
            return (open, price);
        }).ToArray();
        var series = Market.Bars(Market.Coin, Interval.OneDay, 1_000_000, bars);
        return RunStatistics.ExcessReturns(Backtest.Run(new CoinToss(seed), [series], settings), settings.StartingCash.Amount, series.Instrument.Calendar, ReturnConvention.Usual);
    }
}
