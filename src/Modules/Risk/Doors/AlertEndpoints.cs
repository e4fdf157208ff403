using AlgoTrendy.Contracts.Risk;

namespace AlgoTrendy.Modules.Risk.Doors;

internal sealed record AcknowledgedAlerts(IReadOnlyList<RiskAlert> Items);

/// <summary>Doors for people: which limits were crossed, and that somebody has seen it.</summary>
internal static class AlertEndpoints
{
    public static void MapAlerts(this RouteGroupBuilder risk)
    {
        risk.MapGet("/alerts", List).RequireAuthorization(Roles.Viewer).WithSummary("Crossings of limits and of their warnings, the newest first");
        risk.MapPost("/alerts", Acknowledge).RequireAuthorization(Roles.Trader).WithSummary("Say that somebody has seen them");
    }

    private static async Task<Results<Ok<AlertPage>, ProblemHttpResult>> List(string? accountId, string? portfolioId, bool? isAcknowledged, int? limit, string? cursor, IRisk risk, CancellationToken ct)
    {
        var fault = (accountId is null ? null : Fields.IdFault("accountId", accountId)) ?? (portfolioId is null ? null : Fields.IdFault("portfolioId", portfolioId)) ?? Fields.PageFault(limit ?? Fields.UsualItems, cursor);
        if (fault is not null) return RiskProblems.Of(fault);
        return TypedResults.Ok(await risk.ListAlerts(new(accountId, isAcknowledged, limit ?? Fields.UsualItems, cursor, portfolioId), ct));
    }

    private static async Task<Results<Ok<AcknowledgedAlerts>, ProblemHttpResult>> Acknowledge(AlertAcknowledgement seen, IRisk risk, CancellationToken ct)
    {
        var reply = await risk.AcknowledgeAlerts(seen, ct);
        return reply.Refusal is { } refusal ? RiskProblems.Of(refusal) : TypedResults.Ok(new AcknowledgedAlerts(reply.Alerts));
    }
}
