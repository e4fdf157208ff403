using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.Jobs;
using NodaTime;

namespace AlgoTrendy.Modules.Backtesting;

/// <summary>A run as the public door shows it: the job, what was asked, and the result once it is done.</summary>
/// <param name="Result">With at most a few thousand points of equity; /equity has them all.</param>
internal sealed record BacktestView(
    JobId JobId, string Kind, JobStatus Status, double Progress, Instant? Eta, string Message, Instant CreatedAt, BacktestRequest Request, BacktestSummary? Summary, BacktestResult? Result);

internal sealed record BacktestList(IReadOnlyList<BacktestView> Items, string? NextCursor);

/// <summary>Doors for people: start a backtest, follow it, read its result and report.</summary>
internal static class BacktestEndpoints
{
    private const string Kind = "backtest";

    public static void MapBacktests(this RouteGroupBuilder api)
    {
        var backtests = api.MapGroup("/backtests").RequireAuthorization(Roles.Researcher);
        backtests.MapPost("", Start).WithSummary("Start a backtest; follow it at the Location that comes back");
        backtests.MapGet("", List).WithSummary("Backtests, the newest first");
        backtests.MapGet("/{id}", Get).WithSummary("A backtest: how far it is, and its result once it is done");
        backtests.MapDelete("/{id}", Delete).WithSummary("Delete a finished backtest, or end one that runs");
        backtests.MapGet("/{id}/report", Report).WithSummary("The report, one HTML page");
        backtests.MapGet("/{id}/trades", Trades).WithSummary("The round trips of a finished backtest");
        backtests.MapGet("/{id}/equity", Equity).WithSummary("The equity after every bar, or thinned to so many points");
    }

    private static async Task<Results<Accepted<BacktestView>, ProblemHttpResult>> Start(BacktestRequest request, IBacktesting backtesting, CancellationToken ct)
    {
        var started = await backtesting.StartBacktest(request, ct);
        if (started.Job is not { } job) return JobDoors.Refused(started);

        var progress = await backtesting.GetBacktest(new(job.JobId), ct);
        return TypedResults.Accepted($"/api/v1/backtests/{job.JobId}", View(progress, null));
    }

    private static async Task<Results<Ok<BacktestList>, ProblemHttpResult>> List(string? strategy, int? limit, string? cursor, IBacktesting backtesting, CancellationToken ct)
    {
        if (JobDoors.PageFault(limit) is { } fault) return fault;

        var page = await backtesting.ListBacktests(JobDoors.Query(strategy, limit, cursor), ct);
        return TypedResults.Ok(new BacktestList([.. page.Items.Select(one => View(one, null))], page.NextCursor));
    }

    private static async Task<Results<Ok<BacktestView>, ProblemHttpResult>> Get(string id, IBacktesting backtesting, CancellationToken ct)
    {
        var progress = await backtesting.GetBacktest(new(new(id)), ct);
        if (progress.Job is null) return JobDoors.Unknown(Kind, id);

        var result = progress.Job.Status == JobStatus.Done ? await ResultOf(id, backtesting, ct) : null;
        return TypedResults.Ok(View(progress, result is null ? null : JobDoors.Short(result)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(string id, IBacktesting backtesting, CancellationToken ct)
    {
        var progress = await backtesting.GetBacktest(new(new(id)), ct);
        if (progress.Job is null) return JobDoors.Unknown(Kind, id);

        if (progress.Job.IsOver) await backtesting.DeleteBacktest(new(new(id)), ct);
        else await backtesting.CancelBacktest(new(new(id)), ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Report(string id, IBacktesting backtesting, CancellationToken ct) =>
        (await backtesting.GetReport(new(new(id)), ct)).Html is { } html ? JobDoors.Page(html) : await NoResult(id, backtesting, ct);

    private static async Task<Results<Ok<TradeList>, ProblemHttpResult>> Trades(string id, int? limit, string? cursor, IBacktesting backtesting, CancellationToken ct)
    {
        if (Rows.Fault(limit, cursor) is { } fault) return fault;

        return await ResultOf(id, backtesting, ct) is { } result ? TypedResults.Ok(Rows.Trades(result, limit, cursor)) : await NoResult(id, backtesting, ct);
    }

    private static async Task<Results<Ok<EquityList>, ProblemHttpResult>> Equity(string id, int? points, int? limit, string? cursor, IBacktesting backtesting, CancellationToken ct)
    {
        if (Rows.Fault(points, limit, cursor) is { } fault) return fault;

        return await ResultOf(id, backtesting, ct) is { } result ? TypedResults.Ok(Rows.Equity(result, points, limit, cursor)) : await NoResult(id, backtesting, ct);
    }

    private static async Task<BacktestResult?> ResultOf(string id, IBacktesting backtesting, CancellationToken ct) => (await backtesting.GetResult(new(new(id)), ct)).Result;

    private static async Task<ProblemHttpResult> NoResult(string id, IBacktesting backtesting, CancellationToken ct) =>
        JobDoors.NoResult(Kind, id, (await backtesting.GetBacktest(new(new(id)), ct)).Job);

    private static BacktestView View(BacktestProgress progress, BacktestResult? result)
    {
        var job = progress.Job!;
        return new(job.JobId, job.Kind, job.Status, job.Progress, job.Eta, job.Message, job.CreatedAt, progress.Request!, progress.Summary, result);
    }
}
