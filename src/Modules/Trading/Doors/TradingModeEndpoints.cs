using AlgoTrendy.Core.Risk;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Doors;

/// <summary>Doors for people: the kill switch, and how each account trades.</summary>
internal static class TradingModeEndpoints
{
    public static void MapTradingModes(this RouteGroupBuilder api)
    {
        var trading = api.MapGroup("/trading").RequireAuthorization(Roles.Trader);
        trading.MapGet("/status", Status).WithSummary("How each account trades, and why its gate is shut where it is");
        trading.MapGet("/alerts", Alerts).WithSummary("What somebody should see, the newest first: positions without a stop, late fills, refused stops, halts");
        trading.MapPost("/halt", Halt).WithSummary("Nothing new; cancels, protection and flattening all the same");
        trading.MapPost("/reduce-only", ReduceOnly).WithSummary("Only what makes positions smaller");
        trading.MapPost("/resume", Resume).WithSummary("Trade as usual again");
        trading.MapPost("/flatten", Flatten).WithSummary("Cancel what waits and close what the venue says is held");
    }

    private static async Task<Results<Ok<ModeView>, ProblemHttpResult>> Status(string? accountId, ITrading trading, CancellationToken ct) =>
        FieldRules.AccountFault(accountId) is { } fault ? TradingProblems.Of(fault) : Shown(await trading.GetTradingStatus(new(accountId), ct));

    private static async Task<Results<Ok<AlertList>, ProblemHttpResult>> Alerts(string? accountId, int? limit, string? cursor, ITrading trading, CancellationToken ct)
    {
        if (Filters.Fault(accountId, limit, cursor) is { } fault) return TradingProblems.Of(fault);
        var page = await trading.ListTradingAlerts(new(accountId, limit ?? Filters.UsualItems, cursor), ct);
        return page.Refusal is { } refusal ? TradingProblems.Of(refusal) : TypedResults.Ok(new AlertList(page.Items, page.NextCursor));
    }

    private static Task<Results<Ok<ModeView>, ProblemHttpResult>> Halt(ModeBody? body, ITrading trading, CancellationToken ct) => Set(TradingMode.Halted, body, trading, ct);

    private static Task<Results<Ok<ModeView>, ProblemHttpResult>> ReduceOnly(ModeBody? body, ITrading trading, CancellationToken ct) => Set(TradingMode.ReduceOnly, body, trading, ct);

    private static Task<Results<Ok<ModeView>, ProblemHttpResult>> Resume(ModeBody? body, ITrading trading, CancellationToken ct) => Set(TradingMode.Normal, body, trading, ct);

    private static async Task<Results<Ok<ModeView>, ProblemHttpResult>> Set(TradingMode mode, ModeBody? body, ITrading trading, CancellationToken ct) =>
        Shown(await trading.SetTradingMode(new(mode, body?.AccountId, body?.Reason), ct));

    private static async Task<Results<Ok<StopView>, ProblemHttpResult>> Flatten(FlattenBody? body, int? wait, ITrading trading, CancellationToken ct) =>
        BrokerEndpoints.Stopped(await trading.Flatten(new(body?.AccountId, body?.Symbol, wait ?? FieldRules.MostWaitMs), ct));

    private static Results<Ok<ModeView>, ProblemHttpResult> Shown(TradingStatus status) =>
        status.Refusal is { } refusal ? TradingProblems.Of(refusal) : TypedResults.Ok(new ModeView(status.Accounts, status.Unread ?? []));
}
