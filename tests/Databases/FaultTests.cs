using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Databases.Postgres;
using AlgoTrendy.Platform.Databases.Sqlite;
using AlgoTrendy.Tests.Databases.Servers;
using NodaTime;

namespace AlgoTrendy.Tests.Databases;

/// <summary>What the world does to databases, and what is said about it.</summary>
public class FaultTests(PostgresServer server)
{
    private const string Table = "create table lines (number integer primary key, text text not null);";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        var port = Tool.FreePort();
        await using var dialect = new PostgresDialect("desk", $"Host=127.0.0.1;Port={port};Database=postgres;Username=postgres", Durability.Normal);

        var fault = await Assert.ThrowsAsync<DatabaseException>(() => Database.Open("desk", dialect, _ => [], SystemClock.Instance));

        Assert.Equal((DatabaseFault.Unreachable, "database-unreachable"), (fault.Fault, fault.Code));
        Assert.Equal($"PostgreSQL at 127.0.0.1:{port} cannot be reached: Connection refused. Start it, or correct Database:Postgres.", fault.Message);
    }

    [Fact]
    public async Task A_server_that_does_not_know_the_database_says_so()
    {
        await using var dialect = new PostgresDialect("desk", server.To("nowhere"), Durability.Normal);

        var fault = await Assert.ThrowsAsync<DatabaseException>(() => Database.Open("desk", dialect, _ => [], SystemClock.Instance));

        Assert.Equal(DatabaseFault.Unreachable, fault.Fault);
        Assert.Contains("does not let desk in: database \"nowhere\" does not exist", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_died_is_found_again_and_has_all_that_was_kept()
    {
        var own = new PostgresServer();
        await using var __ = own;
        await own.InitializeAsync();
        await using var place = new Place("postgres", own);
        var database = await place.Open(Durability.Full, ("0001-lines.sql", Table));
        await Write(database, 1);
        Assert.Equal(1, await Count(database));

        await own.Stop("QUIT");
        var writing = await Assert.ThrowsAsync<DatabaseException>(() => Write(database, 2));
        var reading = await Assert.ThrowsAsync<DatabaseException>(() => Count(database));
        await own.Start();
        await Write(database, 3);

        Assert.Equal((DatabaseFault.Unreachable, DatabaseFault.Unreachable), (writing.Fault, reading.Fault));
        Assert.Equal(2, await Count(database));
    }

    [Fact]
    public async Task A_server_that_is_started_anew_in_between_is_not_noticed()
    {
        var own = new PostgresServer();
        await using var __ = own;
        await own.InitializeAsync();
        await using var place = new Place("postgres", own);
        var database = await place.Open(("0001-lines.sql", Table));
        await Write(database, 1);
        Assert.Equal(1, await Count(database));

        await own.Stop();
        await own.Start();
        await Write(database, 2);

        Assert.Equal(2, await Count(database));
    }

    [Fact]
    public async Task A_full_file_loses_nothing_and_goes_on_when_there_is_room()
    {
        await using var place = new Place("sqlite", server);
        var dialect = new SqliteDialect("desk", place.File, Durability.Full, mostPages: 40);
        var database = await Database.Open("desk", dialect, speaking => Migration.From("desk", [("0001-lines.sql", Table)], speaking), SystemClock.Instance);
        place.Keep(database);

        var (kept, fault) = await FillUp(database);
        await database.Write(writing => writing.Execute("delete from lines where number % 2 = 0"), Ct);
        await Write(database, 0);

        Assert.Equal((DatabaseFault.Full, $"There is no room left for {place.File}; nothing that was kept is lost. Free some disk space, and desk goes on by itself."), (fault.Fault, fault.Message));
        Assert.Equal(kept / 2 + kept % 2 + 1, await Count(database));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_full_disk_loses_nothing(string kind)
    {
        await using var disk = await SmallDisk.Mount(megabytes: 16);
        // Of its own: one whose disk has gone keeps nothing for anybody.
        await using var own = kind == "postgres" ? new PostgresServer() : null;
        Dialect dialect;
        if (own is not null)
        {
            await own.InitializeAsync();
            await Tool.Run("chown", "postgres", disk.Path);
            await own.Execute($"create tablespace {disk.Name} location '{disk.Path}'");
            await own.Execute($"create database {disk.Name} tablespace {disk.Name}");
            dialect = new PostgresDialect("desk", own.To(disk.Name), Durability.Full);
        }
        else
        {
            dialect = new SqliteDialect("desk", Path.Combine(disk.Path, "desk.db"), Durability.Full);
        }

        var database = await Database.Open("desk", dialect, speaking => Migration.From("desk", [("0001-lines.sql", Table)], speaking), SystemClock.Instance);
        var (kept, fault) = await FillUp(database);
        var numbers = await database.Read(reading => reading.Query<int>("select number from lines order by number"), Ct);
        await database.DisposeAsync();

        Assert.Equal(DatabaseFault.Full, fault.Fault);
        Assert.Equal(Enumerable.Range(1, kept), numbers);
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task Somebody_who_does_not_let_go_is_told_of(string kind)
    {
        await using var place = new Place(kind, server);
        var (one, two) = (await place.Open(), await place.Open());
        using var gate = new ManualResetEventSlim();
        var held = new TaskCompletionSource();

        var holding = one.Write(_ =>
        {
            held.SetResult();
            gate.Wait(Ct);
        }, Ct);
        await held.Task;
        var fault = await Assert.ThrowsAsync<DatabaseException>(() => two.Write(writing => writing.Execute("delete from numbers"), Ct));
        gate.Set();
        await holding;

        Assert.Equal(DatabaseFault.Locked, fault.Fault);
        Assert.Contains("for more than 5 seconds", fault.Message, StringComparison.Ordinal);
        await two.Write(writing => writing.Execute("delete from numbers"), Ct);
    }

    [Fact]
    public async Task A_damaged_file_stops_whoever_opens_it()
    {
        await using var place = new Place("sqlite", server);
        await File.WriteAllTextAsync(place.File, string.Concat(Enumerable.Repeat("this is no database; ", 1_000)), Ct);

        var fault = await Assert.ThrowsAsync<DatabaseException>(() => place.Open());

        Assert.Equal(DatabaseFault.Corrupt, fault.Fault);
        Assert.Contains("'algotrendy restore FOLDER' sets it aside", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_was_overwritten_is_not_read_as_if_it_were_whole()
    {
        await using var place = new Place("sqlite", server);
        var database = await place.Open(("0001-lines.sql", Table));
        for (var number = 1; number <= 100; number++) await Write(database, number);
        await database.DisposeAsync();
        using (var file = File.OpenHandle(place.File, FileMode.Open, FileAccess.ReadWrite))
        {
            var noise = new byte[4096];
            new Random(5).NextBytes(noise);
            for (var page = 6; page < 20; page++) RandomAccess.Write(file, noise, page * 4096L);
        }

        var fault = await Assert.ThrowsAsync<DatabaseException>(async () => await Count(await place.Open(("0001-lines.sql", Table))));

        Assert.Equal(DatabaseFault.Corrupt, fault.Fault);
    }

    /// <summary>Writes lines of a page each until there is no room.</summary>
    private static async Task<(int Kept, DatabaseException Fault)> FillUp(Database database)
    {
        for (var kept = 0; ; kept++)
        {
            try
            {
                await Write(database, kept + 1);
            }
            catch (DatabaseException fault)
            {
                return (kept, fault);
            }
        }
    }

    // Text that does not compress, as PostgreSQL would.
    private static Task<int> Write(Database database, int number) => database.Write(writing => writing.Execute("insert into lines values (@number, @Text)", new { number, Text = Noise(number) }), Ct);

    private static string Noise(int seed)
    {
        var noise = new byte[1_500];
        new Random(seed).NextBytes(noise);
        return Convert.ToHexString(noise);
    }

    private static Task<long> Count(Database database) => database.Read(reading => reading.Get<long>("select count(*) from lines where text <> ''"), Ct);
}
