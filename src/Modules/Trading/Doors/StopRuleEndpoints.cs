using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Doors;

/// <summary>Doors for people: what guards a position.</summary>
internal static class StopRuleEndpoints
{
    public static void MapStopRules(this RouteGroupBuilder api)
    {
        var rule = api.MapGroup("/positions/{id}/stop-rule");
        rule.MapPut("", Set).RequireAuthorization(Roles.Trader).WithSummary("Attach a stop, a time, or both to a position; it takes the place of the rule before");
        rule.MapGet("", Get).RequireAuthorization(Roles.Viewer).WithSummary("What guards a position, and who holds the stop");
        rule.MapDelete("", Remove).RequireAuthorization(Roles.Trader).WithSummary("Take the rule away and cancel its stop");
        api.MapGet("/stop-rules", List).RequireAuthorization(Roles.Viewer).WithSummary("What guards the positions of an account, or of all");
    }

    private static async Task<Results<Ok<StopRuleView>, ProblemHttpResult>> Set(string id, StopRuleBody body, ITrading trading, CancellationToken ct) => Shown(await trading.SetStopRule(body.For(id), ct));

    private static async Task<Results<Ok<StopRuleView>, ProblemHttpResult>> Get(string id, ITrading trading, CancellationToken ct) => Shown(await trading.GetStopRule(new(id), ct));

    private static async Task<Results<Ok<StopRuleView>, ProblemHttpResult>> Remove(string id, ITrading trading, CancellationToken ct) => Shown(await trading.RemoveStopRule(new(id), ct));

    private static async Task<Results<Ok<StopRulePage>, ProblemHttpResult>> List(string? accountId, ITrading trading, CancellationToken ct)
    {
        if (FieldRules.AccountFault(accountId) is { } fault) return TradingProblems.Of(fault);
        var list = await trading.ListStopRules(new(accountId), ct);
        return list.Refusal is { } refusal ? TradingProblems.Of(refusal) : TypedResults.Ok(new StopRulePage(list.Items, null, list.Unread ?? []));
    }

    private static Results<Ok<StopRuleView>, ProblemHttpResult> Shown(StopRuleReply reply) => reply is { Refusal: null, Rule: { } rule } ? TypedResults.Ok(rule) : TradingProblems.Of(reply.Refusal!);
}
