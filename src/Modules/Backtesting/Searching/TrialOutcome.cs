using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Statistics;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Modules.Backtesting.Planning;

namespace AlgoTrendy.Modules.Backtesting.Searching;

/// <summary>What is kept of a trial. Its fills and its equity curve are not: a search of thousands would not fit into memory.</summary>
/// <param name="Value">Of the objective; null when it has no meaning.</param>
/// <param name="DaySharpe">Of a day, not annual; null when it has no meaning.</param>
/// <param name="ResultHash">Null when the strategy broke off.</param>
/// <param name="Failure">What the strategy broke off with.</param>
internal sealed record TrialOutcome(
    double? Value, decimal FinalEquity, IReadOnlyDictionary<string, double> Statistics, double? DaySharpe, long Bars, string? ResultHash, string? Failure)
{
    private static readonly string[] Kept = ["totalReturn", "cagr", "sharpe", "sortino", "calmar", "maxDrawdown", "profitFactor", "winRate", "exposure", "trades", "fills"];

    public int Trades => (int)Statistics.GetValueOrDefault("trades");

    /// <summary>Runs one trial to its end, or until the observer says stop.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static TrialOutcome Of(StrategyArguments arguments, LoadedData data, RunSettings settings, Objective objective, ReturnConvention convention, IRunObserver? observer)
    {
        try
        {
            var run = Backtest.Run(arguments.Create(), data.Market, settings, observer);
            return run.WasStopped ? throw new OperationCanceledException() : Of(run, settings, data, objective, convention);
        }
        catch (StrategyFailedException failure)
        {
            return new(null, 0m, new Dictionary<string, double>(), null, 0, null, failure.Message);
        }
    }

    private static TrialOutcome Of(RunResult run, RunSettings settings, LoadedData data, Objective objective, ReturnConvention convention)
    {
        var (start, calendar, currency) = (settings.StartingCash.Amount, data.Calendar, run.Account.Currency);
        var statistics = RunStatistics.Of(run, start, calendar, convention, data.Benchmark);
        var final = decimal.Round(run.FinalEquity, currency.Decimals, MidpointRounding.AwayFromZero);
        var sharpe = ReturnStatistics.Sharpe(RunStatistics.ExcessReturns(run, start, calendar, convention), daysAYear: 1);
        return new(
            objective.Of(final, statistics), final, Kept.Where(statistics.ContainsKey).ToDictionary(name => name, name => statistics[name]),
            double.IsFinite(sharpe) ? sharpe : null, run.Bars, Core.Engine.ResultHash.Of(run), null);
    }
}
