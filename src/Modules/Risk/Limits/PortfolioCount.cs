using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Modules.Risk.Portfolios;
using AlgoTrendy.Modules.Risk.Questions;

namespace AlgoTrendy.Modules.Risk.Limits;

/// <summary>Counts what the accounts of each portfolio hold, for limits over several accounts: positions as trading has them, equity and gains as the books do.</summary>
internal sealed class PortfolioCount(ITrading trading, IPortfolio portfolios, IMarketData instruments, PeakStore peaks)
{
    /// <exception cref="InvalidOperationException">The books do not know an account yet.</exception>
    public async Task<IReadOnlyList<LimitedPortfolio>> Take(CancellationToken ct)
    {
        var groups = (await portfolios.ListPortfolios(new(), ct)).Portfolios;
        if (groups.Count == 0) return [];

        var books = (await portfolios.ListBooks(new(), ct)).Accounts.ToDictionary(account => account.AccountId);
        var views = (await trading.ListAccounts(new(), ct)).Accounts.ToDictionary(account => account.AccountId);
        var known = await Known(views.Values, ct);
        Member[][] members = [.. groups.Select(group => group.Accounts.Select(member => member.AccountId).Distinct().Order(StringComparer.Ordinal).Select(id => Find(id, views, books)).ToArray())];
        string?[] faults = [.. members.Select(all => FaultOf(all, known))];

        PortfolioProfit[] profits = [.. groups.Select((group, place) => (group, place)).Where(one => faults[one.place] is null).Select(one => ProfitOf(one.group, members[one.place]))];
        var highest = (await peaks.Raise(profits, ct)).Select((peak, place) => (profits[place].PortfolioId, peak)).ToDictionary(one => one.PortfolioId, one => one.peak);
        return
        [
            .. groups.Select((group, place) => faults[place] is { } fault
                ? new LimitedPortfolio(group.PortfolioId, [.. members[place].Select(member => new LimitedAccount(member.View.AccountId))], null, fault)
                : new(group.PortfolioId, [.. members[place].Select(member => HoldingsOf(member, known))], highest[group.PortfolioId] + members[place].Sum(member => member.Books.Capital))),
        ];
    }

    private static Member Find(string id, Dictionary<string, AccountView> views, Dictionary<string, AccountBooks> books) =>
        views.TryGetValue(id, out var view) && books.TryGetValue(id, out var own) ? new(view, own) : throw new InvalidOperationException($"Account {id} is not in the books yet, or not open in trading.");

    private async Task<Dictionary<Symbol, Instrument?>> Known(IEnumerable<AccountView> accounts, CancellationToken ct)
    {
        var known = new Dictionary<Symbol, Instrument?>();
        foreach (var symbol in accounts.SelectMany(account => account.Positions).Select(position => position.Symbol).Distinct()) known[symbol] = (await instruments.ResolveInstrument(new(symbol.ToString()), ct)).Instrument;
        return known;
    }

    // A sentence without its full stop: the refusal goes on after it.
    private static string? FaultOf(Member[] members, Dictionary<Symbol, Instrument?> known)
    {
        var first = members[0].View;
        return members.FirstOrDefault(member => member.View.Currency != first.Currency && !AccountChoice.AreDollars(member.View.Currency, first.Currency)) is { View: var other }
                ? $"account {first.AccountId} is counted in {first.Currency}, {other.AccountId} in {other.Currency}"
            : members.FirstOrDefault(member => member.Books is not { Equity: not null, DayPnl: not null }) is { View: var unpriced }
                ? $"a price is missing to know what account {unpriced.AccountId} is worth"
            : members.SelectMany(member => Lines(member, known).Select(line => line.FaultIn(member.View.Currency))).FirstOrDefault(fault => fault is not null)?.TrimEnd('.');
    }

    private static PortfolioProfit ProfitOf(PortfolioView group, Member[] members) =>
        new(group.PortfolioId, string.Join(' ', members.Select(member => member.View.AccountId)), members.Sum(member => member.Books.Equity!.Value - member.Books.Capital));

    private static LimitedAccount HoldingsOf(Member member, Dictionary<Symbol, Instrument?> known)
    {
        HeldLine[] lines = [.. Lines(member, known)];
        decimal[] worths = [.. lines.Select(line => line.WorthIn(member.View.Currency)!.Value)];
        return new(member.View.AccountId, new(
            member.Books.Equity!.Value, member.Books.Equity.Value - member.Books.DayPnl!.Value, worths.Sum(Math.Abs), worths.Sum(), lines.ToDictionary(line => line.Symbol, line => line.Quantity)));
    }

    private static IEnumerable<HeldLine> Lines(Member member, Dictionary<Symbol, Instrument?> known) =>
        member.View.Positions.Select(position => new HeldLine(member.View.AccountId, position.Symbol, known[position.Symbol], position.Quantity, position.CurrentPrice, position.PriceAt));

    private sealed record Member(AccountView View, AccountBooks Books);
}
