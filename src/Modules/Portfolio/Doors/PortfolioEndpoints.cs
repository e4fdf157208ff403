using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using Microsoft.AspNetCore.Mvc;

namespace AlgoTrendy.Modules.Portfolio.Doors;

internal sealed record PortfolioPage(IReadOnlyList<PortfolioView> Items, string? NextCursor);

internal sealed record TaxLotList(IReadOnlyList<TaxLot> Items, string? NextCursor);

/// <summary>A portfolio, as it is wanted.</summary>
internal sealed record PortfolioRequest(string Name, IReadOnlyList<PortfolioMember> Accounts, string? PortfolioId = null, string? Strategy = null);

internal sealed record PortfolioPatch(string? Name = null, IReadOnlyList<PortfolioMember>? Accounts = null, string? Strategy = null);

/// <param name="Mode">preview (nothing is sent) or execute.</param>
internal sealed record RebalanceOrder(IReadOnlyList<TargetWeight> Targets, string? AccountId = null, bool Only = false, string Mode = RebalanceOrder.Preview)
{
    public const string Preview = "preview";
    public const string Execute = "execute";
}

/// <summary>What to trade, or what was sent.</summary>
/// <param name="Executed">Whether an order was placed.</param>
internal sealed record RebalanceView(IReadOnlyList<RebalanceStep> Steps, decimal? Equity, Currency? Currency, bool Executed);

/// <summary>All open accounts at once.</summary>
/// <param name="IsComplete">Whether every price is known.</param>
internal sealed record PortfolioSummary(int Accounts, int Positions, IReadOnlyList<CurrencySummary> Totals, bool? AgreesWithTrading, bool IsComplete);

/// <summary>The accounts that report in one currency.</summary>
internal sealed record CurrencySummary(Currency Currency, decimal Cash, decimal Equity, decimal BuyingPower, decimal MarginUsed, decimal DayPnl, decimal Capital, decimal FeesPaid);

/// <summary>Doors to portfolios: what they are worth, what they are made of, how to rebalance them, what they owe the tax office.</summary>
internal static class PortfolioEndpoints
{
    public static void MapPortfolios(this RouteGroupBuilder api)
    {
        api.MapGet("/portfolio/summary", Summary).RequireAuthorization(Roles.Viewer).WithSummary("All accounts at once, by currency");
        api.MapGet("/portfolio/{portfolioId}", Get).RequireAuthorization(Roles.Viewer).WithSummary("A portfolio and its equity");
        api.MapGet("/portfolios", List).RequireAuthorization(Roles.Viewer).WithSummary("All portfolios");
        api.MapPost("/portfolios", Create).RequireAuthorization(Roles.Trader).WithSummary("Group accounts, or parts of accounts");
        api.MapGet("/portfolios/{portfolioId}", Get).RequireAuthorization(Roles.Viewer).WithSummary("A portfolio and its equity");
        api.MapPatch("/portfolios/{portfolioId}", Change).RequireAuthorization(Roles.Trader).WithSummary("Change a portfolio; If-Match takes the version");
        api.MapDelete("/portfolios/{portfolioId}", Delete).RequireAuthorization(Roles.Trader).WithSummary("Forget a portfolio that no limit is about; its accounts stay; If-Match takes the version");
        api.MapPost("/portfolios/{portfolioId}/rebalance", Rebalance).RequireAuthorization(Roles.Trader).WithSummary("What to trade to reach target weights; with mode execute, the orders for it");
        api.MapGet("/portfolios/{portfolioId}/equity", Equity).RequireAuthorization(Roles.Viewer).WithSummary("Equity over time of all its accounts and parts, one point an interval, a page at a time");
        api.MapGet("/portfolios/{portfolioId}/tax-lots", TaxLots).RequireAuthorization(Roles.Viewer).WithSummary("What was closed, lot by lot");
    }

    private static async Task<Ok<PortfolioSummary>> Summary(IPortfolio portfolio, CancellationToken ct)
    {
        var accounts = (await portfolio.ListBooks(new(), ct)).Accounts.Where(account => account.Status == AccountLife.Open).ToArray();
        var totals = accounts.GroupBy(account => account.Currency).OrderBy(group => group.Key.Code, StringComparer.Ordinal).Select(group => new CurrencySummary(
            group.Key,
            group.Sum(account => account.Cash),
            group.Sum(account => account.Equity ?? 0m),
            group.Sum(account => account.BuyingPower ?? 0m),
            group.Sum(account => account.MarginUsed ?? 0m),
            group.Sum(account => account.DayPnl ?? 0m),
            group.Sum(account => account.Capital),
            group.Sum(account => account.FeesPaid)));
        bool? agrees = accounts.Any(account => account.AgreesWithTrading == false) ? false : accounts.Any(account => account.AgreesWithTrading is null) ? null : true;
        return TypedResults.Ok(new PortfolioSummary(accounts.Length, accounts.Sum(account => account.OpenPositions), [.. totals], agrees, accounts.All(account => account.Equity is not null)));
    }

    private static async Task<Ok<PortfolioPage>> List(IPortfolio portfolio, CancellationToken ct) => TypedResults.Ok(new PortfolioPage((await portfolio.ListPortfolios(new(), ct)).Portfolios, null));

