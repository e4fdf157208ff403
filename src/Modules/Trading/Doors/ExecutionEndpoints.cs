using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Doors;

/// <summary>The door to what has traded.</summary>
internal static class ExecutionEndpoints
{
    public static void MapExecutions(this RouteGroupBuilder api) =>
        api.MapGet("/executions", List).RequireAuthorization(Roles.Viewer).WithSummary("Executions, the newest first");

    private static async Task<Results<Ok<ExecutionList>, ProblemHttpResult>> List(
        string? accountId, string? orderId, string? symbol, int? limit, string? cursor, ITrading trading, IMarketData instruments, CancellationToken ct)
    {
        var fault = Filters.Fault(accountId, limit, cursor) ?? (orderId is null ? null : FieldRules.IdFault("orderId", orderId));
        if (fault is not null) return TradingProblems.Of(fault);
        var (named, noSymbol) = await Filters.ReadSymbol(symbol, instruments, ct);
        if (noSymbol is not null) return TradingProblems.Of(noSymbol);

        var page = await trading.ListExecutions(new(accountId, orderId, named, limit ?? Filters.UsualItems, cursor), ct);
        return page.Refusal is { } refusal ? TradingProblems.Of(refusal) : TypedResults.Ok(new ExecutionList(page.Items, page.NextCursor));
    }
}
