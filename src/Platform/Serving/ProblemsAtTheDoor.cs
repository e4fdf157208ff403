using System.Globalization;
using System.Reflection;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Platform.Asking;
using AlgoTrendy.Platform.Databases;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Platform.Serving;

/// <summary>Makes a problem document of every exception and of every status without a body. What went wrong inside stays in the log, under the trace id that the document names.</summary>
internal sealed class ProblemsAtTheDoor(ILogger<ProblemsAtTheDoor> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested) return true;

        await Describe(exception, httpContext).ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>For 401, 403, 404, 405 and their like, which the framework answers without words.</summary>
    public static Task DescribeStatus(StatusCodeContext context)
    {
        var (http, status) = (context.HttpContext, context.HttpContext.Response.StatusCode);
        var detail = status switch
        {
            StatusCodes.Status401Unauthorized => "This request proves nobody that is known here.",
            StatusCodes.Status403Forbidden => $"{LocalAuthentication.CallerOf(http).Name} may not do this.",
            StatusCodes.Status404NotFound => $"There is nothing at {http.Request.Path}; /docs lists what there is.",
            StatusCodes.Status405MethodNotAllowed => $"{http.Request.Path} does not take {http.Request.Method}.",
            _ => null,
        };
        return (Unparsed(http, status) ?? Problems.Of(CodeOf(status), detail ?? "The request could not be answered.", status)).ExecuteAsync(http);
    }

    /// <summary>What does not fit a parameter that may be left out, the generated doors refuse without a word.</summary>
    private static ProblemHttpResult? Unparsed(HttpContext http, int status)
    {
        if (status != StatusCodes.Status400BadRequest) return null;

        foreach (var parameter in http.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? [])
        {
            if (!parameter.HasTryParse || Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) is not { } type) continue;
            if (http.Request.Query[parameter.Name].ToString() is { Length: > 0 } given && !Fits(type, given))
                return Refused(new($"Failed to bind parameter \"{type} {parameter.Name}\" from \"{given}\".", status), http);
        }

        return null;
    }

    /// <summary>A type that only the framework can read counts as fitting: its answer then names no field, and the architecture test names its door.</summary>
    private static bool Fits(Type type, string given)
    {
        if (type.IsEnum) return Enum.TryParse(type, given, ignoreCase: true, out _);

        var parsable = type.GetInterfaces().Any(each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IParsable<>));
        return !parsable || (bool)typeof(ProblemsAtTheDoor).GetMethod(nameof(IsOf), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [given])!;
    }

    private static bool IsOf<T>(string given) where T : IParsable<T> => T.TryParse(given, CultureInfo.InvariantCulture, out _);

    private ProblemHttpResult Describe(Exception exception, HttpContext http)
    {
        switch (exception)
        {
            case BadHttpRequestException { InnerException: JsonException json }:
                return Problems.Invalid(PlainWords.Of(json, BodyOf(http)), (json as NoSuchNameException)?.Choices);
            case BadHttpRequestException bad:
                return Refused(bad, http);
            case StreamRefusedException refused:
                return Problems.Of(refused.Code, refused.Message);
            case TimeoutException late:
                log.LogWarning("{Message}", late.Message);
                return Problems.Of("timed-out", late.Message, StatusCodes.Status504GatewayTimeout);
            case DatabaseException fault:
                log.LogError(fault, "{Message}", fault.Message);
                if (fault.Fault == DatabaseFault.Full) return Problems.Of(fault.Code, "There is no room left on the disk of the database: nothing of this was kept, and nothing that was kept before is lost. Free some space, and it goes on by itself.", StatusCodes.Status503ServiceUnavailable);
                return Problems.Of(fault.Code, "What this needs is in a database that cannot serve now; the log says why, under the trace id.", StatusCodes.Status503ServiceUnavailable);
            case RemoteFault { Code: RemoteFault.Unavailable } away:
                log.LogWarning("{Message}", away.Message);
                return Problems.Of(away.Code, away.Message, StatusCodes.Status503ServiceUnavailable);
            case RemoteFault remote:
                log.LogError("{Message}", remote.Message);
                return Problems.Of("module-failed", $"{remote.Module} could not answer; its log says why, under the trace id.", StatusCodes.Status502BadGateway);
            default:
                log.LogError(exception, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
                return Problems.Of("internal-error", "Something went wrong here; the log says what, under the trace id.", StatusCodes.Status500InternalServerError);
        }
    }

    private static ProblemHttpResult Refused(BadHttpRequestException bad, HttpContext http)
    {
        var (field, reason) = PlainWords.Of(bad.Message, BodyOf(http));
        var problem = Problems.Of(CodeOf(bad.StatusCode), reason, bad.StatusCode);
        if (field is not null) problem.ProblemDetails.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [reason] };
        return problem;
    }

    /// <summary>What the door takes; the handler of exceptions has put another endpoint, none, in its place.</summary>
    private static Type? BodyOf(HttpContext http) =>
        (http.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? http.GetEndpoint())?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;

    /// <summary>not-found for 404.</summary>
    private static string CodeOf(int status) =>
        ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase.Replace(' ', '-').ToLowerInvariant() : "refused";
}