    private static async Task<Results<Ok<PortfolioView>, ProblemHttpResult>> Get(string portfolioId, HttpContext http, IPortfolio portfolio, CancellationToken ct)
    {
        if ((await portfolio.ListPortfolios(new(portfolioId), ct)).Portfolios is not [var found]) return Answers.No(Refusals.Portfolio(portfolioId));

        Answers.Tag(http, found.Version);
        return TypedResults.Ok(found);
    }

    private static async Task<Results<Created<PortfolioView>, ProblemHttpResult>> Create(PortfolioRequest wanted, HttpContext http, IPortfolio portfolio, [FromServices] IRisk risk, CancellationToken ct)
    {
        if (Answers.IdempotencyKey(http) is var (key, fault) && fault is not null) return fault;

        var reply = await portfolio.CreatePortfolio(new(wanted.Name, wanted.Accounts, wanted.PortfolioId, wanted.Strategy, key), ct);
        if (reply.Refusal is { } refusal) return Answers.No(refusal);

        await Tell(risk, reply.Portfolio!.PortfolioId, ct);
        return TypedResults.Created($"/api/v1/portfolios/{reply.Portfolio.PortfolioId}", reply.Portfolio);
    }

    private static async Task<Results<Ok<PortfolioView>, ProblemHttpResult>> Change(string portfolioId, PortfolioPatch change, HttpContext http, IPortfolio portfolio, [FromServices] IRisk risk, CancellationToken ct)
    {
        if (Answers.IfMatch(http) is var (version, fault) && fault is not null) return fault;

        var reply = await portfolio.ChangePortfolio(new(portfolioId, change.Name, change.Accounts, change.Strategy, version), ct);
        if (reply.Refusal is { } refusal) return Answers.No(refusal);

        await Tell(risk, portfolioId, ct);
        Answers.Tag(http, reply.Portfolio!.Version);
        return TypedResults.Ok(reply.Portfolio);
    }

    // So that its limits hold from the next order on, and not only from the next push.
    private static async Task Tell(IRisk risk, string portfolioId, CancellationToken ct)
    {
        try
        {
            await risk.RecountPortfolio(new(portfolioId), ct);
        }
        catch (IOException)
        {
            // While risk is away its limits become stale by themselves; it counts anew when it is back.
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(string portfolioId, HttpContext http, IPortfolio portfolio, [FromServices] IRisk risk, CancellationToken ct)
    {
        if (Answers.IfMatch(http) is var (version, fault) && fault is not null) return fault;
        if (await LimitOf(portfolioId, risk, ct) is { } limit) return Answers.No(PortfolioRefusal.InUse(portfolioId, limit));

        return (await portfolio.DeletePortfolio(new(portfolioId, version), ct)).Refusal is { } refusal ? Answers.No(refusal) : TypedResults.NoContent();
    }

    // Asked here and not by the desk: risk asks that one, and none of the two could begin.
    private static async Task<string?> LimitOf(string portfolioId, IRisk risk, CancellationToken ct) =>
        (await risk.GetLimits(new(), ct)).Limits?.About(portfolioId)?.Id;

    private static async Task<Results<Ok<RebalanceView>, ProblemHttpResult>> Rebalance(string portfolioId, RebalanceOrder order, HttpContext http, IPortfolio portfolio, CancellationToken ct)
    {
        if (order.Mode is not (RebalanceOrder.Preview or RebalanceOrder.Execute)) return Problems.Invalid("mode", $"'{order.Mode}' is neither {RebalanceOrder.Preview} nor {RebalanceOrder.Execute}.");
        if (Answers.IdempotencyKey(http) is var (key, fault) && fault is not null) return fault;

        var reply = await portfolio.Rebalance(new(portfolioId, order.Targets, order.AccountId, order.Only, order.Mode == RebalanceOrder.Execute, key), ct);
        return reply.Refusal is { } refusal ? Answers.No(refusal) : TypedResults.Ok(new RebalanceView(reply.Steps, reply.Equity, reply.Currency, reply.Executed));
    }

    private static Task<Results<Ok<EquityList>, ProblemHttpResult>> Equity(
        string portfolioId, string? currency, string? interval, Moment? from, Moment? to, int? limit, string? cursor, IPortfolio portfolio, CancellationToken ct) => AccountEndpoints.EquityOf(
        length => new(null, length, AccountEndpoints.Within(from), AccountEndpoints.Within(to), limit ?? 100, cursor, PortfolioId: portfolioId, Currency: currency), interval, from, to, portfolio, ct);

    private static async Task<Results<Ok<TaxLotList>, ProblemHttpResult>> TaxLots(string portfolioId, string? accountId, string? symbol, int? year, int? limit, string? cursor, IPortfolio portfolio, CancellationToken ct)
    {
        Symbol? named = null;
        if (symbol is not null) named = Symbol.TryParse(symbol, out var parsed) ? parsed : null;
        if (symbol is not null && named is null) return Problems.Invalid("symbol", $"'{symbol}' is no symbol: TICKER.VENUE in capitals, as in AAPL.US.");

        var page = await portfolio.ListTaxLots(new(portfolioId, accountId, named, year, limit ?? 100, cursor), ct);
        return page.Refusal is { } refusal ? Answers.No(refusal) : TypedResults.Ok(new TaxLotList(page.Items, page.NextCursor));
    }
}
