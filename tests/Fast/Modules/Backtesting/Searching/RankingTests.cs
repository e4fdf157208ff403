using AlgoTrendy.Modules.Backtesting.Searching;

namespace AlgoTrendy.Tests.Fast.Modules.Backtesting.Searching;

public class RankingTests
{
    [Theory]
    [InlineData("sharpe", "2 0 1")]
    [InlineData("finalEquity", "2 0 1")]
    [InlineData("maxDrawdown", "1 0 2")]
    public void The_best_comes_first_whichever_way_the_figure_counts(string objective, string order)
    {
        var ranked = Ranking.Of([Of(1), Of(0.5), Of(2)], Objective.Find(objective)!, minTrades: 0);

        Assert.Equal(order, string.Join(' ', ranked));
    }

    [Fact]
    public void Ties_keep_the_canonical_order()
    {
        Assert.Equal([1, 3, 0, 2], Ranking.Of([Of(1), Of(2), Of(1), Of(2)], Objective.Find("sharpe")!, minTrades: 0));
    }

    [Fact]
    public void Few_trades_then_no_figure_then_a_failure_come_last()
    {
        var failed = new TrialOutcome(null, 0m, new Dictionary<string, double>(), null, 0, null, "It broke.");

        var ranked = Ranking.Of([failed, Of(null, 50), Of(9, 3), Of(1, 50), Of(2, 10)], Objective.Find("sharpe")!, minTrades: 10);

        Assert.Equal([4, 3, 2, 1, 0], ranked);
    }

    [Fact]
    public async Task Every_objective_is_a_figure_that_runs_have()
    {
        var known = (await SampleSearch.Run(SampleSearch.Request(("fast", "5..20:5")))).Best.Statistics.Keys.Append(Objective.FinalEquity);

        Assert.Empty(Objective.Names.Except(known));
    }

    private static TrialOutcome Of(double? value, int trades = 0) =>
        new(value, 0m, new Dictionary<string, double> { ["trades"] = trades }, value, 1, "", null);
}
