using System.Data.Common;
using System.Text;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Modules.Portfolio;
using AlgoTrendy.Modules.Portfolio.Books;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Tests.Fast.Core.Accounts;

namespace AlgoTrendy.Tests.Fast.Modules.Portfolio;

/// <summary>Nobody changes, removes or cuts rows of a ledger without being noticed, and the row is named.</summary>
public class LedgerVerifyTests
{
    private const int Rows = 12;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Columns => [.. LedgerRow.Columns.Split(", ")];

    [Fact]
    public async Task A_ledger_that_nobody_touched_is_sound()
    {
        await using var room = await Filled();

        var verdict = await room.Verifier.Verify(null, Ct);

        Assert.Equal((true, (long)Rows), (verdict.IsSound, verdict.Rows));
        Assert.Equal([new LedgerHead(BookRoom.Account, Rows, room.Keeper.Hash, Rows)], verdict.Heads);
    }

    [Fact]
    public async Task After_a_restore_it_is_sound_and_still_missed_when_it_is_cut()
    {
        await using var room = await Filled();
        var backup = Path.Combine(room.HomePath, "backup.db");
        await room.Database.BackUpTo(backup, Ct);
        await room.Database.Write(writing => writing.Execute("delete from ledger where sequence > 10"), Ct); // as if less had been booked
        var cut = await room.Verifier.Verify(BookRoom.Account, Ct);

        await room.Database.RestoreFrom(backup, Ct);
        room.Files.Append(BookRoom.Account, new(Rows + 5, new string('0', 64))); // what was booked after the backup
        var stale = await room.Verifier.Verify(BookRoom.Account, Ct);
        await new PortfolioModule().AfterRestore(room.Database, new(room.HomePath), Ct);
        var sound = await room.Verifier.Verify(BookRoom.Account, Ct);
        await room.Database.Write(writing => writing.Execute("delete from ledger where sequence = @Rows", new { Rows = (long)Rows }), Ct);
        var again = await room.Verifier.Verify(BookRoom.Account, Ct);

        Assert.Equal(("cut", "cut", true, "cut"), (cut.Faults[0].Kind, stale.Faults[0].Kind, sound.IsSound, again.Faults[0].Kind));
        Assert.EndsWith($", to row {Rows}; what was booked after it, to row {Rows + 5}, is no more.", sound.Heads[0].Restored, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Columns))]
    public async Task Any_change_of_any_byte_is_found_and_its_row_named(string column)
    {
        await using var room = await Filled();
        var chance = new Random(3);

        for (var time = 0; time < 25; time++)
        {
            var row = 1 + chance.Next(Rows);
            var before = Change(room, row, column, value => Touched(value, chance));
            var verdict = await room.Verifier.Verify(null, Ct);
            Change(room, row, column, _ => before, column == "sequence" ? _touchedRow : null);

            Assert.False(verdict.IsSound, $"{column} of row {row}");
            Assert.Contains(verdict.Faults, fault => fault.Sequence == row || column == "sequence");
        }

        Assert.True((await room.Verifier.Verify(null, Ct)).IsSound);
    }

    [Theory, InlineData(1), InlineData(5), InlineData(Rows - 1)]
    public async Task A_row_that_is_gone_is_named(int row)
    {
        await using var room = await Filled();

        await room.Database.Write(writing => writing.Execute("delete from ledger where sequence = @row", new { row }), Ct);
        var verdict = await room.Verifier.Verify(null, Ct);

        Assert.Equal([new LedgerFault(BookRoom.Account, row, "removed", $"Row {row} is missing.")], verdict.Faults);
    }

    [Theory, InlineData(1), InlineData(5), InlineData(Rows)]
    public async Task A_tail_that_is_cut_is_missed(int from)
    {
        await using var room = await Filled();

        await room.Database.Write(writing => writing.Execute("delete from ledger where sequence >= @from", new { from }), Ct);
        var verdict = await room.Verifier.Verify(null, Ct);

        var fault = Assert.Single(verdict.Faults);
        Assert.Equal(((long)from, "cut"), (fault.Sequence, fault.Kind));
    }

    /// <summary>Whoever knows how hashes are made, and makes all of them anew, forgets what was written down elsewhere.</summary>
    [Fact]
    public async Task A_chain_that_was_made_anew_is_found()
    {
        await using var room = await Filled();
        var rows = await room.Rows();

        var previous = rows[4].Previous;
        await room.Database.Write(writing =>
        {
            foreach (var row in rows.Skip(4))
            {
                var forged = row with { Reference = row.Reference + "0", Previous = previous };
                forged = forged with { Hash = forged.HashNow() };
                writing.Execute("update ledger set reference = @Reference, previous = @Previous, hash = @Hash where sequence = @Sequence", new { forged.Reference, forged.Previous, forged.Hash, forged.Sequence });
                previous = forged.Hash;
            }
        }, Ct);
        var verdict = await room.Verifier.Verify(null, Ct);

        var fault = Assert.Single(verdict.Faults);
        Assert.Equal((Rows, "changed"), (fault.Sequence, fault.Kind));
    }

    [Fact]
    public async Task A_head_that_was_half_written_counts_as_none_and_the_next_is_whole()
    {
        await using var room = await Filled();
        var file = Directory.GetFiles(Path.Combine(room.HomePath, "ledger-heads"), "*.heads")[0];
        await File.AppendAllTextAsync(file, "13 abc", Ct);

        room.Files.Append(BookRoom.Account, new(Rows, room.Keeper.Hash));
        var (anchors, unreadable, _) = room.Files.Read(BookRoom.Account);

        Assert.Equal((Rows, 1), (anchors[^1].Sequence, unreadable));
    }

    private static long? _touchedRow;

    private static async Task<BookRoom> Filled()
    {
        var story = new RandomFacts(11);
        var room = await BookRoom.Open();
        await room.Tell(BookRoom.Story(story.Opening, story.Told(Rows - 1)));
        await room.Anchor();
        return room;
    }

    /// <summary>Straight in the database, as somebody would who has it; gives back what was there.</summary>
    private static object Change(BookRoom room, long row, string column, Func<object, object> change, long? at = null)
    {
        using var connection = room.Connect();
        connection.Open();
        using var read = connection.CreateCommand();
        read.CommandText = $"select {column} from ledger where sequence = @row";
        Add(read, "row", at ?? row);
        var before = read.ExecuteScalar()!;
        var after = change(before);
        using var write = connection.CreateCommand();
        write.CommandText = $"update ledger set {column} = @value where sequence = @row";
        Add(write, "value", after);
        Add(write, "row", at ?? row);
        Assert.Equal(1, write.ExecuteNonQuery());
        if (column == "sequence") _touchedRow = (long)after;
        return before;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private static object Touched(object value, Random chance)
    {
        if (value is not string text) return value is long number ? number ^ (1L << (40 + chance.Next(20))) : 77L;
        var bytes = Encoding.UTF8.GetBytes(text.Length == 0 ? " " : text);
        if (text.Length == 0) return " ";
        var at = chance.Next(bytes.Length);
        bytes[at] = (byte)(bytes[at] ^ (1 << chance.Next(5)));
        return Encoding.UTF8.GetString(bytes);
    }
}
