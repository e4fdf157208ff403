using AlgoTrendy.Core.Risk.Portfolio;
using AlgoTrendy.Core.Statistics;
using AlgoTrendy.Core.Values;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Core.Risk;

/// <summary>Value at risk against the definition written out, and what must hold between the figures.</summary>
public class PortfolioRiskTests
{
    private const double Near = 1e-9;

    /// <summary>Twenty days of one instrument, from -10 to 9 per cent, mixed.</summary>
    private static readonly double[] Twenty = [.. Enumerable.Range(0, 20).Select(day => (day * 7 % 20 - 10) / 100.0)];

    [Fact]
    public void Historical_risk_is_read_off_the_sorted_days()
    {
        var risk = HistoricalRisk.Of(new([1_000], new([Twenty])), confidence: 0.9);

        // Place 0.1 × 19 = 1.9 between the second worst and the third worst day, -9 % and -8 %.
        Assert.Equal(81, risk.ValueAtRisk, Near);
        Assert.Equal(95, risk.Conditional, Near);
    }

    [Fact]
    public void Historical_risk_of_several_days_compounds_each_position()
    {
        double[][] returns = [[-0.5, -0.5, 0.5, 0.25], [0.1, 0.1, 0.1, 0.1]];

        var risk = HistoricalRisk.Of(new([100, -100], new(returns)), confidence: 0.999, days: 2);

        // -75 % and a short that loses 21 %.
        Assert.Equal(96, risk.Conditional, Near);
    }

    [Fact]
    public void Parametric_risk_is_the_quantile_of_the_covariances() => Each((portfolio, _) =>
    {
        var (covariance, variance) = (portfolio.Table.Covariance(), 0.0);
        for (var row = 0; row < covariance.Size; row++)
            for (var column = 0; column < covariance.Size; column++) variance += portfolio.Amounts[row] * portfolio.Amounts[column] * NaiveCovariance(portfolio.Table, row, column);

        var risk = ParametricRisk.Of(portfolio, 0.95, days: 10);

        // The quantile and the mean beyond it of the normal distribution, from tables.
        Assert.Equal(1.6448536269514722 * Math.Sqrt(10 * variance), risk.ValueAtRisk, 1e-6 * risk.ValueAtRisk);
        Assert.Equal(2.062712807507 * Math.Sqrt(10 * variance), risk.Conditional, 1e-6 * risk.Conditional);
    });

    [Fact]
    public void Historical_risk_is_what_the_definition_says() => Each((portfolio, random) =>
    {
        var confidence = 0.8 + random.NextUnit() * 0.19;
        var gains = Enumerable.Range(0, portfolio.Table.Days).Select(day => Enumerable.Range(0, portfolio.Table.Instruments).Sum(one => portfolio.Amounts[one] * portfolio.Table.Of(one)[day])).Order().ToArray();
        var place = (1 - confidence) * (gains.Length - 1);
        var limit = gains[(int)place] + (place - (int)place) * (gains[(int)place + 1] - gains[(int)place]);

        var risk = HistoricalRisk.Of(portfolio, confidence);

        Assert.Equal(-limit, risk.ValueAtRisk, 1e-6);
        Assert.Equal(-gains[..((int)place + 1)].Average(), risk.Conditional, 1e-6);
        Assert.True(risk.Conditional >= risk.ValueAtRisk);
    });

    [Fact]
    public void Contributions_add_up_to_the_whole() => Each((portfolio, _) =>
        Assert.Equal(portfolio.Deviation, RiskContributions.Of(portfolio).Sum(), 1e-9 * portfolio.Deviation));

    [Fact]
    public void A_hedge_contributes_less_than_nothing()
    {
        var contributions = RiskContributions.Of(new([100, -40], new([Twenty, Twenty])));

        Assert.True(contributions is [> 0, < 0]);
        Assert.Equal(60 * ReturnStatistics.Deviation(Twenty), contributions.Sum(), Near);
    }

