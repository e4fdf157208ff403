using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Modules.Backtesting.Results;

namespace AlgoTrendy.Modules.Backtesting;

/// <summary>What the doors of all jobs on history have in common: how they page, refuse, and say that there is nothing yet.</summary>
internal static class JobDoors
{
    private const int UsualPage = 50;
    private const int MostOnPage = 500;
    private const int PointsInDocument = 5_000;

    public static ProblemHttpResult? PageFault(int? limit) => limit is < 1 or > MostOnPage ? Problems.Invalid("limit", $"limit is {limit}; 1 to {MostOnPage} jobs fit a page.") : null;

    public static BacktestQuery Query(string? strategy, int? limit, string? cursor) => new(strategy, limit ?? UsualPage, cursor);

    public static ProblemHttpResult Refused(BacktestStarted started)
    {
        var problem = Problems.Of(started.Code!, started.Reason!);
        if (started.Choices.Count > 0) problem.ProblemDetails.Extensions["choices"] = started.Choices;
        return problem;
    }

    /// <param name="kind">As people call it: backtest, optimization.</param>
    public static ProblemHttpResult Unknown(string kind, string id) => Problems.NotFound("unknown-" + kind, $"There is no {kind} '{id}'.");

    public static ProblemHttpResult NoResult(string kind, string id, Job? job) => job is null
        ? Unknown(kind, id)
        : Problems.Of("no-result", job.IsOver ? $"The {kind} has no result: {job.Message}" : $"The {kind} is not done yet.", StatusCodes.Status409Conflict);

    public static ContentHttpResult Page(string html) => TypedResults.Content(html, "text/html; charset=utf-8");

    /// <summary>With few enough points of equity for one document.</summary>
    public static BacktestResult Short(BacktestResult result) => result with { Equity = Thinned.To(result.Equity, PointsInDocument) };
}
