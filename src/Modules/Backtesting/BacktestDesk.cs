using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Modules.Backtesting.Planning;
using AlgoTrendy.Modules.Backtesting.Results;
using AlgoTrendy.Modules.Backtesting.Running;
using AlgoTrendy.Modules.Backtesting.Searching;
using NodaTime;

namespace AlgoTrendy.Modules.Backtesting;

/// <summary>Keeps the contract: checks what is asked, queues it, and answers from the queues and the archives.</summary>
internal sealed class BacktestDesk(
    StrategyShelf shelf, RequestCheck check, BacktestQueue queue, BacktestArchive archive,
    SearchCheck searchCheck, OptimizationQueue searchQueue, OptimizationArchive searchArchive, IClock clock) : IBacktesting
{
    private readonly JobBoard<RunPlan, BacktestRequest, BacktestSummary, BacktestResult> _runs =
        new(BacktestQueue.Kind, queue, archive, plan => plan.Request, request => request.Strategy, clock);

    private readonly JobBoard<SearchPlan, OptimizationRequest, OptimizationSummary, OptimizationResult> _searches =
        new(OptimizationQueue.Kind, searchQueue, searchArchive, plan => plan.Request, request => request.Backtest.Strategy, clock);

    public Task<StrategyList> GetStrategies(StrategyQuery query, CancellationToken ct) => Task.FromResult(shelf.Describe(query.Name));

    public async Task<BacktestStarted> StartBacktest(BacktestRequest request, CancellationToken ct)
    {
        var (plan, refusal) = await check.Check(request, ct);
        return plan is null ? Refused(refusal!) : _runs.Start(plan);
    }

    public Task<BacktestProgress> GetBacktest(JobRequest request, CancellationToken ct) => Task.FromResult(Of(_runs.Find(request.JobId)));

    public Task<BacktestPage> ListBacktests(BacktestQuery query, CancellationToken ct)
    {
        var (items, next) = _runs.Page(query);
        return Task.FromResult(new BacktestPage([.. items.Select(Of)], next));
    }

    public Task<BacktestProgress> CancelBacktest(JobRequest request, CancellationToken ct) => Task.FromResult(Of(_runs.Cancel(request.JobId)));

    public Task<BacktestDeleted> DeleteBacktest(JobRequest request, CancellationToken ct) => Task.FromResult(_runs.Delete(request.JobId));

    public Task<BacktestResultReply> GetResult(JobRequest request, CancellationToken ct) => Task.FromResult(new BacktestResultReply(archive.ResultOf(request.JobId)));

    public Task<BacktestReportReply> GetReport(JobRequest request, CancellationToken ct) => Task.FromResult(new BacktestReportReply(archive.ReportOf(request.JobId)));

    public async Task<BacktestStarted> StartOptimization(OptimizationRequest request, CancellationToken ct)
    {
        var (plan, refusal) = await searchCheck.Check(request, ct);
        return plan is null ? Refused(refusal!) : _searches.Start(plan);
    }

    public Task<OptimizationProgress> GetOptimization(JobRequest request, CancellationToken ct) => Task.FromResult(Of(_searches.Find(request.JobId)));

    public Task<OptimizationPage> ListOptimizations(BacktestQuery query, CancellationToken ct)
    {
        var (items, next) = _searches.Page(query);
        return Task.FromResult(new OptimizationPage([.. items.Select(Of)], next));
    }

    public Task<OptimizationProgress> CancelOptimization(JobRequest request, CancellationToken ct) => Task.FromResult(Of(_searches.Cancel(request.JobId)));

    public Task<BacktestDeleted> DeleteOptimization(JobRequest request, CancellationToken ct) => Task.FromResult(_searches.Delete(request.JobId));

    public Task<OptimizationResultReply> GetOptimizationResult(JobRequest request, CancellationToken ct) => Task.FromResult(new OptimizationResultReply(searchArchive.ResultOf(request.JobId)));

    public Task<BacktestReportReply> GetOptimizationReport(JobRequest request, CancellationToken ct) => Task.FromResult(new BacktestReportReply(searchArchive.ReportOf(request.JobId)));

    private static BacktestStarted Refused(PlanRefusal refusal) => new(null, refusal.Code, refusal.Reason, refusal.Choices);

    private static BacktestProgress Of(JobRecord<BacktestRequest, BacktestSummary>? run) => new(run?.Job, run?.Request, run?.Summary);

    private static OptimizationProgress Of(JobRecord<OptimizationRequest, OptimizationSummary>? search) => new(search?.Job, search?.Request, search?.Summary);
}
