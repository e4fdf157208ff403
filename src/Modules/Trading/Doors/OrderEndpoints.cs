using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Trading;
using Microsoft.AspNetCore.Mvc;

namespace AlgoTrendy.Modules.Trading.Doors;

/// <summary>Doors for people: place, preview, see, change and cancel orders.</summary>
internal static class OrderEndpoints
{
    /// <summary>How long the answer waits for the venue unless it is told otherwise.</summary>
    public const int UsualWaitMs = 1_000;

    /// <summary>Whoever sends the same key twice gets the first answer again.</summary>
    public const string KeyHeader = "Idempotency-Key";

    public static void MapOrders(this RouteGroupBuilder api)
    {
        var orders = api.MapGroup("/orders");
        orders.MapGet("", List).RequireAuthorization(Roles.Viewer).WithSummary("Orders, the newest first");
        orders.MapGet("/{id}", Get).RequireAuthorization(Roles.Viewer).WithSummary("An order and those of its group");
        orders.MapPost("", Place).RequireAuthorization(Roles.Trader).WithSummary("Place an order; the answer waits up to ?wait= milliseconds for the venue's");
        orders.MapPost("/preview", Preview).RequireAuthorization(Roles.Trader).WithSummary("What the risk gate would say to an order now; nothing is stored or sent");
        orders.MapPatch("/{id}", Amend).RequireAuthorization(Roles.Trader).WithSummary("Change a waiting order");
        orders.MapDelete("/{id}", Cancel).RequireAuthorization(Roles.Trader).WithSummary("Cancel a waiting order");
    }

    /// <summary>An order that was placed, where it can be found; or why not.</summary>
    public static Results<Created<OrderWithGroup>, ProblemHttpResult> Placed(OrderReply reply) => reply is { Refusal: null, Order: { } order }
        ? TypedResults.Created($"/api/v1/orders/{Uri.EscapeDataString(order.OrderId)}", new OrderWithGroup(order, reply.Group))
        : TradingProblems.Of(reply.Refusal!, reply.Order);

    private static async Task<Results<Created<OrderWithGroup>, ProblemHttpResult>> Place(
        OrderBody order, [FromHeader(Name = KeyHeader)] string? key, int? wait, ITrading trading, CancellationToken ct) =>
        Placed(await trading.PlaceOrder(order.With(key, wait ?? UsualWaitMs), ct));

    private static async Task<Results<Ok<OrderPreview>, ProblemHttpResult>> Preview(OrderBody order, ITrading trading, CancellationToken ct)
    {
        var preview = await trading.PreviewOrder(order.With(null, 0), ct);
        // What cannot be judged at all is a problem; what the gate says no to is an answer.
        var unfit = preview.Refusals.FirstOrDefault(refusal => TradingProblems.StatusOf(refusal.Code) != StatusCodes.Status422UnprocessableEntity);
        return unfit is null ? TypedResults.Ok(preview) : TradingProblems.Of(unfit);
    }

    private static async Task<Results<Ok<OrderList>, ProblemHttpResult>> List(
        string? accountId, string? symbol, string? status, bool? isOpen, string? strategyId, int? limit, string? cursor, ITrading trading, IMarketData instruments, CancellationToken ct)
    {
        if (Filters.Fault(accountId, limit, cursor) is { } fault) return TradingProblems.Of(fault);
        var (wanted, noStatus) = Filters.ReadStatus(status);
        if (noStatus is not null) return TradingProblems.Of(noStatus);
        var (named, noSymbol) = await Filters.ReadSymbol(symbol, instruments, ct);
        if (noSymbol is not null) return TradingProblems.Of(noSymbol);

        var page = await trading.ListOrders(new(accountId, named, wanted, isOpen, strategyId, limit ?? Filters.UsualItems, cursor), ct);
        return page.Refusal is { } refusal ? TradingProblems.Of(refusal) : TypedResults.Ok(new OrderList(page.Items, page.NextCursor));
    }

    private static async Task<Results<Ok<OrderWithGroup>, ProblemHttpResult>> Get(string id, ITrading trading, CancellationToken ct) => Shown(await trading.GetOrder(new(id), ct));

    private static async Task<Results<Ok<OrderWithGroup>, ProblemHttpResult>> Amend(
        string id, AmendmentBody change, [FromHeader(Name = KeyHeader)] string? key, int? wait, ITrading trading, CancellationToken ct) =>
        Shown(await trading.AmendOrder(new(id, change.Quantity, change.LimitPrice, change.StopPrice, change.TrailAmount, change.TrailPercent, key, wait ?? UsualWaitMs), ct));

    private static async Task<Results<Ok<OrderWithGroup>, ProblemHttpResult>> Cancel(string id, int? wait, ITrading trading, CancellationToken ct) =>
        Shown(await trading.CancelOrder(new(id, wait ?? UsualWaitMs), ct));

    private static Results<Ok<OrderWithGroup>, ProblemHttpResult> Shown(OrderReply reply) => reply is { Refusal: null, Order: { } order }
        ? TypedResults.Ok(new OrderWithGroup(order, reply.Group))
        : TradingProblems.Of(reply.Refusal!, reply.Order);
}
