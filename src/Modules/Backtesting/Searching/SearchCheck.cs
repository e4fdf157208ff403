using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Modules.Backtesting.Planning;

namespace AlgoTrendy.Modules.Backtesting.Searching;

/// <summary>Looks at a search before anything is run, and finds its trials.</summary>
internal sealed class SearchCheck(RequestCheck check)
{
    public const int MostTrials = 20_000;

    private const int UsualTrials = 100;
    private const int MostParallel = 256;

    public async Task<(SearchPlan? Plan, PlanRefusal? Refusal)> Check(OptimizationRequest request, CancellationToken ct)
    {
        var (run, refusal) = await check.Read(request.Backtest, ct);
        if (run is null) return (null, refusal);
        if (FaultOf(request) is { } fault) return (null, fault);
        if (Objective.Find(request.Objective) is not { } objective)
            return (null, new("unknown-objective", $"There is no objective '{request.Objective}'.{NearestName.Hint(request.Objective, Objective.Names)} There are {string.Join(", ", Objective.Names)}.", Objective.Names));

        var (ranges, wrong) = Ranges(request, run);
        if (ranges is null) return (null, wrong);

        var space = new ParameterSpace(ranges);
        if (request.Search == SearchMethod.Grid && space.Count > MostTrials)
            return (null, new("too-many-trials", $"The grid has {space.Count} combinations; at most {MostTrials} are run. Take larger steps or fewer values, or draw some by chance: --search random --trials 500."));

        var selection = Select(request, run, space);
        return selection.Numbers.Count == 0
            ? (null, new("no-trials", $"{run.Strategy.Name} refuses every combination of these ranges; the first: {selection.FirstRefusal}"))
            : (new(request, run, ranges, space, selection, objective), null);
    }

    private static PlanRefusal? FaultOf(OptimizationRequest request)
    {
        if (request.Ranges.Count == 0) return new("no-ranges", "Say what to search: --range fast=5..50:5, a list as in --range fast=5,10,20, or --range fast alone for all that it may be.");
        if (request is { Search: SearchMethod.Grid, Trials: not null }) return new("bad-trials", "A grid runs all its combinations; a number of trials is for a random search.");
        if (request.Trials is < 1 or > MostTrials) return new("bad-trials", $"{request.Trials} trials are asked for; it can be 1 to {MostTrials}.");
        if (request.Seed < 0) return new("bad-seed", $"The seed is {request.Seed}; it must not be negative.");
        if (request.MinTrades < 0) return new("bad-min-trades", $"A trial should have at least {request.MinTrades} trades; it must not be negative.");
        return request.Parallel is < 1 or > MostParallel ? new("bad-parallel", $"{request.Parallel} trials are to run at a time; it can be 1 to {MostParallel}.") : null;
    }

    /// <summary>In the order of the strategy's parameters, not in that of the request: what is canonical must not depend on how it was written.</summary>
    private static (IReadOnlyList<ParameterRange>? Ranges, PlanRefusal? Refusal) Ranges(OptimizationRequest request, RunPlan run)
    {
        var text = new RangeText(run.Strategy, request.Search);
        var ranges = new List<ParameterRange>();
        foreach (var (name, given) in request.Ranges)
        {
            if (run.Request.Parameters?.ContainsKey(name) == true) return (null, new("bad-parameter-range", $"{name} is both set and searched; leave one away."));
            var (range, fault) = text.Read(name, given);
            if (range is null) return (null, new("bad-parameter-range", fault!));
            ranges.Add(range);
        }

        return ([.. run.Strategy.Parameters.SelectMany(parameter => ranges.Where(range => range.Name == parameter.Name))], null);
    }

    private static TrialSelection Select(OptimizationRequest request, RunPlan run, ParameterSpace space)
    {
        return request.Search == SearchMethod.Grid
            ? TrialSelection.Grid(space, RefusalOf)
            : TrialSelection.Random(space, RefusalOf, request.Trials ?? UsualTrials, (ulong)request.Seed);

        string? RefusalOf(System.Numerics.BigInteger number) => RequestCheck.CombinationFault(SearchPlan.Arguments(run, space[number]));
    }
}
