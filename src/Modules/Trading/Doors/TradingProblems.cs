using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Doors;

/// <summary>How refusals of trading look at its public doors. Pure.</summary>
internal static class TradingProblems
{
    private const string Unknown = "unknown-";
    private const string Database = "database-";

    /// <summary>What would do at another time, or from another starting point.</summary>
    private static readonly string[] Conflicts = [RefusalCodes.NotOpen, "idempotency-key-reused", "account-exists", "account-closed"];

    /// <param name="kept">The order that is kept as rejected, where one is.</param>
    public static ProblemHttpResult Of(TradingRefusal refusal, OrderView? kept = null)
    {
        var problem = Problems.Of(refusal.Code, refusal.Message, StatusOf(refusal.Code));
        var more = problem.ProblemDetails.Extensions;
        if (refusal.Field is { } field) more["errors"] = new Dictionary<string, string[]> { [field] = [refusal.Message] };
        if (refusal.Choices is { Count: > 0 } choices) more["choices"] = choices;
        if (kept is not null) more["orderId"] = kept.OrderId;
        return problem;
    }

    public static int StatusOf(string code) =>
        code == FieldRules.Invalid ? StatusCodes.Status400BadRequest
        : code.StartsWith(Unknown, StringComparison.Ordinal) ? StatusCodes.Status404NotFound
        : code == "not-connected" || code.StartsWith(Database, StringComparison.Ordinal) ? StatusCodes.Status503ServiceUnavailable
        : code == "version-conflict" ? StatusCodes.Status412PreconditionFailed
        : Conflicts.Contains(code) ? StatusCodes.Status409Conflict
        : StatusCodes.Status422UnprocessableEntity;
}
