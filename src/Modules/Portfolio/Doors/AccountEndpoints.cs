using System.Diagnostics;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Doors;

/// <param name="Unread">Those that trading cannot read now, and why; null while it does not answer.</param>
internal sealed record AccountBookList(IReadOnlyList<AccountBooks> Items, string? NextCursor, IReadOnlyList<UnreadAccount>? Unread);

/// <summary>What may be changed of an account; what is null stays as it is.</summary>
internal sealed record AccountPatch(string? Name = null, AccountSettingsChange? Settings = null);

/// <param name="Amount">Above 0 is a deposit, below 0 a withdrawal.</param>
internal sealed record CashRequest(Currency Currency, decimal Amount, string? Note = null);

internal sealed record TransferRequest(string From, string To, Currency Currency, decimal Amount, string? Note = null);

internal sealed record LedgerList(IReadOnlyList<LedgerRowView> Items, string? NextCursor);

internal sealed record EquityList(Currency Currency, IReadOnlyList<EquityMark> Items, string? NextCursor);

/// <summary>Doors to accounts: open, change and close them (trading owns them), look at their books, move their money.</summary>
internal static class AccountEndpoints
{
    /// <summary>How long the answer to an opening waits until the account can trade, unless it is told otherwise.</summary>
    private const int UsualWaitMs = 2_000;

    /// <summary>How long a reply waits until the books have heard of what trading has done.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(10);

    public static void MapAccounts(this RouteGroupBuilder api)
    {
        api.MapGet("/account", First).RequireAuthorization(Roles.Viewer).WithSummary("The only account, or the first");
        api.MapGet("/accounts", List).RequireAuthorization(Roles.Viewer).WithSummary("All accounts with their books, and which of them trading cannot read");
        api.MapPost("/accounts", Open).RequireAuthorization(Roles.Trader).WithSummary("Open an account; the answer waits up to ?wait= milliseconds until one on paper can trade");
        api.MapGet("/accounts/{id}", Get).RequireAuthorization(Roles.Viewer).WithSummary("An account, its parts, and whether trading agrees");
        api.MapPatch("/accounts/{id}", Change).RequireAuthorization(Roles.Trader).WithSummary("Change the name, or the settings that are named; If-Match takes the version");
        api.MapDelete("/accounts/{id}", Close).RequireAuthorization(Roles.Trader).WithSummary("Close a paper account that holds nothing and has no order waiting; what it did stays to be read");
        api.MapGet("/accounts/{id}/ledger", Ledger).RequireAuthorization(Roles.Viewer).WithSummary("The ledger in its order, a page at a time");
        api.MapGet("/accounts/{id}/ledger/verification", Verify).RequireAuthorization(Roles.Viewer).WithSummary("Check the chain of the ledger");
        api.MapGet("/accounts/{id}/equity", Equity).RequireAuthorization(Roles.Viewer).WithSummary("Equity over time, of the account or of one part, one point an interval, a page at a time");
        api.MapPost("/accounts/{id}/cash", MoveCash).RequireAuthorization(Roles.Trader).WithSummary("Deposit into a paper account, or withdraw (a negative amount)");
        api.MapPost("/accounts/{id}/transfers", Transfer).RequireAuthorization(Roles.Trader).WithSummary("Move money between the parts of an account");
        api.MapPost("/accounts/{id}/corrections", Correct).RequireAuthorization(Roles.Admin).WithSummary("Book what nobody tells: a fee, interest, borrow, funding, a dividend, a conversion, a split");
    }

    private static async Task<Results<Ok<AccountWithTrading>, ProblemHttpResult>> First(HttpContext http, ITrading trading, IPortfolio portfolio, CancellationToken ct) =>
        (await portfolio.ListBooks(new(), ct)).Accounts.FirstOrDefault(account => account.Status == AccountLife.Open) is { } first ? Shown(http, await AccountWithTrading.Of(first, trading, ct)) : Problems.NotFound("no-account", "There is no account yet; POST /api/v1/accounts opens one.");

    private static async Task<Ok<AccountBookList>> List(ITrading trading, IPortfolio portfolio, CancellationToken ct) =>
        TypedResults.Ok(new AccountBookList((await portfolio.ListBooks(new(), ct)).Accounts, null, await AccountWithTrading.UnreadOf(trading, ct)));

