using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Modules.History.Importing;
using AlgoTrendy.Platform.Jobs;
using NodaTime;

namespace AlgoTrendy.Modules.History;

/// <summary>An import as the public API shows it; the result is there once it is over.</summary>
internal sealed record ImportDocument(JobId JobId, string Kind, JobStatus Status, double Progress, Instant? Eta, string Message, Instant CreatedAt, ImportSummary? Result)
{
    public static ImportDocument Of(TrackedJob<ImportRequest, ImportSummary> tracked)
    {
        var (job, summary) = tracked.Now;
        return new(job.JobId, job.Kind, job.Status, job.Progress, job.Eta, job.Message, job.CreatedAt, summary);
    }
}

internal sealed record ImportPage(IReadOnlyList<ImportDocument> Items, string? NextCursor);

internal static class ImportEndpoints
{
    private const int MostAtOnce = 100;

    public static void MapImports(this RouteGroupBuilder api)
    {
        api.MapPost("/history/import", Start).RequireAuthorization(Roles.Researcher).WithSummary("Begins to read files into the store");
        api.MapGet("/history/import", List).RequireAuthorization(Roles.Viewer).WithSummary("The imports since the start, the newest first");
        api.MapGet("/history/import/{jobId}", Get).RequireAuthorization(Roles.Viewer).WithSummary("How an import is getting on, and what it did");
        api.MapDelete("/history/import/{jobId}", Cancel).RequireAuthorization(Roles.Researcher).WithSummary("Stops an import; what it stored stays");
    }

    private static Results<Accepted<ImportDocument>, ProblemHttpResult> Start(ImportRequest request, ImportQueue imports)
    {
        if (request.Scratch is not null) return Problems.Invalid("scratch", "Scratch stores are for the platform's own use.");
        if (ImportRules.FaultOf(request) is { } fault) return Problems.Invalid(fault.Field, fault.Reason);
        var job = imports.Add(request);
        return TypedResults.Accepted($"/api/v1/history/import/{job.Id}", ImportDocument.Of(job));
    }

    private static Results<Ok<ImportPage>, ProblemHttpResult> List(ImportQueue imports, string? cursor, int limit = 20)
    {
        if (limit is < 1 or > MostAtOnce) return Problems.Invalid("limit", $"The limit is 1 to {MostAtOnce}.");
        var jobs = imports.Jobs;
        var start = 0;
        if (cursor is not null)
        {
            if (!Cursor.TryRead(cursor, out var last)) return Problems.Invalid("cursor", "This is no cursor that was given out here.");
            var before = jobs.TakeWhile(job => job.Id.Value != last).Count();
            start = Math.Min(jobs.Count, before + 1);
        }

        var page = jobs.Skip(start).Take(limit).ToList();
        return TypedResults.Ok(new ImportPage([.. page.Select(job => ImportDocument.Of(job))], start + page.Count < jobs.Count ? Cursor.Write(page[^1].Id.Value) : null));
    }

    private static Results<Ok<ImportDocument>, ProblemHttpResult> Get(string jobId, ImportQueue imports) =>
        imports.Find(new(jobId)) is { } job ? TypedResults.Ok(ImportDocument.Of(job)) : Unknown(jobId);

    private static Results<Ok<ImportDocument>, ProblemHttpResult> Cancel(string jobId, ImportQueue imports)
    {
        if (imports.Find(new(jobId)) is not { } job) return Unknown(jobId);
        job.Cancel();
        return TypedResults.Ok(ImportDocument.Of(job));
    }

    private static ProblemHttpResult Unknown(string jobId) => Problems.NotFound("unknown-job", $"No import has the id {jobId}; imports are remembered until the platform is stopped.");
}
