using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Portfolio.Books;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;
using AlgoTrendy.Tests.Fast.Core.Accounts;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlgoTrendy.Tests.Fast.Modules.Portfolio;

/// <summary>Whatever somebody does to a ledger or to what guards it while nothing runs: verify names it, and everything else starts.</summary>
public class LedgerTamperTests
{
    private const int Rows = 12;
    private const string Other = "other";

    /// <summary>What only a file takes for a number or a text.</summary>
    private static readonly string[] Mistyped = ["time = 'x'", "'5abc'", "5.5"];

    // One that opens a position with row 11 or 12, so that something is left of them elsewhere when they are gone.
    private static readonly (BookedFact Opening, BookedFact[] Told) Facts = Enumerable.Range(11, 1_000).Select(seed => new RandomFacts((ulong)seed))
        .Select(facts => (facts.Opening, Told: facts.Told(Rows + 1).ToArray()))
        .First(story => story.Told[(Rows - 3)..(Rows - 1)].Any(late => late.Kind is FactKind.Trade or FactKind.Holding && story.Told.First(fact => fact.Symbol == late.Symbol) == late));
    private static readonly IReadOnlyList<Envelope> Story = BookRoom.Story(Facts.Opening, Facts.Told);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("delete from ledger where account_id = 'paper' and sequence = 1", 1, "removed", "Row 1 is missing.")]
    [InlineData("delete from ledger where account_id = 'paper' and sequence = 3", 3, "removed", "Row 3 is missing.")]
    [InlineData("update ledger set account_id = 'papr' where account_id = 'paper' and sequence = 5", 5, "removed", "Row 5 is missing.")]
    [InlineData("update ledger set fact = 'xyz' where account_id = 'paper' and sequence = 5", 5, "changed", "Row 5 is not what its hash says.")]
    [InlineData("update ledger set time = 'x' where account_id = 'paper' and sequence = 5", 5, "changed", "Row 5 cannot be read: its time is 'x'.")]
    [InlineData("update ledger set sequence = '5abc' where account_id = 'paper' and sequence = 5", 0, "changed", "A row cannot be read: its number is '5abc'.")]
    [InlineData("update ledger set sequence = 5.5 where account_id = 'paper' and sequence = 12", 0, "changed", "A row cannot be read: its number is '5.5'.")]
    [InlineData("update ledger set hash = x'00ff' where account_id = 'paper' and sequence = 12", 12, "changed", "Row 12 is not what its hash says.")]
    public async Task A_ledger_that_cannot_be_read_is_put_aside_and_verify_names_the_row(string tampering, long row, string kind, string message)
    {
        await using var room = await Filled();
        await room.End();

        var tamper = room.Database.Write(writing => writing.Execute(tampering), Ct);
        if (House.Elsewhere is not null && Array.Exists(Mistyped, tampering.Contains))
        {
            // A server lets nobody write what its columns cannot hold.
            await Assert.ThrowsAnyAsync<Exception>(() => tamper);
            return;
        }

        await tamper;
        var (shelf, anchors) = await room.StartAgain();
        var verdict = await new LedgerVerifier(room.Database, room.Files, anchors, shelf).Verify(null, Ct);

        Assert.Contains(verdict.Faults, fault => (fault.AccountId, fault.Sequence, fault.Kind, fault.Message) == (BookRoom.Account, row, kind, message));
        Assert.DoesNotContain(verdict.Faults, fault => fault.AccountId == Other);
        Assert.Null(shelf.Find(BookRoom.Account));
        Assert.Matches("^The ledger of paper is damaged: (Row [0-9]+ (does not follow row [0-9]+|is not what its hash says)|A row of it cannot be read)\\. Nothing .*ledger verify", shelf.DamageOf(BookRoom.Account));
        Assert.NotNull(shelf.Find(Other));
    }

    [Fact]
    public async Task Nothing_is_booked_to_a_damaged_ledger_and_what_is_told_waits_until_it_is_mended()
    {
        await using var room = await Filled();
        await room.Database.Write(writing => writing.Execute("update ledger set sequence = 50 where account_id = 'paper' and sequence = 5"), Ct);

        var (shelf, anchors) = await room.StartAgain();
        await Hear(room, shelf, anchors, Story[Rows]);
        Assert.Equal(1, await room.Database.Read(reading => reading.CountWaiting(BookRoom.Account), Ct));
        await room.Database.Write(writing => writing.Execute("update ledger set sequence = 5 where sequence = 50"), Ct);
        (shelf, anchors) = await room.StartAgain();
        await Hear(room, shelf, anchors, Story[Rows + 1]);

        Assert.Equal((Rows + 2L, 0L), (shelf.Find(BookRoom.Account)!.Sequence, await room.Database.Read(reading => reading.CountWaiting(BookRoom.Account), Ct)));
    }

    [Fact]
    public async Task Heads_that_are_gone_are_a_fault_that_no_start_takes_away_and_somebody_can_accept()
    {
        await using var room = await Filled();
        await room.End();

        File.Delete(HeadsOf(room));
        var (shelf, anchors) = await room.StartAgain();
        await anchors.Anchor(Ct);
        var verifier = new LedgerVerifier(room.Database, room.Files, anchors, shelf);
        var verdict = await verifier.Verify(BookRoom.Account, Ct);

        Assert.Equal((1L, "unanchored"), Named(Assert.Single(verdict.Faults)));
        Assert.Contains("ledger anchor", anchors.RefusalOf(BookRoom.Account), StringComparison.Ordinal);
        Assert.False(File.Exists(HeadsOf(room)));
        Assert.NotNull(shelf.Find(BookRoom.Account));
        Assert.True((await verifier.Anchor(BookRoom.Account, Ct)).IsSound);
        Assert.Null(anchors.RefusalOf(BookRoom.Account));
    }

    [Fact]
    public async Task A_ledger_that_is_not_sound_is_not_accepted()
    {
        await using var room = await Filled();
        File.Delete(HeadsOf(room));
        await room.Database.Write(writing => writing.Execute("update ledger set reference = 'x' where account_id = 'paper' and sequence = 5"), Ct);

        var verdict = await room.Verifier.Anchor(BookRoom.Account, Ct);

        Assert.Contains(verdict.Faults, fault => Named(fault) == (5, "changed"));
        Assert.False(File.Exists(HeadsOf(room)));
    }

    [Fact]
    public async Task A_chain_made_anew_whose_heads_were_emptied_is_a_fault()
    {
        await using var room = await Filled();
        await room.End();
        await File.WriteAllTextAsync(HeadsOf(room), "", Ct);
        await Forge(room, Rows - 1);

        var (shelf, anchors) = await room.StartAgain();
        var verdict = await new LedgerVerifier(room.Database, room.Files, anchors, shelf).Verify(null, Ct);

        Assert.Equal((1L, "unanchored"), Named(Assert.Single(verdict.Faults)));
    }

    [Theory, InlineData(4), InlineData(10)]
    public async Task A_tail_that_is_cut_with_the_heads_of_it_is_missed(int kept)
    {
        await using var room = await Filled();
        await room.End();
        await room.Database.Write(writing => writing.Execute("delete from ledger where account_id = 'paper' and sequence > 10"), Ct);
        var rows = await room.Rows();
        await File.WriteAllLinesAsync(HeadsOf(room), [$"0 {LedgerRow.Root}", $"{kept} {rows[kept - 1].Hash}"], Ct);

        var (shelf, anchors) = await room.StartAgain();
        var verdict = await new LedgerVerifier(room.Database, room.Files, anchors, shelf).Verify(null, Ct);

        Assert.Contains(verdict.Faults, fault => Named(fault) == (11, "cut"));
        Assert.Equal(kept < 10, verdict.Faults.Any(fault => Named(fault) == (kept + 1, "unanchored")));
    }

    [Fact]
    public async Task An_account_whose_rows_and_heads_are_all_gone_is_missed()
    {
        await using var room = await Filled();
        await room.End();
        File.Delete(HeadsOf(room));
        foreach (var table in new[] { "ledger", "positions", "closed_lots" }) await room.Database.Write(writing => writing.Execute($"delete from {table} where account_id = 'paper'"), Ct);

        var (shelf, anchors) = await room.StartAgain();
        var verdict = await new LedgerVerifier(room.Database, room.Files, anchors, shelf).Verify(null, Ct);

        Assert.Equal((1L, "removed"), Named(Assert.Single(verdict.Faults)));
        Assert.NotNull(shelf.DamageOf(BookRoom.Account));
    }

    [Fact]
    public async Task A_row_that_was_added_after_an_end_in_good_order_never_becomes_a_head()
    {
        await using var room = await Filled();
        await room.End();
        await Forge(room, Rows);

        for (var start = 0; start < 2; start++)
        {
            var (shelf, anchors) = await room.StartAgain();
            await anchors.Anchor(Ct);
            var verdict = await new LedgerVerifier(room.Database, room.Files, anchors, shelf).Verify(null, Ct);

            Assert.Equal((Rows + 1L, "unanchored"), Named(Assert.Single(verdict.Faults)));
            Assert.NotNull(anchors.RefusalOf(BookRoom.Account));
        }
    }

    [Fact]
    public async Task A_row_that_was_added_while_the_platform_runs_never_becomes_a_head()
    {
        await using var room = await Filled();

        await Forge(room, Rows);
        await room.Anchor();
        var verdict = await room.Verifier.Verify(null, Ct);

        Assert.Equal((Rows + 1L, "unanchored"), Named(Assert.Single(verdict.Faults)));
    }

    [Fact]
    public async Task After_a_kill_a_server_keeps_what_was_not_kept_and_a_command_only_says_so()
    {
        await using var room = await Filled();
        await room.Tell([Story[Rows]]);

        var (shelf, command) = await room.StartAgain(isServer: false);
        var before = await new LedgerVerifier(room.Database, room.Files, command, shelf).Verify(null, Ct);
        await command.StopAsync(Ct);
        (shelf, var anchors) = await room.StartAgain();
        var after = await new LedgerVerifier(room.Database, room.Files, anchors, shelf).Verify(null, Ct);

        Assert.Equal((Rows + 1L, "unanchored"), Named(Assert.Single(before.Faults)));
        Assert.StartsWith("Row 13 is not kept outside", before.Faults[0].Message, StringComparison.Ordinal);
        Assert.True(after.IsSound);
        Assert.Equal(Rows + 1, room.Files.Read(BookRoom.Account).Anchors[^1].Sequence);
    }

    [Fact]
    public async Task A_ledger_that_is_mended_after_a_kill_is_kept_outside_again()
    {
        await using var room = await Filled();
        await room.Tell([Story[Rows]]);
        await room.Database.Write(writing => writing.Execute("update ledger set sequence = 50 where account_id = 'paper' and sequence = 5"), Ct);

        foreach (var isServer in new[] { false, true }) Assert.NotNull((await room.StartAgain(isServer)).Anchors.RefusalOf(BookRoom.Account));
        await room.Database.Write(writing => writing.Execute("update ledger set sequence = 5 where sequence = 50"), Ct);
        var (shelf, anchors) = await room.StartAgain();

        Assert.True((await new LedgerVerifier(room.Database, room.Files, anchors, shelf).Verify(null, Ct)).IsSound);
    }

    [Theory]
    [InlineData("insert into ledger select 'ghost', sequence, book_sequence, time, kind, reference, fact, entries, previous, hash from ledger where account_id = 'other'", "ghost", 1, "added")]
    [InlineData("insert into accounts select 'ghost', name, mode, broker, currency, kind, leverage, lots, version, opened_at, closed_at from accounts where account_id = 'other'", "ghost", 1, "removed")]
    [InlineData("insert into ledger select account_id, 0, null, time, kind, reference, fact, entries, previous, hash from ledger where account_id = 'other'", "other", 0, "added")]
    public async Task What_is_no_account_or_no_row_is_a_fault(string tampering, string account, long row, string kind)
    {
        await using var room = await Filled();

        await room.Database.Write(writing => writing.Execute(tampering), Ct);
        var verdict = await room.Verifier.Verify(null, Ct);

        Assert.Contains(verdict.Faults, fault => (fault.AccountId, fault.Sequence, fault.Kind) == (account, row, kind));
        Assert.DoesNotContain(verdict.Faults, fault => fault.AccountId == BookRoom.Account);
    }

    [Fact]
    public async Task An_account_that_is_none_is_said_to_be_none()
    {
        await using var room = await Filled();

        var verdict = await room.Verifier.Verify("nosuch", Ct);
        var report = await room.Database.Write(writing => Rebuilding.Run(writing, "nosuch"), Ct);

        Assert.Equal((false, false), (verdict.IsSound, report.Same));
        Assert.All([verdict.Refusal, report.Refusal], refusal => Assert.Equal("There is no account 'nosuch'; there is other, paper.", refusal!.Message));
    }

    [Fact]
    public async Task A_rebuild_leaves_what_it_cannot_read_as_it_is()
    {
        await using var room = await Filled();
        var lives = await room.Database.Read(reading => reading.Positions(new(Limit: 1_000), null), Ct);
        await room.Database.Write(writing => writing.Execute("update ledger set fact = 'xyz' where account_id = 'paper' and sequence = 5"), Ct);

        var report = await room.Database.Write(writing => Rebuilding.Run(writing, null), Ct);

        Assert.Equal("The ledger of paper cannot be booked anew, and nothing of it was touched: Row 5 is not what its hash says. 'algotrendy ledger verify' names the row.", Assert.Single(report.Differences));
        Assert.Equal([BookRoom.Account], report.Damaged!);
        Assert.Equal((false, 1L), (report.Same, report.Rows));
        Assert.Equal(lives, await room.Database.Read(reading => reading.Positions(new(Limit: 1_000), null), Ct));
    }

    /// <summary>All but the last two facts of the story, and another account.</summary>
    private static async Task<BookRoom> Filled()
    {
        var room = await BookRoom.Open();
        await room.Tell(Story.Take(Rows));
        var opened = new AccountOpened(BookRoom.View(Facts.Opening) with { AccountId = Other });
        await room.Tell([new(1_000, Guid.NewGuid(), nameof(AccountOpened), 1, Facts.Opening.Time, Other, 1, "trading", null, JsonSerializer.Serialize(opened, Wire.Contract))]);
        await room.Anchor();
        return room;
    }

    private static Task Hear(BookRoom room, Shelf shelf, HeadAnchors anchors, Envelope envelope) => room.Database.Write(writing =>
    {
        var handlers = new Bookkeeper(shelf, anchors, NullLogger<Bookkeeper>.Instance).Handlers;
        Inbox.HandleOne(writing, "portfolio", handlers.Hear(envelope), handlers);
    }, Ct);

    /// <summary>A row that follows another as if it had been booked.</summary>
    private static async Task Forge(BookRoom room, int after)
    {
        var last = (await room.Rows())[after - 1];
        var forged = LedgerRow.Chain(BookRoom.Account, after + 1, null, new(FactKind.Cash, last.Time) { Amount = 1m, Currency = Currency.Usd }, "own:forged", "cash USD 1; capital USD -1", last.Hash);
        await room.Database.Write(writing =>
        {
            writing.Execute("delete from ledger where account_id = 'paper' and sequence > @after", new { after = (long)after });
            writing.Execute(
                $"insert into ledger ({LedgerRow.Columns}) values (@AccountId, @Sequence, @BookSequence, @Time, @Kind, @Reference, @Fact, @Entries, @Previous, @Hash)", forged);
        }, Ct);
    }

    private static (long Sequence, string Kind) Named(LedgerFault fault) => (fault.Sequence, fault.Kind);

    private static string HeadsOf(BookRoom room) => Path.Combine(room.HomePath, "ledger-heads", "paper.heads");
}
