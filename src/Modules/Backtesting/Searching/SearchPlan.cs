using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Modules.Backtesting.Planning;

namespace AlgoTrendy.Modules.Backtesting.Searching;

/// <summary>A search that was checked: its trials are known, and every one of them can be run.</summary>
internal sealed record SearchPlan(
    OptimizationRequest Request, RunPlan Run, IReadOnlyList<ParameterRange> Ranges, ParameterSpace Space, TrialSelection Selection, Objective Objective)
{
    public int Trials => Selection.Numbers.Count;

    public int Parallel => Math.Min(Request.Parallel ?? Environment.ProcessorCount, Trials);

    /// <summary>The parameters of a trial that were searched.</summary>
    public IReadOnlyDictionary<string, string> SearchedOf(int trial) => Space[Selection.Numbers[trial]];

    /// <summary>All parameters of a trial.</summary>
    public StrategyArguments ArgumentsOf(int trial) => Arguments(Run, SearchedOf(trial));

    /// <summary>The run's own parameters with these in their place.</summary>
    public static StrategyArguments Arguments(RunPlan run, IReadOnlyDictionary<string, string> searched)
    {
        var given = new Dictionary<string, string>(run.Request.Parameters ?? new Dictionary<string, string>());
        foreach (var (name, value) in searched) given[name] = value;
        // Each was read before, alone.
        return run.Strategy.Read(given).Arguments!;
    }
}
