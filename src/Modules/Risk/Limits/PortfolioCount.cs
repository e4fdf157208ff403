using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Modules.Risk.Portfolios;
using AlgoTrendy.Modules.Risk.Questions;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Risk.Limits;

/// <summary>Counts what the accounts of each portfolio hold, for limits over several accounts: positions as trading has them, equity and gains as the books do.</summary>
internal sealed class PortfolioCount(ITrading trading, IPortfolio portfolios, IMarketData instruments, PeakStore peaks, IClock clock)
{
    public async Task<IReadOnlyList<LimitedPortfolio>> Take(CancellationToken ct)
    {
        var groups = (await portfolios.ListPortfolios(new(), ct)).Portfolios;
        if (groups.Count == 0) return [];

        var members = await Members(groups.SelectMany(IdsOf).Distinct(), ct);
        var known = await Known(members.Values.OfType<Member>(), ct);
        Seen[] seen = [.. groups.Select(group => new Seen(group.PortfolioId, IdsOf(group), [.. IdsOf(group).Select(id => members[id]).OfType<Member>()]))];
        seen = [.. seen.Select(one => one with { Fault = FaultOf(one, known) })];

        Seen[] sound = [.. seen.Where(one => one.Fault is null)];
        var highest = await peaks.Raise([.. sound.Select(one => new PortfolioProfit(one.PortfolioId, string.Join(' ', one.Ids), one.Members.Sum(member => member.Books.Equity!.Value - member.Books.Capital)))], ct);
        return
        [
            .. seen.Where(one => one.Fault is not null).Select(one => new LimitedPortfolio(one.PortfolioId, [.. one.Ids.Select(id => new LimitedAccount(id))], null, one.Fault)),
            .. sound.Select((one, place) => new LimitedPortfolio(one.PortfolioId, [.. one.Members.Select(member => new LimitedAccount(member.View.AccountId, HoldingsOf(member, known)))], highest[place] + one.Members.Sum(member => member.Books.Capital))),
        ];
    }

    private static string[] IdsOf(PortfolioView group) => [.. group.Accounts.Select(member => member.AccountId).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>By their ids; null where trading or the books do not know one.</summary>
    private async Task<Dictionary<string, Member?>> Members(IEnumerable<string> ids, CancellationToken ct)
    {
        var books = (await portfolios.ListBooks(new(), ct)).Accounts.ToDictionary(account => account.AccountId);
        var views = (await trading.ListAccounts(new(), ct)).Accounts.ToDictionary(account => account.AccountId);
        var members = new Dictionary<string, Member?>();
        foreach (var id in ids)
            members[id] = views.TryGetValue(id, out var view) && books.TryGetValue(id, out var own) ? new(view, own, await DayStartOf(own, ct)) : null;
        return members;
    }

    /// <summary>What it was worth when the day began. The books count a day from their last mark: what had none today has lost nothing today, whatever it lost before.</summary>
    private async Task<decimal?> DayStartOf(AccountBooks books, CancellationToken ct)
    {
        var midnight = Instant64.FromInstant(clock.GetCurrentInstant().InUtc().Date.AtMidnight().InUtc().ToInstant());
        var today = (await portfolios.GetEquity(new(books.AccountId, Interval.OneDay, midnight), ct)).Points;
        return today.Count > 0 ? books.Equity - books.DayPnl : books.Equity;
    }

    private async Task<Dictionary<Symbol, Instrument?>> Known(IEnumerable<Member> members, CancellationToken ct)
    {
        var known = new Dictionary<Symbol, Instrument?>();
        foreach (var symbol in members.SelectMany(member => member.View.Positions).Select(position => position.Symbol).Distinct()) known[symbol] = (await instruments.ResolveInstrument(new(symbol.ToString()), ct)).Instrument;
        return known;
    }

    // A sentence without its full stop: the refusal goes on after it.
    private static string? FaultOf(Seen seen, Dictionary<Symbol, Instrument?> known)
    {
        if (seen.Ids.Except(seen.Members.Select(member => member.View.AccountId)).FirstOrDefault() is { } missing) return $"account {missing} is not in the books yet, or not open in trading";
        var first = seen.Members[0].View;
        if (seen.Members.Select(member => member.View).FirstOrDefault(view => view.Currency != first.Currency && !AccountChoice.AreDollars(view.Currency, first.Currency)) is { } other)
            return $"account {first.AccountId} is counted in {first.Currency}, {other.AccountId} in {other.Currency}";
        return seen.Members.FirstOrDefault(member => member.Books.Equity is null || member.DayStart is null) is { } unpriced
            ? $"a price is missing to know what account {unpriced.View.AccountId} is worth"
            : seen.Members.SelectMany(member => Lines(member, known).Select(line => line.FaultIn(member.View.Currency))).FirstOrDefault(fault => fault is not null)?.TrimEnd('.');
    }

    private static AccountHoldings HoldingsOf(Member member, Dictionary<Symbol, Instrument?> known)
    {
        HeldLine[] lines = [.. Lines(member, known)];
        decimal[] worths = [.. lines.Select(line => line.WorthIn(member.View.Currency)!.Value)];
        return new(member.Books.Equity!.Value, member.DayStart!.Value, worths.Sum(Math.Abs), worths.Sum(), lines.ToDictionary(line => line.Symbol, line => line.Quantity));
    }

    private static IEnumerable<HeldLine> Lines(Member member, Dictionary<Symbol, Instrument?> known) =>
        member.View.Positions.Select(position => new HeldLine(member.View.AccountId, position.Symbol, known[position.Symbol], position.Quantity, position.CurrentPrice, position.PriceAt));

    private sealed record Member(AccountView View, AccountBooks Books, decimal? DayStart);

    /// <param name="Members">Fewer than there are ids where one is not known.</param>
    private sealed record Seen(string PortfolioId, string[] Ids, Member[] Members, string? Fault = null);
}
