using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.Backtesting.Report;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Modules.Backtesting.Results;

/// <summary>Keeps finished searches.</summary>
internal sealed class OptimizationArchive(Home home, ILogger<OptimizationArchive> log) : Archive<OptimizationRequest, OptimizationSummary, OptimizationResult>(home.Folder("optimizations"), log)
{
    public JobRecord<OptimizationRequest, OptimizationSummary> Save(Job job, OptimizationRequest request, OptimizationResult result, IReadOnlyList<BarSeries> prices, BarSeries? benchmark) => Save(
        new(job, request, new(result.SearchHash, result.Trials.Count, result.ElapsedMs, result.Objective, result.Trials[0].Value, result.Trials[0].Parameters, result.Deflation)),
        result, result.Best.Equity, page => ReportWriter.Write(page, result, prices, benchmark));

    protected override OptimizationResult With(OptimizationResult result, IReadOnlyList<EquityPoint> equity) => result with { Best = result.Best with { Equity = equity } };
}
