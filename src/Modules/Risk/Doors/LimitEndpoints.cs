using System.Globalization;
using AlgoTrendy.Contracts.Risk;
using Microsoft.AspNetCore.Mvc;

namespace AlgoTrendy.Modules.Risk.Doors;

/// <summary>Doors for people: the limits, and how they came to be. Whoever changes them says which version he has seen.</summary>
internal static class LimitEndpoints
{
    private const string IfMatch = "If-Match";

    public static void MapLimits(this RouteGroupBuilder risk)
    {
        var limits = risk.MapGroup("/limits");
        limits.MapGet("", Get).RequireAuthorization(Roles.Viewer).WithSummary("The limits, and how much of each is used; the ETag is their version");
        limits.MapGet("/versions", Versions).RequireAuthorization(Roles.Viewer).WithSummary("Who changed which limits and when, the newest first");
        limits.MapPut("", PutAll).RequireAuthorization(Roles.Admin).WithSummary("Put these in the place of all limits; If-Match takes the version");
        limits.MapPut("/{id}", PutOne).RequireAuthorization(Roles.Admin).WithSummary("Add or replace one limit; If-Match takes the version");
        limits.MapDelete("/{id}", Delete).RequireAuthorization(Roles.Admin).WithSummary("Remove one limit; If-Match takes the version");
    }

    private static async Task<Results<Ok<LimitsView>, ProblemHttpResult>> Get(long? version, HttpResponse response, IRisk risk, CancellationToken ct) =>
        Shown(await risk.GetLimits(new(version), ct), response);

    private static async Task<Results<Ok<LimitVersionPage>, ProblemHttpResult>> Versions(int? limit, string? cursor, IRisk risk, CancellationToken ct)
    {
        if (Fields.PageFault(limit ?? Fields.UsualItems, cursor) is { } fault) return RiskProblems.Of(fault);
        return TypedResults.Ok(await risk.ListLimitVersions(new(limit ?? Fields.UsualItems, cursor), ct));
    }

    private static Task<Results<Ok<LimitsView>, ProblemHttpResult>> PutAll(
        LimitsBody body, [FromHeader(Name = IfMatch)] string? seen, HttpResponse response, IRisk risk, CancellationToken ct) =>
        Change(
            new(All: [.. body.Items.Select(item => item.ToLimit())], OnBreach: body.OnBreach, Note: body.Note), seen,
            body.Items.Select((item, index) => item.Fault($"items[{index}].")).FirstOrDefault(fault => fault is not null), response, risk, ct);

    private static async Task<Results<Ok<LimitsView>, ProblemHttpResult>> PutOne(
        string id, LimitBody body, [FromHeader(Name = IfMatch)] string? seen, HttpResponse response, IRisk risk, CancellationToken ct) => id == body.LimitId
        ? await Change(new(Set: [body.ToLimit()]), seen, body.Fault(""), response, risk, ct)
        : RiskProblems.Of(Fields.No("limitId", "limitId is the one that the path names."));

    private static Task<Results<Ok<LimitsView>, ProblemHttpResult>> Delete(
        string id, [FromHeader(Name = IfMatch)] string? seen, HttpResponse response, IRisk risk, CancellationToken ct) =>
        Change(new(Remove: [id]), seen, null, response, risk, ct);

    private static async Task<Results<Ok<LimitsView>, ProblemHttpResult>> Change(LimitsChange change, string? seen, RiskRefusal? fault, HttpResponse response, IRisk risk, CancellationToken ct)
    {
        if (fault is not null) return RiskProblems.Of(fault);
        if (seen is null) return RiskProblems.Of(new("precondition-required", $"Say in {IfMatch} which version of the limits the change is made from: the ETag of GET /risk/limits."));
        if (ReadVersion(seen) is not { } version) return RiskProblems.Of(Fields.No(IfMatch, $"{IfMatch} is no version of the limits, as \"7\" is."));
        return Shown(await risk.ChangeLimits(change with { Version = version }, ct), response);
    }

    private static long? ReadVersion(string tag) => long.TryParse(tag.Length > 2 && tag[0] == '"' && tag[^1] == '"' ? tag[1..^1] : tag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    private static Results<Ok<LimitsView>, ProblemHttpResult> Shown(LimitsReply reply, HttpResponse response)
    {
        if (reply.Limits is not { } limits) return RiskProblems.Of(reply.Refusal!);

        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{limits.Version}\"");
        return TypedResults.Ok(new LimitsView(
            limits.Version, limits.At, limits.By, limits.Note, limits.OnBreach, reply.InForce, [.. limits.Items.Select(limit => LimitView.Of(limit, limit.Enabled && reply.Used.TryGetValue(limit.Id, out var share) ? share : null))], null));
    }
}
