using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Modules.Backtesting.Planning;
using AlgoTrendy.Modules.Backtesting.Running;
using AlgoTrendy.Modules.Backtesting.Searching;
using AlgoTrendy.Tests.Fast.Modules.Backtesting.Report;

namespace AlgoTrendy.Tests.Fast.Modules.Backtesting.Searching;

/// <summary>Searches on a made-up market, without a house around them.</summary>
internal static class SampleSearch
{
    public static readonly BarSeries Bars = SampleRun.Bars(2_000, Interval.OneHour);

    public static readonly RunSettings Settings = RunSettingsOf.Request(new("ema-cross"), Bars.Instrument);

    public static OptimizationRequest Request(params (string Name, string Range)[] ranges) =>
        new(new("ema-cross", Paths: ["made-up"]), ranges.ToDictionary(range => range.Name, range => range.Range));

    /// <summary>Checked as at the door. With data files nobody is asked for instruments.</summary>
    public static Task<(SearchPlan? Plan, PlanRefusal? Refusal)> Check(OptimizationRequest request) =>
        new SearchCheck(new RequestCheck(new StrategyShelf(), null!, null!)).Check(request, TestContext.Current.CancellationToken);

    public static async Task<OptimizationResult> Run(OptimizationRequest request)
    {
        var (plan, refusal) = await Check(request);
        Assert.True(plan is not null, refusal?.Reason);
        return await Run(plan);
    }

    public static Task<OptimizationResult> Run(SearchPlan plan, Action<double, string>? report = null) =>
        new SearchRun(plan, new([Bars], [], Bars), report ?? ((_, _) => { }), TestContext.Current.CancellationToken).Perform();

    /// <summary>Of a strategy that is not on the shelf.</summary>
    public static SearchPlan Grid(Type strategy, params (string Name, string Range)[] ranges)
    {
        var definition = StrategyDefinition.Of(strategy);
        var request = Request(ranges) with { MinTrades = 0 };
        var text = new RangeText(definition, SearchMethod.Grid);
        ParameterRange[] read = [.. ranges.Select(range => text.Read(range.Name, range.Range).Range!)];
        var (run, space) = (new RunPlan(request.Backtest, definition, definition.Read(new Dictionary<string, string>()).Arguments!, []), new ParameterSpace(read));
        return new(request, run, read, space, TrialSelection.Grid(space, number => RequestCheck.CombinationFault(SearchPlan.Arguments(run, space[number]))), Objective.Find("sharpe")!);
    }
}
