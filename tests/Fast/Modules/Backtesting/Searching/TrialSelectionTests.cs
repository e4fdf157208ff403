using System.Numerics;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Modules.Backtesting.Searching;

namespace AlgoTrendy.Tests.Fast.Modules.Backtesting.Searching;

public class TrialSelectionTests
{
    [Fact]
    public async Task A_grid_is_in_the_order_of_the_strategys_parameters_however_it_was_written()
    {
        var (plan, _) = await SampleSearch.Check(SampleSearch.Request(("slow", "30,20"), ("fast", "10,5")));

        Assert.Equal(["5/20", "5/30", "10/20", "10/30"], Trials(plan!));
    }

    [Fact]
    public async Task Combinations_that_the_strategy_refuses_are_skipped_and_counted()
    {
        var (plan, _) = await SampleSearch.Check(SampleSearch.Request(("fast", "10..40:10"), ("slow", "20..30:10")));

        Assert.Equal(["10/20", "10/30", "20/30"], Trials(plan!));
        Assert.Equal(5, plan!.Selection.Skipped);
        Assert.Equal("fast (20) must be shorter than slow (20).", plan.Selection.FirstRefusal);
    }

    [Fact]
    public async Task What_is_set_holds_for_every_trial()
    {
        var request = SampleSearch.Request(("slow", "200,300"));

        // Together with the usual slow average of 50 this would be refused; the search puts others in its place.
        var (plan, _) = await SampleSearch.Check(request with { Backtest = request.Backtest with { Parameters = new Dictionary<string, string> { ["fast"] = "100" } } });

        Assert.Equal(["100/200", "100/300"], Trials(plan!));
    }

    [Fact]
    public async Task A_random_search_tries_nothing_twice_and_the_same_with_the_same_seed()
    {
        var request = SampleSearch.Request(("fast", "*"), ("slow", "*")) with { Search = SearchMethod.Random, Trials = 300, Seed = 7 };

        var (plan, _) = await SampleSearch.Check(request);
        var (again, _) = await SampleSearch.Check(request);
        var (other, _) = await SampleSearch.Check(request with { Seed = 8 });

        Assert.Equal(300, plan!.Selection.Numbers.Distinct().Count());
        Assert.Equal(plan.Selection.Numbers.Order(), plan.Selection.Numbers);
        Assert.Equal(plan.Selection.Numbers, again!.Selection.Numbers);
        Assert.NotEqual(plan.Selection.Numbers, other!.Selection.Numbers);
        Assert.InRange(plan.Selection.Skipped, 200, 400);
    }

    [Theory]
    [InlineData(9), InlineData(10), InlineData(20_000)]
    public async Task A_random_search_ends_when_there_is_nothing_left(int wanted)
    {
        // Ten combinations that the strategy takes, among twenty.
        var (plan, _) = await SampleSearch.Check(SampleSearch.Request(("fast", "1..5"), ("slow", "2..5")) with { Search = SearchMethod.Random, Trials = wanted });

        Assert.Equal(Math.Min(wanted, 10), plan!.Trials);
    }

    [Fact]
    public void Every_combination_is_drawn_about_as_often_as_any_other()
    {
        var space = SampleSearch.Grid(typeof(Everything), ("length", "1..3"), ("isOn", "*")).Space;
        var random = new AlgoTrendy.Core.Values.RandomSource(5);
        var counts = new int[6];

        for (var draw = 0; draw < 6_000; draw++) counts[(int)space.Draw(random)]++;

        Assert.All(counts, count => Assert.InRange(count, 850, 1_150));
    }

    [Fact]
    public void A_space_may_be_larger_than_any_number_of_64_bits()
    {
        var range = new RangeText(AlgoTrendy.Core.Strategies.StrategyDefinition.Of(typeof(Everything)), SearchMethod.Random).Read("length", "*").Range!;
        var wide = new ParameterSpace([.. Enumerable.Range(0, 10).Select(_ => range)]);

        Assert.Equal(BigInteger.Pow(1_000, 10), wide.Count);
        Assert.Equal(50, TrialSelection.Random(wide, _ => null, 50, seed: 1).Numbers.Distinct().Count());
    }

    [Theory]
    [InlineData("unknown-strategy", "nosuch", "fast=1..2", "")]
    [InlineData("no-ranges", "ema-cross", "", "")]
    [InlineData("bad-parameter-range", "ema-cross", "fast=2..1", "")]
    [InlineData("bad-parameter-range", "ema-cross", "fast=1..9", "fast=5")]
    [InlineData("bad-parameter", "ema-cross", "fast=1..9", "slow=0")]
    [InlineData("no-trials", "ema-cross", "fast=60..70", "")]
    [InlineData("too-many-trials", "ema-cross", "fast=1..1000 slow=2..1000", "")]
    [InlineData("bad-parameter-range", "buy-and-hold", "fast=1..2", "")]
    public async Task A_search_that_cannot_be_is_refused_with_a_code(string code, string strategy, string ranges, string set)
    {
        var request = SampleSearch.Request([.. Pairs(ranges)]);

        var (plan, refusal) = await SampleSearch.Check(request with { Backtest = request.Backtest with { Strategy = strategy, Parameters = Pairs(set).ToDictionary(pair => pair.Name, pair => pair.Value) } });

        Assert.Null(plan);
        Assert.Equal(code, refusal!.Code);
        Assert.EndsWith(".", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grid_that_is_too_large_says_how_large_and_what_to_do()
    {
        var (_, refusal) = await SampleSearch.Check(SampleSearch.Request(("fast", "1..300"), ("slow", "301..600")));

        Assert.Contains("The grid has 90000 combinations; at most 20000 are run.", refusal!.Reason, StringComparison.Ordinal);
        Assert.Contains("--search random", refusal.Reason, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Trials(SearchPlan plan) =>
        Enumerable.Range(0, plan.Trials).Select(trial => plan.ArgumentsOf(trial).Texts).Select(texts => $"{texts["fast"]}/{texts["slow"]}");

    private static IEnumerable<(string Name, string Value)> Pairs(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]));
}