    private static async Task<Results<Ok<AccountWithTrading>, ProblemHttpResult>> Get(string id, HttpContext http, ITrading trading, IPortfolio portfolio, CancellationToken ct) =>
        await Find(id, portfolio, ct) is { } found ? Shown(http, await AccountWithTrading.Of(found, trading, ct)) : Unknown(id);

    private static async Task<Results<Created<AccountWithTrading>, Accepted, ProblemHttpResult>> Open(AccountBody account, int? wait, ITrading trading, IPortfolio portfolio, CancellationToken ct)
    {
        if ((await portfolio.ListPortfolios(new(account.AccountId), ct)).Portfolios.Count > 0) return Answers.No(PortfolioRefusal.Taken(account.AccountId));

        var reply = await trading.OpenAccount(account.With(wait ?? UsualWaitMs), ct);
        if (reply.Refusal is { } refusal) return Answers.No(refusal);

        var place = $"/api/v1/accounts/{Uri.EscapeDataString(account.AccountId)}";
        return await Heard(account.AccountId, _ => true, portfolio, ct) is { } opened ? TypedResults.Created(place, await AccountWithTrading.Of(opened, trading, ct)) : TypedResults.Accepted(place);
    }

    private static async Task<Results<Ok<AccountWithTrading>, ProblemHttpResult>> Change(string id, AccountPatch change, HttpContext http, ITrading trading, IPortfolio portfolio, CancellationToken ct)
    {
        if (Answers.IfMatch(http) is var (version, fault) && fault is not null) return fault;

        var reply = await trading.ChangeAccount(new(id, change.Name, change.Settings, version), ct);
        if (reply.Refusal is { } refusal) return Answers.No(refusal);

        var wanted = reply.Account?.Version ?? 0;
        return await Heard(id, books => books.Version >= wanted, portfolio, ct) is { } changed ? Shown(http, await AccountWithTrading.Of(changed, trading, ct)) : Late(id);
    }

    private static async Task<Results<Ok<AccountBooks>, ProblemHttpResult>> Close(string id, ITrading trading, IPortfolio portfolio, CancellationToken ct)
    {
        if ((await portfolio.CheckClosing(new(id), ct)).Refusal is { } inUse) return Answers.No(inUse);
        if ((await trading.CloseAccount(new(id), ct)).Refusal is { } refusal) return Answers.No(refusal);

        return await Heard(id, books => books.Status == AccountLife.Closed, portfolio, ct) is { Status: AccountLife.Closed } closed ? TypedResults.Ok(closed) : Late(id);
    }

    private static async Task<Results<Ok<LedgerList>, ProblemHttpResult>> Ledger(string id, int? limit, string? cursor, IPortfolio portfolio, CancellationToken ct)
    {
        var page = await portfolio.ReadLedger(new(id, limit ?? 100, cursor), ct);
        return page.Refusal is { } refusal ? Answers.No(refusal) : TypedResults.Ok(new LedgerList(page.Items, page.NextCursor));
    }

    private static async Task<Results<Ok<LedgerVerification>, ProblemHttpResult>> Verify(string id, IPortfolio portfolio, CancellationToken ct) =>
        await portfolio.VerifyLedger(new(id), ct) is { Refusal: null } verdict ? TypedResults.Ok(new LedgerVerification(verdict.IsSound, verdict.Rows, verdict.Faults, verdict.Heads)) : Unknown(id);

    private static Task<Results<Ok<EquityList>, ProblemHttpResult>> Equity(string id, string? part, string? interval, Moment? from, Moment? to, int? limit, string? cursor, IPortfolio portfolio, CancellationToken ct) =>
        EquityOf(length => new(id, length, Within(from), Within(to), limit ?? 100, cursor, part), interval, from, to, portfolio, ct);

