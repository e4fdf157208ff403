using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AlgoTrendy.Platform.Serving;

/// <summary>What runs here, and in which version.</summary>
internal sealed record Health(string Status, string Version, IReadOnlyList<string> Modules);

/// <summary>Whether everything that this process serves is usable, check by check.</summary>
internal sealed record Readiness(string Status, IReadOnlyDictionary<string, string> Checks);

/// <summary>Doors for whoever watches the process. They tell nothing secret, so anyone may ask; a module adds what it needs to be ready with AddHealthChecks().</summary>
internal static class HealthEndpoints
{
    public static readonly string Version = typeof(HealthEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static void MapHealth(this IEndpointRouteBuilder app, IReadOnlyList<string> modules)
    {
        var group = app.MapGroup("/health").WithTags("health").AllowAnonymous();
        group.MapGet("", async Task<Ok<Health>> (HealthCheckService checks, CancellationToken ct) =>
            TypedResults.Ok(new Health(Word((await checks.CheckHealthAsync(ct)).Status), Version, modules)));
        group.MapGet("/live", () => TypedResults.Ok(new Health("live", Version, modules)));
        group.MapGet("/ready", Ready);
    }

    private static async Task<JsonHttpResult<Readiness>> Ready(HealthCheckService checks, CancellationToken ct)
    {
        var report = await checks.CheckHealthAsync(ct);
        var each = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Description ?? Word(entry.Value.Status));
        return TypedResults.Json(new Readiness(Word(report.Status), each), statusCode: report.Status == HealthStatus.Healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ready",
        HealthStatus.Degraded => "degraded",
        _ => "notReady",
    };
}
