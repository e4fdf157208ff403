using AlgoTrendy.Contracts.Jobs;

namespace AlgoTrendy.Contracts.Backtesting;

/// <summary>Every combination of the ranges, or so many of them drawn by chance.</summary>
public enum SearchMethod
{
    Grid,
    Random,
}

/// <summary>A search for the best parameters of a strategy: the same run with other parameters, many times.</summary>
/// <param name="Backtest">What is run on what; its parameters hold for every trial, its look-ahead check is made of the best one.</param>
/// <param name="Ranges">What is tried, by parameter: FROM..TO:STEP, a list with commas, or * for all that the parameter may be.</param>
/// <param name="Trials">How many combinations a random search draws; null: 100. A grid runs all that it has.</param>
/// <param name="Seed">Of a random search; not negative.</param>
/// <param name="Objective">The figure by which trials are ranked: a statistic of a backtest, or finalEquity.</param>
/// <param name="MinTrades">A trial with fewer closed trades ranks after all that have so many.</param>
/// <param name="Parallel">How many trials run at a time; null: one a processor. The outcome does not depend on it.</param>
public sealed record OptimizationRequest(
    BacktestRequest Backtest,
    IReadOnlyDictionary<string, string> Ranges,
    SearchMethod Search = SearchMethod.Grid,
    int? Trials = null,
    long Seed = 1,
    string Objective = "sharpe",
    int MinTrades = 1,
    int? Parallel = null);

public sealed record OptimizationPage(IReadOnlyList<OptimizationProgress> Items, string? NextCursor);

/// <summary>A search as seen from outside; Job is null when there is no such search, Summary until it is done.</summary>
public sealed record OptimizationProgress(Job? Job, OptimizationRequest? Request, OptimizationSummary? Summary);

/// <summary>The headline of a finished search, for lists.</summary>
/// <param name="Best">The best trial's parameters: those that were searched.</param>
/// <param name="BestValue">Of the objective; null when the best trial has no such figure.</param>
public sealed record OptimizationSummary(
    string SearchHash, int Trials, double ElapsedMs, string Objective, double? BestValue, IReadOnlyDictionary<string, string> Best, SharpeDeflation Deflation);

public sealed record OptimizationResultReply(OptimizationResult? Result);

/// <summary>The document that `optimize --json` writes.</summary>
/// <param name="SearchHash">SHA-256 over every trial's parameters and result hash, in canonical order.</param>
/// <param name="LessIsBetter">Whether the least value of the objective is the best, as of a drawdown.</param>
/// <param name="Ranges">What was tried, by parameter, in the strategy's order.</param>
/// <param name="Combinations">How many the ranges have.</param>
/// <param name="Skipped">Combinations that the strategy refuses, such as a fast average longer than the slow one.</param>
/// <param name="FirstSkipped">The reason of the first of them.</param>
/// <param name="Failed">Trials in which the strategy broke off with an error.</param>
/// <param name="Cautions">What speaks against the best one, in sentences.</param>
/// <param name="Trials">All that ran, the best first.</param>
/// <param name="Best">The whole result of the best trial.</param>
public sealed record OptimizationResult(
    string SearchHash,
    SearchMethod Search,
    long Seed,
    string Objective,
    bool LessIsBetter,
    int MinTrades,
    IReadOnlyList<SearchedRange> Ranges,
    double Combinations,
    int Skipped,
    string? FirstSkipped,
    int Failed,
    int Parallel,
    double ElapsedMs,
    double BarsPerSecond,
    SharpeDeflation Deflation,
    IReadOnlyList<string> Cautions,
    IReadOnlyList<OptimizationTrial> Trials,
    BacktestResult Best);

public sealed record SearchedRange(string Parameter, IReadOnlyList<string> Values);

/// <summary>One combination and what came of it.</summary>
/// <param name="Rank">1 is the best.</param>
/// <param name="Number">Its place in the canonical order: that of the strategy's parameters and of their values, from 1.</param>
/// <param name="Parameters">Those that were searched.</param>
/// <param name="Value">Of the objective; null when it has no meaning.</param>
/// <param name="Statistics">The main figures by name.</param>
/// <param name="ResultHash">As of a backtest with these parameters; null when it failed.</param>
/// <param name="Failure">What the strategy broke off with; null when it ran through.</param>
public sealed record OptimizationTrial(
    int Rank,
    int Number,
    IReadOnlyDictionary<string, string> Parameters,
    double? Value,
    decimal FinalEquity,
    IReadOnlyDictionary<string, double> Statistics,
    string? ResultHash,
    string? Failure);

/// <summary>What the best Sharpe ratio is worth, given how many were tried. Source: D. Bailey and M. López de Prado, The Deflated Sharpe Ratio, Journal of Portfolio Management 40 (2014).</summary>
/// <param name="Trials">How many ran.</param>
/// <param name="Sharpe">Of the best trial, annual.</param>
/// <param name="ExpectedByChance">The annual Sharpe ratio that the best of so many is expected to reach by chance alone.</param>
/// <param name="Probability">That the true Sharpe ratio of the best trial is above that.</param>
/// <param name="Sentence">The same in words.</param>
public sealed record SharpeDeflation(int Trials, double? Sharpe, double? ExpectedByChance, double? Probability, string Sentence);
