using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace AlgoTrendy.Platform;

/// <summary>How the public doors say no: RFC 9457 problem documents with a stable code and a sentence.</summary>
public static class Problems
{
    /// <summary>A refusal. The status is 422 unless the code is of another kind.</summary>
    /// <param name="code">Stable, kebab-case: unknown-strategy.</param>
    /// <param name="detail">A sentence that says what to do.</param>
    public static ProblemHttpResult Of(string code, string detail, int status = StatusCodes.Status422UnprocessableEntity) => TypedResults.Problem(Describe(status, code, detail));

    /// <summary>There is no such thing.</summary>
    public static ProblemHttpResult NotFound(string code, string detail) => Of(code, detail, StatusCodes.Status404NotFound);

    /// <summary>Fields or parameters that cannot be, each with its reasons.</summary>
    /// <param name="choices">What would do, where that can be listed.</param>
    public static ProblemHttpResult Invalid(IReadOnlyDictionary<string, string[]> errors, IReadOnlyList<string>? choices = null)
    {
        var problem = Describe(StatusCodes.Status400BadRequest, "invalid", string.Join(' ', errors.SelectMany(error => error.Value)));
        problem.Extensions["errors"] = errors;
        if (choices is { Count: > 0 }) problem.Extensions["choices"] = choices;
        return TypedResults.Problem(problem);
    }

    /// <summary>One field or parameter that cannot be.</summary>
    /// <param name="choices">What would do, where that can be listed.</param>
    public static ProblemHttpResult Invalid(string field, string reason, IReadOnlyList<string>? choices = null) =>
        Invalid(new Dictionary<string, string[]> { [field] = [reason] }, choices);

    internal static ProblemDetails Describe(int status, string code, string? detail) => new()
    {
        Type = "urn:algotrendy:problem:" + code,
        Title = ReasonPhrases.GetReasonPhrase(status),
        Status = status,
        Detail = detail,
        Extensions = { ["code"] = code, ["traceId"] = Activity.Current?.TraceId.ToString() },
    };
}
