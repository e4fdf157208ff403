using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Portfolio;
using AlgoTrendy.Modules.Portfolio.Books;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;
using AlgoTrendy.Tests.Fast.Core.Accounts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlgoTrendy.Tests.Fast.Modules.Portfolio;

/// <summary>What a venue tells and no books can hold is its account's trouble, and nobody else's.</summary>
public class UnbookableFactTests
{
    private const string Other = "other";

    private static readonly BookedFact Opening = new RandomFacts(1).Opening;
    private static readonly BookedFact Deposit = new(FactKind.Cash, Opening.Time) { Amount = 100m, Currency = Currency.Usd };
    private static readonly BookedFact Trade = new(FactKind.Trade, Opening.Time) { Symbol = Desk.Apple.Symbol, Instrument = Desk.Apple, Quantity = 1m, Price = 10m, Fee = 0m, FeeCurrency = Currency.Usd };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Nonsense => ["cash", "trade", "nothing"];

    [Theory, MemberData(nameof(Nonsense))]
    public async Task It_stops_its_account_is_logged_once_and_all_others_go_on(string nonsense)
    {
        await using var room = await BookRoom.Open();
        var (log, shelf, handlers) = Begin(room);
        var told = BookRoom.Story(Opening, [Deposit, Of(nonsense), Deposit, Deposit]);
        var others = BookRoom.Story(Opening, [Deposit, Deposit, Deposit]).Select(ToOther).ToArray();

        // In one change, as a subscription hears them, and then one by one.
        await Tell(room, handlers, [told[0], others[0], told[1], others[1], told[2], others[2], told[3]]);
        await Tell(room, handlers, [told[4]]);
        await Tell(room, handlers, [others[3]]);

        Assert.Equal(300m, shelf.Find(Other)!.Shared!.Whole.Account.CashOf(Currency.Usd));
        Assert.Null(shelf.DamageOf(Other));
        Assert.Null(shelf.Find(BookRoom.Account));
        Assert.Matches($"^Fact 2 of paper that trading told \\({(nonsense == "cash" ? "cash, deposit: absurd" : "trade, .*")}\\) cannot be booked: {(nonsense == "nothing" ? "A trade has a quantity" : "it comes to more than can be counted")}\\. It waits", shelf.DamageOf(BookRoom.Account));
        Assert.Equal([shelf.DamageOf(BookRoom.Account)!], log.Said);
        Assert.Equal("ledger-damaged", shelf.NoBooks(BookRoom.Account).Code);
        Assert.Equal((2, 3L), ((await room.Rows()).Count, await room.Database.Read(reading => reading.CountWaiting(BookRoom.Account), Ct)));
    }

    [Fact]
    public async Task It_is_known_again_after_a_restart_and_the_ledger_is_sound()
    {
        await using var room = await BookRoom.Open();
        var told = BookRoom.Story(Opening, [Deposit, Of("cash"), Deposit]);
        await Tell(room, Begin(room).Handlers, told.Take(3));
        await room.Anchor();

        var (log, shelf, handlers) = Begin(room);
        await new Opening(room.Database, shelf).StartAsync(Ct);
        var damage = shelf.DamageOf(BookRoom.Account);
        await Tell(room, handlers, told.Skip(3));

        Assert.StartsWith("Fact 2 of paper that trading told", damage, StringComparison.Ordinal);
        Assert.Equal([damage!], log.Said);
        Assert.Null(shelf.LedgerDamageOf(BookRoom.Account));
        Assert.True((await room.Database.Write(writing => Rebuilding.Run(writing, null), Ct)).Same);
    }

    [Fact]
    public async Task One_that_waited_for_what_belongs_before_it_stops_its_account_too()
    {
        await using var room = await BookRoom.Open();
        var (log, shelf, handlers) = Begin(room);
        var told = BookRoom.Story(Opening, [Deposit, Of("trade"), Deposit]);

        await Tell(room, handlers, [told[0], told[3], told[2], told[1]]);

        Assert.StartsWith("Fact 2 of paper", Assert.Single(log.Said), StringComparison.Ordinal);
        Assert.Equal((2, 2L), ((await room.Rows()).Count, await room.Database.Read(reading => reading.CountWaiting(BookRoom.Account), Ct)));
    }

    [Fact]
    public async Task What_waits_after_it_is_booked_where_the_fact_can_be()
    {
        await using var room = await BookRoom.Open();
        var (_, shelf, handlers) = Begin(room);
        var told = BookRoom.Story(Opening, [Deposit, Deposit, Deposit]);
        await Tell(room, handlers, [told[0], told[1]]);
        shelf.PutAside(BookRoom.Account, "An earlier version could not book it.");
        await Tell(room, handlers, [told[2]]);

        var (log, again, hears) = Begin(room);
        await new Opening(room.Database, again).StartAsync(Ct);
        await Tell(room, hears, [told[3]]);

        Assert.Empty(log.Said);
        Assert.Equal((300m, 0), (again.Find(BookRoom.Account)!.Shared!.Whole.Account.CashOf(Currency.Usd), again.Find(BookRoom.Account)!.Waiting));
    }

    private static BookedFact Of(string nonsense) => nonsense switch
    {
        "cash" => Deposit with { Amount = decimal.MaxValue, Note = "absurd" },
        "trade" => Trade with { Quantity = 1e20m, Price = 1e20m },
        _ => Trade with { Quantity = 0m },
    };

    private static Envelope ToOther(Envelope envelope) => envelope with { Id = Guid.NewGuid(), Key = Other, Payload = envelope.Payload.Replace($"\"accountId\":\"{BookRoom.Account}\"", $"\"accountId\":\"{Other}\"", StringComparison.Ordinal) };

    private static (Lines Log, Shelf Shelf, Handlers Handlers) Begin(BookRoom room)
    {
        var log = new Lines();
        var shelf = new Shelf(log);
        return (log, shelf, new Bookkeeper(shelf, new(room.Database, room.Files, NullLogger<HeadAnchors>.Instance), NullLogger<Bookkeeper>.Instance).Handlers);
    }

    private static Task Tell(BookRoom room, Handlers handlers, IEnumerable<Envelope> events) => room.Database.Write(writing =>
    {
        foreach (var envelope in events) Inbox.HandleOne(writing, "portfolio", handlers.Hear(envelope), handlers);
    }, Ct);

    private sealed class Lines : ILogger<Shelf>
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Add(formatter(state, exception));
    }
}
