using AlgoTrendy.Contracts.Risk;

namespace AlgoTrendy.Modules.Risk.Doors;

/// <summary>How refusals look at the public doors. Pure.</summary>
internal static class RiskProblems
{
    private const string Unknown = "unknown-";

    public static ProblemHttpResult Of(RiskRefusal refusal)
    {
        var problem = Problems.Of(refusal.Code, refusal.Message, StatusOf(refusal.Code));
        var more = problem.ProblemDetails.Extensions;
        if (refusal.Field is { } field) more["errors"] = new Dictionary<string, string[]> { [field] = [refusal.Message] };
        if (refusal.Choices is { Count: > 0 } choices) more["choices"] = choices;
        return problem;
    }

    private static int StatusOf(string code) => code switch
    {
        Fields.Invalid => StatusCodes.Status400BadRequest,
        "limits-changed" => StatusCodes.Status412PreconditionFailed,
        "precondition-required" => StatusCodes.Status428PreconditionRequired,
        "not-connected" => StatusCodes.Status503ServiceUnavailable,
        _ when code.StartsWith(Unknown, StringComparison.Ordinal) => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