    /// <summary>Equity over time, of whatever the query is about.</summary>
    public static async Task<Results<Ok<EquityList>, ProblemHttpResult>> EquityOf(Func<Interval, EquityQuery> query, string? interval, Moment? from, Moment? to, IPortfolio portfolio, CancellationToken ct)
    {
        if (!Interval.TryParse(interval ?? "1d", out var length)) return Problems.Invalid("interval", $"'{interval}' is no interval: a number and m, h or d, as in 1h or 1d.");
        if (from is { } start && to is { } end && start.Value >= end.Value) return Problems.Invalid("to", "to must be later than from: points of [from, to) are wanted.");

        var reply = await portfolio.GetEquity(query(length), ct);
        return reply.Refusal is { } refusal ? Answers.No(refusal) : TypedResults.Ok(new EquityList(reply.Currency!.Value, reply.Points, reply.NextCursor));
    }

    private static async Task<Results<Ok<AccountBooks>, ProblemHttpResult>> MoveCash(string id, CashRequest cash, HttpContext http, ITrading trading, IPortfolio portfolio, CancellationToken ct)
    {
        if (Answers.IdempotencyKey(http) is var (key, fault) && fault is not null) return fault;

        var reply = await trading.MoveCash(new(id, cash.Currency, cash.Amount, cash.Note, key), ct);
        if (reply.Refusal is { } refusal) return Answers.No(refusal);

        var wanted = reply.Account?.Balances.FirstOrDefault(balance => balance.Currency == cash.Currency)?.Amount;
        return await Heard(id, books => books.Balances.FirstOrDefault(balance => balance.Currency == cash.Currency)?.Amount == wanted, portfolio, ct) is { } moved ? TypedResults.Ok(moved) : Late(id);
    }

    private static async Task<Results<Ok<AccountBooks>, ProblemHttpResult>> Transfer(string id, TransferRequest transfer, HttpContext http, IPortfolio portfolio, CancellationToken ct)
    {
        if (Answers.IdempotencyKey(http) is var (key, fault) && fault is not null) return fault;

        var reply = await portfolio.MoveBetweenParts(new(id, transfer.From, transfer.To, transfer.Currency, transfer.Amount, transfer.Note, key), ct);
        return reply.Refusal is { } refusal ? Answers.No(refusal) : TypedResults.Ok(reply.Account!);
    }

    private static async Task<Results<Ok<AccountBooks>, ProblemHttpResult>> Correct(string id, CorrectionRequest correction, HttpContext http, IPortfolio portfolio, CancellationToken ct)
    {
        if (Answers.IdempotencyKey(http) is var (key, fault) && fault is not null) return fault;

        var reply = await portfolio.Correct(correction.For(id, key), ct);
        return reply.Refusal is { } refusal ? Answers.No(refusal) : TypedResults.Ok(reply.Account!);
    }

    private static Ok<AccountWithTrading> Shown(HttpContext http, AccountWithTrading books)
    {
        Answers.Tag(http, books.Version);
        return TypedResults.Ok(books);
    }

    private static async Task<AccountBooks?> Find(string id, IPortfolio portfolio, CancellationToken ct) => (await portfolio.ListBooks(new(id), ct)).Accounts is [var found] ? found : null;

    /// <summary>The books once they have heard of it; null when they do not within a moment.</summary>
    private static async Task<AccountBooks?> Heard(string id, Func<AccountBooks, bool> isThere, IPortfolio portfolio, CancellationToken ct)
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < Patience; await Task.Delay(LookAgain, ct))
            if (await Find(id, portfolio, ct) is { } books && isThere(books)) return books;
        return await Find(id, portfolio, ct);
    }

    private static ProblemHttpResult Unknown(string id) => Problems.NotFound("unknown-account", $"There is no account '{id}'.");

    private static ProblemHttpResult Late(string id) => Answers.No(Refusals.Late(id));

    public static Instant64? Within(Moment? moment) => moment is { } at
        ? Instant64.FromInstant(NodaTime.Instant.Max(Instant64.MinValue.ToInstant(), NodaTime.Instant.Min(Instant64.MaxValue.ToInstant(), at.Value)))
        : null;
}

/// <summary>What the check of a ledger came to.</summary>
internal sealed record LedgerVerification(bool IsSound, long Rows, IReadOnlyList<LedgerFault> Faults, IReadOnlyList<LedgerHead> Heads);
