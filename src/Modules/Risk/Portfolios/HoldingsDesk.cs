using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Risk.Questions;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Risk.Portfolios;

/// <summary>Finds what is held: accounts as trading has them, parts of accounts as the books have them.</summary>
internal sealed class HoldingsDesk(ITrading trading, IPortfolio portfolios, IMarketData instruments)
{
    /// <summary>All accounts, unless a portfolio or an account is called so.</summary>
    public const string All = "all";

    /// <summary>Of the portfolio of that name, or else of the account, or of all accounts.</summary>
    public async Task<(Held? Held, RiskRefusal? Refusal)> Named(string name, CancellationToken ct)
    {
        var groups = (await portfolios.ListPortfolios(new(), ct)).Portfolios;
        var found = await trading.ListAccounts(new(), ct);
        var accounts = found.Accounts;
        if (groups.FirstOrDefault(group => group.PortfolioId == name) is { } portfolio) return await Of(portfolio, accounts, ct);
        if (accounts.FirstOrDefault(account => account.AccountId == name) is { } named) return await Of(name, HeldBy.Account, [Piece.Of(named)], [], ct);
        return name == All && accounts.Where(IsOpen).ToArray() is { Length: > 0 } open
            ? await Of(name, HeldBy.AllAccounts, [.. open.Select(Piece.Of)], NotesOf(found), ct)
            : (null, new("unknown-portfolio", $"There is no portfolio and no account '{name}'.", "portfolioId", [.. groups.Select(group => group.PortfolioId), .. accounts.Select(account => account.AccountId), All]));
    }

    /// <param name="accountId">Null: all.</param>
    public async Task<(Held? Held, RiskRefusal? Refusal)> OfAccounts(string? accountId, CancellationToken ct)
    {
        var found = await trading.ListAccounts(new(accountId), ct);
        AccountView[] accounts = [.. found.Accounts.Where(account => accountId is not null || IsOpen(account))];
        return accounts.Length == 0
            ? (null, new("unknown-account", accountId is null ? "There is no account." : $"There is no account '{accountId}'.", "accountId"))
            : await Of(accountId ?? All, accountId is null ? HeldBy.AllAccounts : HeldBy.Account, [.. accounts.Select(Piece.Of)], NotesOf(found), ct);
    }

    private static List<string> NotesOf(AccountList found) => [.. (found.Unread ?? []).Select(one => $"Account {one.AccountId} cannot be read now: what it holds is not counted.")];

    // One that is closed holds nothing for ever, in whatever currency.
    private static bool IsOpen(AccountView account) => account.Status == AccountLife.Open;

    private async Task<(Held?, RiskRefusal?)> Of(PortfolioView portfolio, IReadOnlyList<AccountView> accounts, CancellationToken ct)
    {
        var books = portfolio.Accounts.Any(member => member.Part is not null) ? (await portfolios.ListBooks(new(), ct)).Accounts : [];
        var (pieces, notes) = (new List<Piece>(), new List<string>());
        foreach (var member in portfolio.Accounts)
        {
            if (accounts.FirstOrDefault(one => one.AccountId == member.AccountId) is not { } account) notes.Add($"Trading has no account {member.AccountId}: what it holds is not counted.");
            else if (!IsOpen(account)) continue;
            else if (member.Part is not { } name) pieces.Add(Piece.Of(account));
            else if (books.FirstOrDefault(one => one.AccountId == account.AccountId)?.Parts.FirstOrDefault(one => one.Part == name) is { } part) pieces.Add(Piece.Of(account, part));
            else pieces.Add(new(account.AccountId, account.Currency, 0m, []));
        }

        return pieces.Count > 0 ? await Of(portfolio.PortfolioId, HeldBy.Portfolio, pieces, notes, ct) : (null, new("unknown-account", notes.Count > 0 ? string.Join(' ', notes) : $"All accounts of portfolio {portfolio.PortfolioId} are closed.", "portfolioId"));
    }

    private async Task<(Held?, RiskRefusal?)> Of(string name, HeldBy by, IReadOnlyList<Piece> pieces, List<string> notes, CancellationToken ct)
    {
        var currency = pieces[0].Currency;
        string[] accounts = [.. pieces.Select(piece => piece.AccountId).Distinct()];
        if (pieces.FirstOrDefault(piece => piece.Currency != currency && !AccountChoice.AreDollars(piece.Currency, currency)) is { } other)
            return (null, new("other-currency", $"Account {pieces[0].AccountId} is counted in {currency}, {other.AccountId} in {other.Currency}: ask about one of them.", by == HeldBy.Portfolio ? "portfolioId" : "accountId", accounts));

        notes.AddRange(pieces.Where(piece => piece.Equity is null).Select(piece => $"What account {piece.AccountId} is worth is not known: a price is missing."));
        var known = new Dictionary<Symbol, Instrument?>();
        foreach (var symbol in pieces.SelectMany(piece => piece.Positions).Select(position => position.Symbol).Distinct())
            known[symbol] = (await instruments.ResolveInstrument(new(symbol.ToString()), ct)).Instrument;
        var lines = pieces.SelectMany(piece => piece.Positions.Select(position => new HeldLine(piece.AccountId, position.Symbol, known[position.Symbol], position.Quantity, position.Price, position.PriceAt)));
        return (new(name, by, currency, notes.Count == 0 ? pieces.Sum(piece => piece.Equity!.Value) : null, accounts, [.. lines], notes), null);
    }

    /// <summary>An account, or a part of one.</summary>
    private sealed record Piece(string AccountId, Currency Currency, decimal? Equity, IReadOnlyList<Position> Positions)
    {
        public static Piece Of(AccountView account) => new(
            account.AccountId, account.Currency, account.Equity, [.. account.Positions.Select(position => new Position(position.Symbol, position.Quantity, position.CurrentPrice, position.PriceAt))]);

        /// <summary>Prices are the account's, which may hold nothing of what one part is long and another short.</summary>
        public static Piece Of(AccountView account, AccountPart part) => new(
            account.AccountId,
            account.Currency,
            part.Equity,
            [.. part.Positions.Where(position => position.Quantity != 0m).Select(position => account.Positions.FirstOrDefault(held => held.Symbol == position.Symbol) is { } held
                ? new Position(position.Symbol, position.Quantity, held.CurrentPrice, held.PriceAt)
                : new Position(position.Symbol, position.Quantity, null, null))]);
    }

    private sealed record Position(Symbol Symbol, decimal Quantity, decimal? Price, Instant64? PriceAt);
}
