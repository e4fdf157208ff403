using System.Globalization;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Instruments.CorporateActions;
using AlgoTrendy.Modules.Portfolio.Books;
using AlgoTrendy.Modules.Portfolio.Equity;
using AlgoTrendy.Modules.Portfolio.Groups;
using AlgoTrendy.Platform.Databases;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio;

/// <summary>Answers from the books, and books what is asked for.</summary>
internal sealed class PortfolioDesk(
    [FromKeyedServices(PortfolioModule.DatabaseName)] Database database, Shelf shelf, Bookkeeper bookkeeper, LedgerVerifier verifier, HeadAnchors anchors, SplitCheck splits, PaperFacts paper, ClosingCheck closings, EquityDesk equity, RebalanceDesk rebalances, IClock clock) : IPortfolio
{
    private const int MostItems = 1_000;

    public Task<BookList> ListBooks(AccountQuery query, CancellationToken ct) => database.Read(reading => new BookList([.. Books(reading, query.AccountId)]), ct);

    public async Task<PositionPage> ListPositions(PositionQuery query, CancellationToken ct)
    {
        var after = query.Cursor is null ? null : PositionCursor.Read(query.Cursor);
        if (query.Cursor is not null && after is null) return new([], null, Refusals.Cursor);
        if (query.Limit is < 1 or > MostItems) return new([], null, Refusals.Limit(query.Limit, MostItems));

        return await database.Read(reading =>
        {
            var groups = reading.Portfolios(null);
            if (query.PositionId is { } id) return new PositionPage(reading.FindPosition(id) is { } named ? [ViewOf(named, groups)] : [], null);

            var rows = reading.Positions(query, after);
            return new PositionPage([.. rows.Take(query.Limit).Select(row => ViewOf(row, groups))], rows.Count > query.Limit ? rows[query.Limit - 1].Cursor : null);
        }, ct);
    }

    public async Task<LedgerPage> ReadLedger(LedgerQuery query, CancellationToken ct)
    {
        var after = 0L;
        if (query.Cursor is not null && !long.TryParse(query.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after)) return new([], null, Refusals.Cursor);
        if (query.Limit is < 1 or > MostItems) return new([], null, Refusals.Limit(query.Limit, MostItems));

        if (shelf.LedgerDamageOf(query.AccountId) is not null) return new([], null, shelf.NoBooks(query.AccountId));

        var rows = await database.Read(reading => reading.Rows(query.AccountId, after, query.Limit + 1), ct);
        if (rows.Count == 0 && shelf.Find(query.AccountId) is null && shelf.DamageOf(query.AccountId) is null) return new([], null, Refusals.Account(query.AccountId));

        return new([.. rows.Take(query.Limit).Select(ViewOf)], rows.Count > query.Limit ? rows[query.Limit - 1].Sequence.ToString(CultureInfo.InvariantCulture) : null);
    }

    public Task<LedgerVerdict> VerifyLedger(AccountQuery query, CancellationToken ct) => verifier.Verify(query.AccountId, ct);

    public Task<LedgerVerdict> AnchorLedger(AccountName account, CancellationToken ct) => verifier.Anchor(account.AccountId, ct);

    public Task<EquityReply> GetEquity(EquityQuery query, CancellationToken ct) => equity.Read(query, ct);

    public async Task<OpenLotPage> ListOpenLots(OpenLotQuery query, CancellationToken ct)
    {
        var after = 0L;
        if (query.Cursor is not null && !long.TryParse(query.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after)) return new(null, [], null, Refusals.Cursor);
        if (query.Limit is < 1 or > MostItems) return new(null, [], null, Refusals.Limit(query.Limit, MostItems));
        if (await database.Read(reading => reading.FindPosition(query.PositionId), ct) is not { } row) return new(null, [], null, Refusals.Position(query.PositionId));

        return shelf.Find(row.AccountId) is { } keeper ? OpenLots.Of(keeper, row, after, query.Limit) : new(null, [], null, shelf.NoBooks(row.AccountId));
    }

    public async Task<TaxLotPage> ListTaxLots(TaxLotQuery query, CancellationToken ct)
    {
        if (query.Cursor is not null && TaxLotStore.ReadCursor(query.Cursor) is null) return new([], null, Refusals.Cursor);
        if (query.Limit is < 1 or > MostItems) return new([], null, Refusals.Limit(query.Limit, MostItems));
        if (query.Year is < 1900 or > 2200) return new([], null, new("invalid", $"{query.Year} is no year of a trade.", "year"));

        return await database.Read(reading =>
        {
            if (query.PortfolioId is null) return reading.TaxLots(query, query.AccountId is { } one ? [one] : null);
            return reading.Portfolios(query.PortfolioId) is [var group]
                ? reading.TaxLots(query, [.. group.Members.Where(member => member.Part is null && (query.AccountId is null || member.AccountId == query.AccountId)).Select(member => member.AccountId)])
                : new([], null, Refusals.Portfolio(query.PortfolioId));
        }, ct);
    }

    public Task<BookReply> MoveBetweenParts(PartTransfer transfer, CancellationToken ct) => BookOwn(
        transfer.AccountId,
        new(FactKind.Transfer, Now) { Part = transfer.From, ToPart = transfer.To, Amount = transfer.Amount, Currency = transfer.Currency, Note = transfer.Note },
        transfer.IdempotencyKey,
        Refusals.FaultOf(transfer),
        ct);

    public async Task<BookReply> Correct(Correction given, CancellationToken ct)
    {
        var refusal = Refusals.FaultOf(given);
        var correction = refusal is null && given.Factor is { } factor ? given with { Factor = SplitRatio.Of(factor) } : given;
        var fact = new BookedFact(correction.Kind, Now)
        {
            Part = correction.Part,
            Symbol = correction.Symbol,
            Amount = correction.Amount,
            Currency = correction.Currency,
            Received = correction.Received,
            ReceivedCurrency = correction.ReceivedCurrency,
            Price = correction.Kind == FactKind.Split ? correction.Price : null,
            Factor = correction.Factor,
            Note = correction.Note,
        };
        if (refusal is null && await paper.Takes(fact, correction.AccountId, correction.IdempotencyKey, ct))
            return await paper.Book(fact, correction.AccountId, correction.IdempotencyKey, ct) is { } no ? new(null, no) : await Shown(correction.AccountId, ct);

        return await BookOwn(correction.AccountId, fact, correction.IdempotencyKey, refusal, ct, await splits.Of(correction, ct));
    }

    public async Task<BookReply> CheckClosing(AccountName account, CancellationToken ct) => new(null, await closings.Of(account.AccountId, ct));

    public Task<RebuildReport> Rebuild(AccountQuery query, CancellationToken ct) => database.Write(writing => Rebuilding.Run(writing, query.AccountId), ct);

    public Task<PortfolioList> ListPortfolios(PortfolioQuery query, CancellationToken ct) => database.Read(reading => new PortfolioList([.. reading.Portfolios(query.PortfolioId).Select(ViewOf)]), ct);

    public async Task<PortfolioReply> CreatePortfolio(NewPortfolio portfolio, CancellationToken ct)
    {
        if (Refusals.FaultOf(portfolio) is { } fault) return new(null, fault);
        if (Unknown(portfolio.Accounts) is { } unknown) return new(null, unknown);
        if (portfolio.PortfolioId is { } wanted && shelf.Find(wanted) is not null) return new(null, new("account-exists", $"'{wanted}' is an account, and risk is asked about either by its id; choose another one.", "portfolioId"));

        var id = portfolio.PortfolioId ?? "p" + Guid.CreateVersion7(clock.GetCurrentInstant().ToDateTimeOffset()).ToString("N")[^12..];
        var (kept, refusal) = await database.Write(writing => writing.Create(id, portfolio, Now), ct);
        return new(kept is null ? null : ViewOf(kept), refusal);
    }

    public async Task<PortfolioReply> ChangePortfolio(PortfolioChange change, CancellationToken ct)
    {
        if (Refusals.FaultOf(change) is { } fault) return new(null, fault);
        if (Unknown(change.Accounts ?? []) is { } unknown) return new(null, unknown);

        var (kept, refusal) = await database.Write(writing => writing.Change(change, Now), ct);
        return new(kept is null ? null : ViewOf(kept), refusal);
    }

    public async Task<PortfolioReply> DeletePortfolio(PortfolioName portfolio, CancellationToken ct)
    {
        var (gone, refusal) = await database.Write(writing => writing.Delete(portfolio), ct);
        return new(gone is null ? null : ViewOf(gone), refusal);
    }

    public Task<RebalanceReply> Rebalance(RebalanceRequest request, CancellationToken ct) => rebalances.Rebalance(request, ct);

    private Instant64 Now => Instant64.FromInstant(clock.GetCurrentInstant());

    private async Task<BookReply> BookOwn(string account, BookedFact fact, string? key, PortfolioRefusal? refusal, CancellationToken ct, Func<AccountKeeper, PortfolioRefusal?>? look = null)
    {
        if (shelf.Find(account) is null) return new(null, shelf.NoBooks(account));
        if (refusal is not null) return new(null, refusal);

        var fault = await database.Write(writing => bookkeeper.BookOwn(writing, account, fact, key, keeper => OwnFacts.FaultOf(fact, keeper.Shared!) ?? look?.Invoke(keeper)), ct);
        return fault is not null ? new(null, fault) : await Shown(account, ct);
    }

    private async Task<BookReply> Shown(string account, CancellationToken ct) => new((await ListBooks(new(account), ct)).Accounts[0], null);

    private IEnumerable<AccountBooks> Books(Reading reading, string? account)
    {
        foreach (var row in reading.Accounts(account))
        {
            if (shelf.Find(row.AccountId) is not { } keeper)
            {
                if (shelf.DamageOf(row.AccountId) is { } damage) yield return BookViews.Without(row, damage);
                continue;
            }

            Instant64 today;
            lock (keeper.Gate) today = EquityTrail.DayOf(keeper.Trail.Last?.At ?? Now);
            yield return BookViews.Of(keeper, row, reading.LastPoint(row.AccountId, EquityPoint.Whole, "d", today), clock.GetCurrentInstant()) is var books && anchors.RefusalOf(row.AccountId) is { } refusal ? books with { Damage = refusal } : books;
        }
    }

    private BookedPosition ViewOf(PositionRow row, IReadOnlyList<Group> groups)
    {
        _ = Symbol.TryParse(row.Symbol, out var symbol);
        var (price, priceAt, worth, unrealized) = (default(decimal?), default(Instant64?), default(decimal?), default(decimal?));
        if (row.ClosedAt is null && shelf.Find(row.AccountId) is { } keeper)
        {
            lock (keeper.Gate)
            {
                var whole = keeper.Shared!.Whole;
                (price, priceAt) = (whole.PriceOf(symbol), keeper.PricedAt(symbol));
                if (whole.PositionOf(symbol) is { } position) (worth, unrealized) = (whole.WorthOf(position), whole.UnrealizedOf(position));
            }
        }

        return new(
            row.PositionId, row.AccountId, groups.FirstOrDefault(group => group.Members.Any(member => member.AccountId == row.AccountId && member.Part is null))?.PortfolioId, symbol, (int)row.Life,
            row.Side == Life.Long ? PositionSide.Long : PositionSide.Short, row.Quantity, row.AveragePrice,
            price, priceAt, BookViews.AgeOf(priceAt, clock.GetCurrentInstant()), BookViews.Rounded(worth), BookViews.Rounded(unrealized), row.RealizedPnl, row.Currency, row.OpenedAt, row.ClosedAt);
    }

    private static LedgerRowView ViewOf(LedgerRow row)
    {
        var fact = FactText.Read(row.Fact);
        return new(row.Sequence, row.BookSequence, row.Time, fact.Kind, row.Reference, fact.Part, fact.Note, EntryText.Read(row.Entries), row.Previous, row.Hash);
    }

    private PortfolioView ViewOf(Group group)
    {
        var (sums, unknown, isComplete) = (new SortedDictionary<string, CashBalance>(StringComparer.Ordinal), new List<PortfolioMember>(), true);
        foreach (var member in group.Members)
        {
            if (shelf.Find(member.AccountId) is not { } keeper)
            {
                unknown.Add(member);
                continue;
            }

            lock (keeper.Gate)
            {
                var book = member.Part is null ? keeper.Shared!.Whole : keeper.Shared!.Parts.GetValueOrDefault(member.Part);
                var currency = keeper.Shared.Whole.Account.Currency;
                if (book is null) unknown.Add(member);
                if (book is { Equity: null }) isComplete = false;
                var before = sums.GetValueOrDefault(currency.Code)?.Amount ?? 0m;
                sums[currency.Code] = new(currency, before + (BookViews.Rounded(book?.Equity) ?? 0m));
            }
        }

        return new(group.PortfolioId, group.Name, group.Strategy, group.Members, [.. sums.Values], isComplete && unknown.Count == 0, group.Version, group.CreatedAt, group.UpdatedAt, unknown);
    }

    private PortfolioRefusal? Unknown(IReadOnlyList<PortfolioMember> members) =>
        members.FirstOrDefault(member => shelf.Find(member.AccountId) is null) is { } unknown ? shelf.NoBooks(unknown.AccountId) with { Field = "accounts" } : null;
}