    /// <summary>For a day the log-normal is nearly normal, so the drawn figures are near the computed ones: within a tenth.</summary>
    [Fact]
    public void Monte_Carlo_comes_near_the_formula_and_is_the_same_for_the_same_seed()
    {
        var portfolio = Drawn(new(11), instruments: 8, days: 250);
        var formula = ParametricRisk.Of(portfolio, 0.95);

        var (one, same, other) = (Draw(1), Draw(1), Draw(2));

        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
        Assert.InRange(one.ValueAtRisk / formula.ValueAtRisk, 0.9, 1.1);
        Assert.InRange(one.Conditional / formula.Conditional, 0.9, 1.1);

        TailRisk Draw(ulong seed) => MonteCarloRisk.Of(portfolio, 0.95, new(seed), draws: 20_000);
    }

    [Fact]
    public void No_draw_loses_more_than_what_a_long_is_worth()
    {
        var risk = MonteCarloRisk.Of(new([1_000], new([[0.5, -0.5, 0.6, -0.6]])), 0.999, new(3), days: 250);

        Assert.InRange(risk.Conditional, 900, 1_000);
    }

    [Fact]
    public void The_triangle_times_its_transpose_is_the_matrix_again_even_where_one_instrument_repeats_another() => Each((portfolio, _) =>
    {
        var table = new ReturnTable([.. Enumerable.Range(0, portfolio.Table.Instruments).Select(one => portfolio.Table.Of(one).ToArray()), portfolio.Table.Of(0).ToArray()]);
        var (covariance, lower) = (table.Covariance(), table.Covariance().Cholesky());

        for (var row = 0; row < covariance.Size; row++)
            for (var column = 0; column < covariance.Size; column++)
                Assert.Equal(covariance[row, column], Enumerable.Range(0, covariance.Size).Sum(one => lower[row, one] * lower[column, one]), 1e-9);
    });

    [Fact]
    public void Correlations_are_those_of_each_pair() => Each((portfolio, _) =>
    {
        var correlation = portfolio.Table.Correlation();

        for (var row = 0; row < correlation.Size; row++)
            for (var column = 0; column < correlation.Size; column++)
                Assert.Equal(row == column ? 1 : BenchmarkStatistics.Correlation(portfolio.Table.Of(row), portfolio.Table.Of(column)), correlation[row, column], Near);
    });

    [Fact]
    public void Beta_counts_leverage_and_shorts()
    {
        var half = Twenty.Select(one => one / 2).ToArray();

        var portfolio = new PortfolioReturns([2_000, -1_000], new([Twenty, half]));

        Assert.Equal(1.5, portfolio.BetaTo(Twenty, equity: 1_000), Near);
    }

    [Fact]
    public void Returns_that_are_no_numbers_or_of_other_days_do_not_get_in()
    {
        Assert.Throws<ArgumentException>(() => new ReturnTable([]));
        Assert.Throws<ArgumentException>(() => new ReturnTable([[0.1], [0.1, 0.2]]));
        Assert.Throws<ArgumentException>(() => new ReturnTable([[double.NaN]]));
        Assert.Throws<ArgumentException>(() => new ReturnTable([[-1.01]]));
        Assert.Throws<ArgumentException>(() => new PortfolioReturns([1, 2], new([[0.1]])));
    }

    private static void Each(Action<PortfolioReturns, RandomSource> check) => Prop.ForAll<ulong>(seed =>
    {
        var random = new RandomSource(seed);
        check(Drawn(random, 1 + random.NextBelow(6), 30 + random.NextBelow(100)), random);
    }).QuickCheckThrowOnFailure();

    /// <summary>Returns with a common part, so that covariances count.</summary>
    private static PortfolioReturns Drawn(RandomSource random, int instruments, int days)
    {
        double[] market = [.. Enumerable.Range(0, days).Select(_ => random.NextNormal() * 0.01)];
        double[][] returns = [.. Enumerable.Range(0, instruments).Select(_ => random.NextUnit() * 2).Select(beta => market.Select(one => beta * one + random.NextNormal() * 0.01).ToArray())];
        return new([.. Enumerable.Range(0, instruments).Select(_ => Math.Round(random.NextNormal() * 10_000) + 1)], new(returns));
    }

    private static double NaiveCovariance(ReturnTable table, int left, int right)
    {
        var (leftMean, rightMean) = (table.Of(left).ToArray().Average(), table.Of(right).ToArray().Average());
        return Enumerable.Range(0, table.Days).Sum(day => (table.Of(left)[day] - leftMean) * (table.Of(right)[day] - rightMean)) / (table.Days - 1);
    }
}
