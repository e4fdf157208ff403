using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.Jobs;
using NodaTime;

namespace AlgoTrendy.Modules.Backtesting;

/// <summary>A search as the public door shows it: the job, what was asked, and the result once it is done.</summary>
/// <param name="Result">With the best few trials and at most a few thousand points of equity; /trials and /equity have them all.</param>
internal sealed record OptimizationView(
    JobId JobId, string Kind, JobStatus Status, double Progress, Instant? Eta, string Message, Instant CreatedAt, OptimizationRequest Request, OptimizationSummary? Summary, OptimizationResult? Result);

internal sealed record OptimizationList(IReadOnlyList<OptimizationView> Items, string? NextCursor);

internal sealed record TrialList(IReadOnlyList<OptimizationTrial> Items, string? NextCursor);

/// <summary>Doors for people: start a search, follow it, read its trials, and the result and report of the best one.</summary>
internal static class OptimizationEndpoints
{
    private const string Kind = "optimization";
    private const int TrialsInDocument = 20;

    public static void MapOptimizations(this RouteGroupBuilder api)
    {
        var searches = api.MapGroup("/optimizations").RequireAuthorization(Roles.Researcher);
        searches.MapPost("", Start).WithSummary("Start a search for the best parameters; follow it at the Location that comes back");
        searches.MapGet("", List).WithSummary("Searches, the newest first");
        searches.MapGet("/{id}", Get).WithSummary("A search: how far it is, and its result once it is done");
        searches.MapDelete("/{id}", Delete).WithSummary("Delete a finished search, or end one that runs");
        searches.MapGet("/{id}/report", Report).WithSummary("The report, one HTML page");
        searches.MapGet("/{id}/trials", Trials).WithSummary("All trials of a finished search, the best first");
        searches.MapGet("/{id}/trades", Trades).WithSummary("The round trips of the best trial");
        searches.MapGet("/{id}/equity", Equity).WithSummary("The equity of the best trial after every bar, or thinned to so many points");
    }

    private static async Task<Results<Accepted<OptimizationView>, ProblemHttpResult>> Start(OptimizationRequest request, IBacktesting backtesting, CancellationToken ct)
    {
        var started = await backtesting.StartOptimization(request, ct);
        if (started.Job is not { } job) return JobDoors.Refused(started);

        var progress = await backtesting.GetOptimization(new(job.JobId), ct);
        return TypedResults.Accepted($"/api/v1/optimizations/{job.JobId}", View(progress, null));
    }

    private static async Task<Results<Ok<OptimizationList>, ProblemHttpResult>> List(string? strategy, int? limit, string? cursor, IBacktesting backtesting, CancellationToken ct)
    {
        if (JobDoors.PageFault(limit) is { } fault) return fault;

        var page = await backtesting.ListOptimizations(JobDoors.Query(strategy, limit, cursor), ct);
        return TypedResults.Ok(new OptimizationList([.. page.Items.Select(one => View(one, null))], page.NextCursor));
    }

    private static async Task<Results<Ok<OptimizationView>, ProblemHttpResult>> Get(string id, IBacktesting backtesting, CancellationToken ct)
    {
        var progress = await backtesting.GetOptimization(new(new(id)), ct);
        if (progress.Job is null) return JobDoors.Unknown(Kind, id);

        var result = progress.Job.Status == JobStatus.Done ? await ResultOf(id, backtesting, ct) : null;
        return TypedResults.Ok(View(progress, result is null ? null : result with { Trials = [.. result.Trials.Take(TrialsInDocument)], Best = JobDoors.Short(result.Best) }));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(string id, IBacktesting backtesting, CancellationToken ct)
    {
        var progress = await backtesting.GetOptimization(new(new(id)), ct);
        if (progress.Job is null) return JobDoors.Unknown(Kind, id);

        if (progress.Job.IsOver) await backtesting.DeleteOptimization(new(new(id)), ct);
        else await backtesting.CancelOptimization(new(new(id)), ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Report(string id, IBacktesting backtesting, CancellationToken ct) =>
        (await backtesting.GetOptimizationReport(new(new(id)), ct)).Html is { } html ? JobDoors.Page(html) : await NoResult(id, backtesting, ct);

    private static async Task<Results<Ok<TrialList>, ProblemHttpResult>> Trials(string id, int? limit, string? cursor, IBacktesting backtesting, CancellationToken ct)
    {
        if (Rows.Fault(limit, cursor) is { } fault) return fault;
        if (await ResultOf(id, backtesting, ct) is not { } result) return await NoResult(id, backtesting, ct);

        var (items, next) = Rows.Page(result.Trials, limit, cursor);
        return TypedResults.Ok(new TrialList(items, next));
    }

    private static async Task<Results<Ok<TradeList>, ProblemHttpResult>> Trades(string id, int? limit, string? cursor, IBacktesting backtesting, CancellationToken ct)
    {
        if (Rows.Fault(limit, cursor) is { } fault) return fault;

        return await ResultOf(id, backtesting, ct) is { } result ? TypedResults.Ok(Rows.Trades(result.Best, limit, cursor)) : await NoResult(id, backtesting, ct);
    }

    private static async Task<Results<Ok<EquityList>, ProblemHttpResult>> Equity(string id, int? points, int? limit, string? cursor, IBacktesting backtesting, CancellationToken ct)
    {
        if (Rows.Fault(points, limit, cursor) is { } fault) return fault;

        return await ResultOf(id, backtesting, ct) is { } result ? TypedResults.Ok(Rows.Equity(result.Best, points, limit, cursor)) : await NoResult(id, backtesting, ct);
    }

    private static async Task<OptimizationResult?> ResultOf(string id, IBacktesting backtesting, CancellationToken ct) => (await backtesting.GetOptimizationResult(new(new(id)), ct)).Result;

    private static async Task<ProblemHttpResult> NoResult(string id, IBacktesting backtesting, CancellationToken ct) =>
        JobDoors.NoResult(Kind, id, (await backtesting.GetOptimization(new(new(id)), ct)).Job);

    private static OptimizationView View(OptimizationProgress progress, OptimizationResult? result)
    {
        var job = progress.Job!;
        return new(job.JobId, job.Kind, job.Status, job.Progress, job.Eta, job.Message, job.CreatedAt, progress.Request!, progress.Summary, result);
    }
}
