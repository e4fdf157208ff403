using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.Backtesting.Report;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Modules.Backtesting.Results;

/// <summary>Keeps finished backtests.</summary>
internal sealed class BacktestArchive(Home home, ILogger<BacktestArchive> log) : Archive<BacktestRequest, BacktestSummary, BacktestResult>(home.Folder("backtests"), log)
{
    public JobRecord<BacktestRequest, BacktestSummary> Save(Job job, BacktestRequest request, BacktestResult result, IReadOnlyList<BarSeries> prices, BarSeries? benchmark) => Save(
        new(job, request, new(result.ResultHash, result.Bars, result.ElapsedMs, result.StartEquity, result.FinalEquity, result.Currency, result.Trades.Count)),
        result, result.Equity, page => ReportWriter.Write(page, result, prices, benchmark));

    protected override BacktestResult With(BacktestResult result, IReadOnlyList<EquityPoint> equity) => result with { Equity = equity };
}
