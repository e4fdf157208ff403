using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Modules.Portfolio.Doors;

internal sealed record PositionList(IReadOnlyList<BookedPosition> Items, string? NextCursor);

/// <param name="Method">Which of them a trade closes.</param>
internal sealed record OpenLotList(LotMethod Method, IReadOnlyList<OpenLot> Items, string? NextCursor);

/// <summary>Doors to positions.</summary>
internal static class PositionEndpoints
{
    public static void MapPositions(this RouteGroupBuilder api)
    {
        api.MapGet("/positions", List).RequireAuthorization(Roles.Viewer).WithSummary("Positions, the newest first; open ones unless status says otherwise");
        api.MapGet("/positions/{id}", Get).RequireAuthorization(Roles.Viewer).WithSummary("One position: by account and symbol the open one or the last, or one of its earlier lives");
        api.MapGet("/positions/{id}/lots", Lots).RequireAuthorization(Roles.Viewer).WithSummary("The open lots of a position, the oldest first; their numbers can be named by an order in an account with specific lots");
    }

    private static async Task<Results<Ok<PositionList>, ProblemHttpResult>> List(string? accountId, string? symbol, string? status, int? limit, string? cursor, IPortfolio portfolio, CancellationToken ct)
    {
        if (status is not (null or "open" or "closed" or "all")) return Problems.Invalid("status", $"'{status}' is none of open, closed, all.");
        Symbol? named = null;
        if (symbol is not null) named = Symbol.TryParse(symbol, out var parsed) ? parsed : null;
        if (symbol is not null && named is null) return Problems.Invalid("symbol", $"'{symbol}' is no symbol: TICKER.VENUE in capitals, as in AAPL.US.");

        var page = await portfolio.ListPositions(new(accountId, null, named, status == "all" ? null : status != "closed", limit ?? 100, cursor), ct);
        return page.Refusal is { } refusal ? Answers.No(refusal) : TypedResults.Ok(new PositionList(page.Items, page.NextCursor));
    }

    private static async Task<Results<Ok<BookedPosition>, ProblemHttpResult>> Get(string id, IPortfolio portfolio, CancellationToken ct) =>
        (await portfolio.ListPositions(new(PositionId: id), ct)).Items is [var found] ? TypedResults.Ok(found) : Problems.NotFound("unknown-position", $"There is no position '{id}'.");

    private static async Task<Results<Ok<OpenLotList>, ProblemHttpResult>> Lots(string id, int? limit, string? cursor, IPortfolio portfolio, CancellationToken ct)
    {
        var page = await portfolio.ListOpenLots(new(id, limit ?? 100, cursor), ct);
        return page.Refusal is { } refusal ? Answers.No(refusal) : TypedResults.Ok(new OpenLotList(page.Method!.Value, page.Items, page.NextCursor));
    }
}
