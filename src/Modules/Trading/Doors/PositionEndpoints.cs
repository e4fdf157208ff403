using AlgoTrendy.Contracts.Trading;
using Microsoft.AspNetCore.Mvc;

namespace AlgoTrendy.Modules.Trading.Doors;

/// <summary>Doors for people: close a position, or guard it with a stop. Either is an order.</summary>
internal static class PositionEndpoints
{
    public static void MapPositions(this RouteGroupBuilder api)
    {
        var position = api.MapGroup("/positions/{id}").RequireAuthorization(Roles.Trader);
        position.MapPost("/close", Close).WithSummary("Close a position, or part of it, at the market");
        position.MapPost("/protect", Protect).WithSummary("Put a stop for the whole position at the venue");
    }

    private static async Task<Results<Created<OrderWithGroup>, ProblemHttpResult>> Close(
        string id, CloseBody? body, [FromHeader(Name = OrderEndpoints.KeyHeader)] string? key, int? wait, ITrading trading, CancellationToken ct) =>
        OrderEndpoints.Placed(await trading.ClosePosition(new(id, body?.Quantity, key, wait ?? OrderEndpoints.UsualWaitMs, body?.Lots), ct));

    private static async Task<Results<Created<OrderWithGroup>, ProblemHttpResult>> Protect(
        string id, ProtectBody body, [FromHeader(Name = OrderEndpoints.KeyHeader)] string? key, int? wait, ITrading trading, CancellationToken ct) =>
        OrderEndpoints.Placed(await trading.ProtectPosition(new(id, body.StopPrice, body.TrailAmount, body.TrailPercent, key, wait ?? OrderEndpoints.UsualWaitMs), ct));
}
