using AlgoTrendy.Contracts.Jobs;

namespace AlgoTrendy.Contracts.Backtesting;

/// <summary>Runs strategies on history and keeps the results.</summary>
public interface IBacktesting
{
    /// <summary>The strategies that can be run, with their parameters, defaults and ranges.</summary>
    Task<StrategyList> GetStrategies(StrategyQuery query, CancellationToken ct);

    /// <summary>Checks the request and begins the run; follow it with <see cref="GetBacktest"/>. A request that cannot run comes back refused, with the reason.</summary>
    Task<BacktestStarted> StartBacktest(BacktestRequest request, CancellationToken ct);

    Task<BacktestProgress> GetBacktest(JobRequest request, CancellationToken ct);

    /// <summary>The newest first, a page at a time.</summary>
    Task<BacktestPage> ListBacktests(BacktestQuery query, CancellationToken ct);

    /// <summary>Stops a run that is under way; what is over stays as it is.</summary>
    Task<BacktestProgress> CancelBacktest(JobRequest request, CancellationToken ct);

    Task<BacktestDeleted> DeleteBacktest(JobRequest request, CancellationToken ct);

    /// <summary>The whole result of a run that is done; null while it is not.</summary>
    Task<BacktestResultReply> GetResult(JobRequest request, CancellationToken ct);

    /// <summary>The result as one HTML page that opens offline; null while there is none.</summary>
    Task<BacktestReportReply> GetReport(JobRequest request, CancellationToken ct);

    /// <summary>Checks the request and begins the search; follow it with <see cref="GetOptimization"/>. A request that cannot run comes back refused, with the reason.</summary>
    Task<BacktestStarted> StartOptimization(OptimizationRequest request, CancellationToken ct);

    Task<OptimizationProgress> GetOptimization(JobRequest request, CancellationToken ct);

    /// <summary>The newest first, a page at a time.</summary>
    Task<OptimizationPage> ListOptimizations(BacktestQuery query, CancellationToken ct);

    /// <summary>Stops a search that is under way; what is over stays as it is.</summary>
    Task<OptimizationProgress> CancelOptimization(JobRequest request, CancellationToken ct);

    Task<BacktestDeleted> DeleteOptimization(JobRequest request, CancellationToken ct);

    /// <summary>All trials, and the whole result of the best one; null while the search is not done.</summary>
    Task<OptimizationResultReply> GetOptimizationResult(JobRequest request, CancellationToken ct);

    /// <summary>The search as one HTML page that opens offline; null while there is none.</summary>
    Task<BacktestReportReply> GetOptimizationReport(JobRequest request, CancellationToken ct);
}
