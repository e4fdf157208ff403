using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Portfolio.Books;
using AlgoTrendy.Platform.Telling;
using AlgoTrendy.Tests.Fast.Core.Accounts;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Modules.Portfolio;

/// <summary>Books that are kept from events alone are the same however the events come, and whenever they are made again.</summary>
public class BooksTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Late_repeated_and_reordered_events_come_to_the_same_books() => ForStories(30, async (story, chance) =>
    {
        var told = BookRoom.Story(story.Opening, story.Told(40));
        await using var inOrder = await BookRoom.Open();
        await using var inAnyOrder = await BookRoom.Open();

        await inOrder.Tell(told);
        foreach (var envelope in Mixed(told, chance)) await inAnyOrder.Tell([envelope]);

        Assert.Equal(await inOrder.Rows(), await inAnyOrder.Rows());
        Assert.Equal((inOrder.Keeper.Hash, 0), (inAnyOrder.Keeper.Hash, inAnyOrder.Keeper.Waiting));
        Assert.Equal(told.Count, inOrder.Keeper.Sequence);
    });

    [Fact]
    public void What_is_told_again_from_the_first_event_changes_nothing() => ForStories(15, async (story, _) =>
    {
        var told = BookRoom.Story(story.Opening, story.Told(40));
        await using var room = await BookRoom.Open();
        await room.Tell(told);
        var rows = await room.Rows();

        await room.Database.Write(writing => Inbox.Rewind(writing, "portfolio", "trading", 0), Ct);
        await room.Tell(told);

        Assert.Equal(rows, await room.Rows());
    });

    [Fact]
    public void Books_that_are_read_from_the_ledger_are_those_that_were_kept() => ForStories(15, async (story, _) =>
    {
        await using var room = await Lived(story);
        var before = BooksOf(room.Keeper);

        var again = await room.Database.Read(reading => Shelf.Read(reading, BookRoom.Account), Ct);
        var report = await room.Database.Write(writing => Rebuilding.Run(writing, null), Ct);

        Assert.Equal(before, BooksOf(again));
        Assert.Equal((true, room.Keeper.Sequence), (report.Same, report.Rows));
        Assert.Empty(report.Differences);
    });

    [Fact]
    public async Task A_rebuild_names_what_somebody_changed_and_makes_it_right()
    {
        await using var room = await Lived(new(5));
        await room.Database.Write(writing => writing.Execute("update positions set realized_pnl = @wrong where life = 1", new { wrong = 1_000_000m }), Ct);

        var first = await room.Database.Write(writing => Rebuilding.Run(writing, null), Ct);
        var second = await room.Database.Write(writing => Rebuilding.Run(writing, null), Ct);

        Assert.False(first.Same);
        Assert.Contains(first.Differences, difference => difference.Contains("1000000", StringComparison.Ordinal));
        Assert.All(first.Differences, difference => Assert.Matches("^Life 1 of paper:.* (was in the table, and is not what the ledger says|is what the ledger says, and was not in the table)\\.$", difference));
        Assert.True(second.Same);
    }

    [Fact]
    public void Lives_of_positions_realise_what_the_account_realises() => ForStories(15, async (story, _) =>
    {
        await using var room = await BookRoom.Open();
        await room.Tell(BookRoom.Story(story.Opening, story.Told(60)));

        var lives = await room.Database.Read(reading => reading.Positions(new(Limit: 1_000), null), Ct);

        Assert.All(room.Keeper.Shared!.Whole.Positions, position =>
        {
            var own = lives.Where(life => life.Symbol == position.Instrument.Symbol.ToString()).ToArray();
            Assert.Equal(position.RealizedPnl, own.Sum(life => life.RealizedPnl));
            Assert.Equal(position.IsFlat ? 0 : 1, own.Count(life => life.ClosedAt is null));
            Assert.Equal(position.Quantity, own.Sum(life => life.Side == Life.Long ? life.Quantity : -life.Quantity));
        });
    });

    /// <summary>The books against the account as trading keeps it, which knows nothing of ledgers or parts.</summary>
    [Fact]
    public void The_books_agree_with_the_account_that_trading_keeps() => ForStories(15, async (story, _) =>
    {
        var facts = story.Told(60).Where(fact => fact.Instrument is null || fact.Instrument.Currency == story.Opening.Currency).ToArray();
        var live = new LiveAccount(new() { StartingCash = new(0m, story.Opening.Currency!.Value), Kind = AccountKind.Margin }, story.Opening.Time);
        await using var room = await BookRoom.Open();

        await room.Tell(BookRoom.Story(story.Opening, facts));
        foreach (var fact in facts) Live(live, fact);

        var whole = room.Keeper.Shared!.Whole;
        foreach (var fact in facts.Where(fact => fact.Symbol is not null)) Assert.Equal(live.PositionOf(fact.Symbol!.Value)!.Quantity, whole.PositionOf(fact.Symbol.Value)!.Quantity);
        Assert.All(whole.Account.Balances, balance => Assert.Equal(live.Account.CashOf(balance.Currency) + live.Unpriced.GetValueOrDefault(balance.Currency), balance.Amount));
        Assert.Empty(room.Keeper.OwnCash);
    });

    [Fact]
    public async Task A_change_that_is_undone_is_forgotten_in_memory_too()
    {
        var told = BookRoom.Story(new RandomFacts(1).Opening, new RandomFacts(1).Told(20));
        await using var room = await BookRoom.Open();
        await room.Tell(told.Take(10));

        await Assert.ThrowsAsync<InvalidOperationException>(() => room.Database.Write(writing =>
        {
            Inbox.HandleOne(writing, "portfolio", room.Bookkeeper.Handlers.Hear(told[10]), room.Bookkeeper.Handlers);
            throw new InvalidOperationException("not today");
        }, Ct));
        await room.Tell(told.Skip(10));

        Assert.Equal(20, (await room.Rows())[^1].BookSequence);
        Assert.True((await room.Verifier.Verify(null, Ct)).IsSound);
    }

    [Fact]
    public async Task Another_fact_under_a_number_that_is_booked_is_told_and_not_booked()
    {
        var opening = new RandomFacts(1).Opening;
        var one = new BookedFact(FactKind.Cash, opening.Time) { Amount = 100m, Currency = Currency.Usd };
        await using var room = await BookRoom.Open();
        await room.Tell(BookRoom.Story(opening, [one]));

        await room.Tell([BookRoom.Story(opening, [one with { Amount = 200m }])[1] with { Id = Guid.NewGuid() }]);

        Assert.Equal(100m, room.Keeper.Shared!.Whole.Account.CashOf(Currency.Usd));
        Assert.Contains((await room.Database.ReadTold(0, 10, Ct)), envelope => envelope.Name == "BooksDisagree");
    }

    private static void Live(LiveAccount live, BookedFact fact)
    {
        if (fact.Instrument is { } instrument) Assert.True(live.TryAdd(instrument));
        if (fact.Kind == FactKind.Cash) live.Move(new Money(fact.Amount!.Value, fact.Currency!.Value), fact.Time);
        else if (fact.Kind == FactKind.Holding) live.Move(fact.Instrument!, fact.Quantity!.Value, new(fact.Price!.Value), fact.Time);
        else if (fact.Kind != FactKind.Trade) live.Book(fact);
        else live.Book(new Execution(1, new(1), fact.Instrument!, fact.Quantity > 0m ? OrderSide.Buy : OrderSide.Sell, new(Math.Abs(fact.Quantity!.Value)), new(fact.Price!.Value), fact.Fee!.Value, Liquidity.Taker, fact.Time), fact.FeeCurrency!.Value);
    }

    /// <summary>Told facts, and between them those of our own.</summary>
    private static async Task<BookRoom> Lived(RandomFacts story)
    {
        var room = await BookRoom.Open();
        foreach (var envelope in BookRoom.Story(story.Opening, story.Told(40)))
        {
            await room.Tell([envelope]);
            var own = story.Next();
            if (own.Kind is not (FactKind.Trade or FactKind.Cash or FactKind.Holding)) await room.Database.Write(writing => room.Bookkeeper.BookOwn(writing, BookRoom.Account, own, null), Ct);
        }

        return room;
    }

    private static List<Envelope> Mixed(IReadOnlyList<Envelope> told, Random chance)
    {
        var mixed = told.Concat(told.Where(_ => chance.Next(3) == 0)).ToArray();
        chance.Shuffle(mixed);
        return [.. mixed];
    }

    private static string BooksOf(AccountKeeper keeper) => string.Join('\n', keeper.Shared!.Parts.Select(part => Text(part.Key, part.Value)).Append(Text("", keeper.Shared.Whole)).Append($"{keeper.Sequence} {keeper.Hash} {keeper.BookSequence}"));

    private static string Text(string name, AccountBook book) =>
        $"{name} {string.Join(' ', book.Account.Balances)} {string.Join(' ', book.Positions.Select(position => $"{position.Instrument.Symbol} {position.Quantity} {position.Cost} {position.RealizedPnl} {string.Join(',', position.Lots)}"))}";

    private static void ForStories(int count, Func<RandomFacts, Random, Task> check) =>
        Prop.ForAll<ulong>(seed => check(new(seed), new Random((int)(seed % int.MaxValue))).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(Stories.Of(count)));
}
