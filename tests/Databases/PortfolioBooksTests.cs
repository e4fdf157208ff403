using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Portfolio;
using AlgoTrendy.Modules.Portfolio.Books;
using AlgoTrendy.Modules.Portfolio.Equity;
using AlgoTrendy.Modules.Portfolio.Groups;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;
using AlgoTrendy.Tests.Databases.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Databases;

/// <summary>The books of the module portfolio on both databases: every statement runs, and the ledger is the same, hash by hash.</summary>
public class PortfolioBooksTests(PostgresServer server)
{
    private const string Account = "paper";
    private const int Trades = 40;

    private static readonly Instant64 Start = Instant64.FromUtc(2024, 3, 1, 12, 0);
    private static readonly Instrument Apple = new() { Symbol = new("AAPL", "SIM"), AssetClass = AssetClass.Stock, Currency = Currency.Usd };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task Books_are_kept_paged_verified_and_made_again(string kind)
    {
        await using var place = new Place(kind, server);
        var books = place.Keep(await Database.Open(place.Module, place.Home, place.Postgres, Durability.Full, typeof(PortfolioModule).Assembly, SystemClock.Instance));
        var (shelf, files) = (new Shelf(), new HeadFiles(place.Home));
        using var anchors = new HeadAnchors(books, files, NullLogger<HeadAnchors>.Instance);
        var keeper = new Bookkeeper(shelf, anchors, NullLogger<Bookkeeper>.Instance);
        await using var desk = new Place(kind, server);
        var trading = await desk.Open();

        await trading.Write(Tell, Ct);
        await using (Subscription.Start("portfolio", trading, books, keeper.Handlers, NullLogger.Instance))
            while ((shelf.Find(Account)?.BookSequence ?? 0) < Trades + 1) await Task.Delay(5, Ct);
        await books.Write(writing => keeper.BookOwn(writing, Account, new(FactKind.Transfer, Start) { ToPart = "trend", Amount = 5m, Currency = Currency.Usd }, "once"), Ct);
        await anchors.StopAsync(Ct);

        var verdict = await new LedgerVerifier(books, files, anchors, shelf).Verify(null, Ct);
        var report = await books.Write(writing => Rebuilding.Run(writing, null), Ct);
        var again = await books.Read(reading => Shelf.Read(reading, Account), Ct);
        Assert.Equal((true, Trades + 3L), (verdict.IsSound, verdict.Rows));
        Assert.True(report.Same, string.Join('\n', report.Differences));
        Assert.Equal((shelf.Find(Account)!.Hash, shelf.Find(Account)!.Sequence), (again.Hash, again.Sequence));
        await Pages(books);
        await Groups(books);
    }

    private static async Task Pages(Database books)
    {
        var (positions, lots) = (new List<PositionRow>(), new List<TaxLot>());
        for (PositionCursor? cursor = null; ;)
        {
            var page = await books.Read(reading => reading.Positions(new(Account, Symbol: Apple.Symbol, IsOpen: false, Limit: 3), cursor), Ct);
            positions.AddRange(page.Take(3));
            if (page.Count <= 3) break;
            cursor = PositionCursor.Read(page[2].Cursor);
        }

        for (string? cursor = null; ;)
        {
            var page = await books.Read(reading => reading.TaxLots(new(AccountId: Account, Symbol: Apple.Symbol, Year: 2024, Limit: 3, Cursor: cursor), [Account]), Ct);
            lots.AddRange(page.Items);
            if ((cursor = page.NextCursor) is null) break;
        }

        Assert.Equal(Trades / 4, positions.DistinctBy(position => position.Life).Count());
        Assert.Equal(Trades / 4 * 3, lots.DistinctBy(lot => lot.Lot).Count());
        Assert.Equal(positions.Sum(position => position.RealizedPnl), lots.Sum(lot => lot.Gain));
        Assert.Equal(positions[0], await books.Read(reading => reading.FindPosition(positions[0].PositionId), Ct));
        Assert.NotEmpty(await books.Read(reading => reading.Points(Account, EquityPoint.Whole, "m", Instant64.MinValue, Instant64.MaxValue), Ct));
        Assert.Null(await books.Read(reading => reading.LastPoint("nobody", EquityPoint.Whole, "d", Instant64.MaxValue), Ct));
        Assert.Equal("Renamed", Assert.Single(await books.Read(reading => reading.Accounts(Account), Ct)).Name);
    }

    private static async Task Groups(Database books)
    {
        var (made, _) = await books.Write(writing => writing.Create("mine", new("Mine", [new(Account, "trend")], IdempotencyKey: "once"), Start), Ct);
        var (repeated, _) = await books.Write(writing => writing.Create("another", new("Mine", [new(Account, "trend")], IdempotencyKey: "once"), Start), Ct);
        var (twice, _) = await books.Write(writing => writing.Create("mine", new("Mine", [new(Account)]), Start), Ct);
        var (changed, _) = await books.Write(writing => writing.Change(new("mine", "Other", Version: 1), Start), Ct);
        var (_, refused) = await books.Write(writing => writing.Change(new("mine", "Third", Version: 1), Start), Ct);

        Assert.Equal(("mine", "mine"), (made!.PortfolioId, repeated!.PortfolioId));
        Assert.Null(twice);
        Assert.Equal(("Other", "trend"), (changed!.Name, Assert.Single(changed.Members).Part));
        Assert.Equal("version-conflict", refused!.Code);
        Assert.Equal("version-conflict", (await books.Write(writing => writing.Delete(new("mine", 1)), Ct)).Refusal!.Code);
        Assert.Equal("Other", (await books.Write(writing => writing.Delete(new("mine")), Ct)).Gone!.Name);
    }

    /// <summary>An account, money, and four trades again and again: three buys and the sale of all of it. The second half comes before the first.</summary>
    private static void Tell(Writing writing)
    {
        var account = new AccountView(Account, "Paper", AccountMode.Paper, "paper", Currency.Usd, AccountKind.Cash, 1m, new(), 1, 0m, null, null, null, 0m, [], [], Start);
        writing.Tell(Account, new AccountOpened(account));
        writing.Tell(Account, new AccountChanged(account with { Name = "Renamed", Version = 2 }));
        foreach (var number in Enumerable.Range(Trades / 2, Trades / 2).Concat(Enumerable.Range(0, Trades / 2))) writing.Tell(Account, TradeOf(number));
        writing.Tell(Account, new CashMoved(Account, Currency.Usd, 10_000m, "deposit", null, 1, Start));
    }

    private static TradeExecuted TradeOf(int number) => new(
        new($"{Account}:{number}", null, Account, Apple.Symbol, number % 4 == 3 ? OrderSide.Sell : OrderSide.Buy, new Quantity(number % 4 == 3 ? 30m : 10m), new(100m + number), 0.35m, Currency.Usd, Liquidity.Taker, number % 3 == 0 ? "trend" : null, false, Start + Duration64.FromMinutes(number)),
        Apple,
        number + 2);
}
