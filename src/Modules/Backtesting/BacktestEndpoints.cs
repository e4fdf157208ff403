using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Modules.Backtesting.Results;
using NodaTime;

namespace AlgoTrendy.Modules.Backtesting;

/// <summary>A run as the public door shows it: the job, what was asked, and the result once it is done.</summary>
/// <param name="Result">With at most a few thousand points of equity; /equity has them all.</param>
internal sealed record BacktestView(
    JobId JobId, string Kind, JobStatus Status, double Progress, Instant? Eta, string Message, Instant CreatedAt, BacktestRequest Request, BacktestSummary? Summary, BacktestResult? Result);

internal sealed record BacktestList(IReadOnlyList<BacktestView> Items, string? NextCursor);

internal sealed record TradeList(IReadOnlyList<ResultTrade> Items, string? NextCursor);

internal sealed record EquityList(IReadOnlyList<EquityPoint> Items, string? NextCursor);

/// <summary>Doors for people: start a backtest, follow it, read its result and report.</summary>
internal static class BacktestEndpoints
{
    private const int UsualPage = 50;
    private const int MostOnPage = 500;
    private const int UsualRows = 1_000;
    private const int MostRows = 100_000;
    private const int PointsInDocument = 5_000;

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
        if (started.Job is not { } job) return Refused(started);

        var progress = await backtesting.GetBacktest(new(job.JobId), ct);
        return TypedResults.Accepted($"/api/v1/backtests/{job.JobId}", View(progress, null));
    }

    private static async Task<Results<Ok<BacktestList>, ProblemHttpResult>> List(string? strategy, int? limit, string? cursor, IBacktesting backtesting, CancellationToken ct)
    {
        if (limit is < 1 or > MostOnPage) return Problems.Invalid("limit", $"limit is {limit}; 1 to {MostOnPage} backtests fit a page.");

        var page = await backtesting.ListBacktests(new(strategy, limit ?? UsualPage, cursor), ct);
        return TypedResults.Ok(new BacktestList([.. page.Items.Select(one => View(one, null))], page.NextCursor));
    }

    private static async Task<Results<Ok<BacktestView>, ProblemHttpResult>> Get(string id, IBacktesting backtesting, CancellationToken ct)
    {
        var progress = await backtesting.GetBacktest(new(new(id)), ct);
        if (progress.Job is null) return Unknown(id);

        var result = progress.Job.Status == JobStatus.Done ? (await backtesting.GetResult(new(new(id)), ct)).Result : null;
        return TypedResults.Ok(View(progress, result is null ? null : result with { Equity = Thinned.To(result.Equity, PointsInDocument) }));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(string id, IBacktesting backtesting, CancellationToken ct)
    {
        var progress = await backtesting.GetBacktest(new(new(id)), ct);
        if (progress.Job is null) return Unknown(id);

        if (progress.Job.IsOver) await backtesting.DeleteBacktest(new(new(id)), ct);
        else await backtesting.CancelBacktest(new(new(id)), ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Report(string id, IBacktesting backtesting, CancellationToken ct) =>
        (await backtesting.GetReport(new(new(id)), ct)).Html is { } html ? TypedResults.Content(html, "text/html; charset=utf-8") : await NoResult(id, backtesting, ct);

    private static async Task<Results<Ok<TradeList>, ProblemHttpResult>> Trades(string id, int? limit, string? cursor, IBacktesting backtesting, CancellationToken ct)
    {
        if (RowFault(limit, cursor, out var start) is { } fault) return fault;
        if ((await backtesting.GetResult(new(new(id)), ct)).Result is not { } result) return await NoResult(id, backtesting, ct);

        var (items, next) = Rows(result.Trades, start, limit ?? UsualRows);
        return TypedResults.Ok(new TradeList(items, next));
    }

    private static async Task<Results<Ok<EquityList>, ProblemHttpResult>> Equity(string id, int? points, int? limit, string? cursor, IBacktesting backtesting, CancellationToken ct)
    {
        if (RowFault(limit, cursor, out var start) is { } fault) return fault;
        if (points is < 2 or > MostRows) return Problems.Invalid("points", $"points is {points}; a curve can have 2 to {MostRows}.");
        if ((await backtesting.GetResult(new(new(id)), ct)).Result is not { } result) return await NoResult(id, backtesting, ct);

        if (points is { } most) return TypedResults.Ok(new EquityList(Thinned.To(result.Equity, most), null));
        var (items, next) = Rows(result.Equity, start, limit ?? UsualRows);
        return TypedResults.Ok(new EquityList(items, next));
    }

    private static ProblemHttpResult? RowFault(int? limit, string? cursor, out int start)
    {
        start = 0;
        if (limit is < 1 or > MostRows) return Problems.Invalid("limit", $"limit is {limit}; 1 to {MostRows} rows fit a page.");
        if (cursor is null || (int.TryParse(cursor, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out start) && start >= 0)) return null;
        return Problems.Invalid("cursor", "This is no cursor that was given out here.");
    }

    private static (IReadOnlyList<T> Items, string? Next) Rows<T>(IReadOnlyList<T> all, int start, int limit)
    {
        var end = (int)Math.Min(all.Count, (long)start + limit);
        var items = new List<T>(Math.Max(0, end - start));
        for (var index = start; index < end; index++) items.Add(all[index]);
        return (items, end < all.Count ? end.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    private static ProblemHttpResult Refused(BacktestStarted started)
    {
        var problem = Problems.Of(started.Code!, started.Reason!);
        if (started.Choices.Count > 0) problem.ProblemDetails.Extensions["choices"] = started.Choices;
        return problem;
    }

    private static async Task<ProblemHttpResult> NoResult(string id, IBacktesting backtesting, CancellationToken ct) =>
        (await backtesting.GetBacktest(new(new(id)), ct)).Job is { } job
            ? Problems.Of("no-result", job.IsOver ? $"The backtest has no result: {job.Message}" : "The backtest is not done yet.", StatusCodes.Status409Conflict)
            : Unknown(id);

    private static ProblemHttpResult Unknown(string id) => Problems.NotFound("unknown-backtest", $"There is no backtest '{id}'.");

    private static BacktestView View(BacktestProgress progress, BacktestResult? result)
    {
        var job = progress.Job!;
        return new(job.JobId, job.Kind, job.Status, job.Progress, job.Eta, job.Message, job.CreatedAt, progress.Request!, progress.Summary, result);
    }
}
