using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Modules.Portfolio.Books;
using AlgoTrendy.Modules.Portfolio.Groups;
using AlgoTrendy.Platform.Databases;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Equity;

/// <summary>Answers how equity went: of an account, of a part of one, or of all that a portfolio is made of.</summary>
internal sealed class EquityDesk([FromKeyedServices(PortfolioModule.DatabaseName)] Database database, Shelf shelf)
{
    private const int MostItems = 1_000;

    public async Task<EquityReply> Read(EquityQuery query, CancellationToken ct)
    {
        if (EquityHistory.SpanOf(query.Interval) is not { } span) return No(new("invalid", $"'{query.Interval}' is no interval of equity: whole minutes, hours or days.", "interval"));
        if (EquityHistory.GoOn(query) is not { } rest) return No(Refusals.Cursor);
        if (query.Limit is < 1 or > MostItems) return No(Refusals.Limit(query.Limit, MostItems));
        var (members, refusal) = query.PortfolioId is { } portfolio ? await OfPortfolio(portfolio, query.Currency, ct) : OfAccount(query.AccountId ?? "", query.Part);
        if (refusal is not null) return No(refusal);

        var marks = members.Count == 1
            ? (await Marks(members[0], span, rest, ct)).Marks
            : EquitySum.Of(await Task.WhenAll(members.Select(member => Marks(member, span, rest, ct))), query.Limit + 1);
        return new(members[0].Keeper.Shared!.Whole.Account.Currency, [.. marks.Take(query.Limit)], NextCursor: marks.Count > query.Limit ? EquityHistory.CursorOf(marks[query.Limit - 1]) : null);
    }

    /// <returns>The marks of the page, and the last one before it.</returns>
    private async Task<(EquityMark? Before, IReadOnlyList<EquityMark> Marks)> Marks((AccountKeeper Keeper, string Part) member, string span, EquityQuery query, CancellationToken ct)
    {
        var (keeper, part) = member;
        var from = query.From ?? Instant64.MinValue;
        IReadOnlyList<EquityPoint> current;
        lock (keeper.Gate) current = keeper.PointsNow(part);
        var (points, before) = await database.Read(reading => (
            reading.Points(keeper.AccountId, part, span, from, query.To ?? Instant64.MaxValue, EquityHistory.PointsFor(query, span)),
            query.From is null ? null : reading.LastPoint(keeper.AccountId, part, span, from)), ct);
        return (before is null ? null : EquityHistory.Of([before], null, query)[0], EquityHistory.Of(points, current.FirstOrDefault(point => point.Span == span), query));
    }

    private (IReadOnlyList<(AccountKeeper Keeper, string Part)> Members, PortfolioRefusal? Refusal) OfAccount(string account, string? part)
    {
        if (shelf.Find(account) is not { Shared: { } shared } keeper) return ([], shelf.NoBooks(account));
        if (part is null) return ([(keeper, EquityPoint.Whole)], null);

        lock (keeper.Gate)
        {
            return shared.Parts.ContainsKey(part)
                ? ([(keeper, TrailOf(keeper, part))], null)
                : ([], new("unknown-part", $"{account} has no part '{part}'; it has {string.Join(", ", shared.Parts.Keys)}.", "part"));
        }
    }

    // A part that has not begun, and an account without books, are among what the portfolio shows as unknown.
    private async Task<(IReadOnlyList<(AccountKeeper Keeper, string Part)> Members, PortfolioRefusal? Refusal)> OfPortfolio(string portfolio, string? wanted, CancellationToken ct)
    {
        if (await database.Read(reading => reading.Portfolios(portfolio), ct) is not [var group]) return ([], Refusals.Portfolio(portfolio));

        var members = group.Members.Select(member => (Keeper: shelf.Find(member.AccountId)!, Part: member.Part)).Where(one => one.Keeper is { Shared: not null }).ToArray();
        var currencies = members.Select(one => CodeOf(one.Keeper)).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (currencies.Length == 0) return ([], new("no-books", $"No account of '{portfolio}' has books now.", "portfolioId"));
        if (wanted is null && currencies.Length > 1) return ([], new("invalid", $"The accounts of '{portfolio}' report in {string.Join(", ", currencies)}: say which of them.", "currency"));
        if (wanted is not null && !currencies.Contains(wanted)) return ([], new("invalid", $"No account of '{portfolio}' reports in that currency; they do in {string.Join(", ", currencies)}.", "currency"));

        return ([.. members.Where(member => CodeOf(member.Keeper) == (wanted ?? currencies[0])).Select(member => (member.Keeper, TrailOf(member.Keeper, member.Part)))], null);
    }

    // One part alone is the whole, and has no points of its own.
    private static string TrailOf(AccountKeeper keeper, string? part)
    {
        lock (keeper.Gate) return part is null || (part == SharedAccount.Unassigned && keeper.Shared!.Parts.Count == 1) ? EquityPoint.Whole : part;
    }

    private static string CodeOf(AccountKeeper keeper) => keeper.Shared!.Whole.Account.Currency.Code;

    private static EquityReply No(PortfolioRefusal refusal) => new(null, [], refusal);
}
