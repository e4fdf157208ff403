using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Modules.Risk.Doors;

/// <param name="Currency">Null: whatever the holdings were given in.</param>
internal sealed record StressView(Currency? Currency, decimal Equity, IReadOnlyList<StressOutcome> Results);

/// <summary>Doors for people: what if. Nothing is stored or sent.</summary>
internal static class QuestionEndpoints
{
    public static void MapQuestions(this RouteGroupBuilder risk)
    {
        risk.MapPost("/assess", Assess).RequireAuthorization(Roles.Viewer).WithSummary("What the gate would say to an order, and how much of each limit it would use");
        risk.MapPost("/size", Size).RequireAuthorization(Roles.Viewer).WithSummary("How large a position should be, in whole lots");
        risk.MapPost("/stress-tests", Stress).RequireAuthorization(Roles.Viewer).WithSummary("What falls that happened, or shocks of one's own, would do to what is held");
    }

    private static async Task<Results<Ok<Verdict>, ProblemHttpResult>> Assess(OrderBody order, IRisk risk, CancellationToken ct)
    {
        var reply = await risk.Assess(order.With(null, 0), ct);
        return reply.Verdict is { } verdict ? TypedResults.Ok(verdict) : RiskProblems.Of(reply.Refusal!);
    }

    private static async Task<Results<Ok<PositionSize>, ProblemHttpResult>> Size(SizeRequest request, IRisk risk, CancellationToken ct)
    {
        var reply = await risk.Size(request, ct);
        return reply.Size is { } size ? TypedResults.Ok(size) : RiskProblems.Of(reply.Refusal!);
    }

    private static async Task<Results<Ok<StressView>, ProblemHttpResult>> Stress(StressRequest? request, IRisk risk, CancellationToken ct)
    {
        var reply = await risk.RunStressTests(request ?? new(), ct);
        return reply is { Refusal: null, Equity: { } equity } ? TypedResults.Ok(new StressView(reply.Currency, equity, reply.Results)) : RiskProblems.Of(reply.Refusal!);
    }
}
