using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;
using AlgoTrendy.Tests.Databases.Servers;
using NodaTime;

namespace AlgoTrendy.Tests.Databases;

public class BackupTests(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Ways => new() { { "sqlite", "postgres" }, { "postgres", "sqlite" }, { "sqlite", "sqlite" }, { "postgres", "postgres" } };

    [Theory, MemberData(nameof(Ways))]
    public async Task Everything_is_copied_and_what_was_there_is_gone(string from, string to)
    {
        await using var left = new Place(from, server);
        await using var right = new Place(to, server);
        var (source, target) = (await left.Open(), await right.Open());
        await FillWithAllKinds(source);
        await Orders(source, 1, 300);
        await Orders(target, 900, 950);

        var copied = await source.CopyTo(target, Ct);

        Assert.Equal((300, 900, 2), (copied.Rows["orders"], copied.Rows["fills"], copied.Rows["values_of_all_kinds"]));
        Assert.Equal(await Content(source), await Content(target));
        Assert.Equal(300, (await Content(target)).Orders.Count);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task There_and_back_is_the_same(string from, string to)
    {
        await using var left = new Place(from, server);
        await using var right = new Place(to, server);
        var (source, target) = (await left.Open(), await right.Open());
        await FillWithAllKinds(source);
        await Orders(source, 1, 50);
        var before = await Content(source);

        await source.CopyTo(target, Ct);
        await source.Write(writing => writing.Execute("delete from fills") + writing.Execute("delete from orders") + writing.Execute("delete from values_of_all_kinds"), Ct);
        await target.CopyTo(source, Ct);

        Assert.Equal(before, await Content(source));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_backup_taken_while_orders_come_in_is_one_moment(string kind)
    {
        await using var place = new Place(kind, server);
        var database = await place.Open();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await Orders(database, 0, 200);
        var writing = Task.Run(async () =>
        {
            for (var number = 201; !enough.IsCancellationRequested; number++) await Orders(database, number, number);
        }, Ct);

        var file = place.Home.File("backup.db");
        await database.BackUpTo(file, Ct);
        await Task.Delay(50, Ct);
        await enough.CancelAsync();
        await writing;
        var after = (await Content(database)).Orders.Count;
        await database.RestoreFrom(file, Ct);
        var restored = await Content(database);

        Assert.InRange(restored.Orders.Count, 200, after);
        Assert.Equal(Enumerable.Range(0, restored.Orders.Count).Select(number => (long)number), restored.Orders);
        Assert.Equal(restored.Orders.Count * 3, restored.Fills.Count);
        Assert.Equal(["backup.db"], Directory.GetFiles(place.Home.Path).Select(Path.GetFileName));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_backup_of_an_older_version_is_brought_up_to_date(string kind)
    {
        await using var place = new Place(kind, server);
        (string, string) first = ("0001-things.sql", "create table things (name text not null);");
        (string, string) second = ("0002-more.sql", "create table more (name text not null); insert into more select name from things;");
        var old = await place.Open(first);
        await old.Write(writing => writing.Execute("insert into things values ('kept')"), Ct);
        var file = place.Home.File("old.db");
        await old.BackUpTo(file, Ct);
        await old.Write(writing => writing.Execute("delete from things"), Ct);

        var now = await place.Open(first, second);
        await now.RestoreFrom(file, Ct);
        await now.RestoreFrom(file, Ct); // the backup itself is as it was

        Assert.Equal(["kept"], await now.Read(reading => reading.Query<string>("select name from more"), Ct));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task Every_restore_begins_a_generation_that_never_was(string kind)
    {
        await using var first = new Place(kind, server);
        await using var second = new Place(kind, server);
        var clock = new SetClock(Instant.FromUtc(2025, 12, 31, 0, 0)); // before the beginning, so that only counting helps
        var (database, file) = (await first.Open(clock), first.Home.File("backup.db"));
        await Tell(database);
        await database.BackUpTo(file, Ct);
        var generations = new List<long> { await Generation(database) };
        var positions = new List<(long, long)>();

        for (var time = 0; time < 3; time++)
        {
            await database.RestoreFrom(file, Ct); // the same backup, which knows of no restore
            generations.Add(await Generation(database));
            positions.AddRange(await Tell(database));
        }

        clock.Now = Instant.FromUtc(2026, 11, 1, 0, 0);
        var elsewhere = await second.Open(clock); // the home was lost
        await elsewhere.RestoreFrom(file, Ct);
        generations.Add(await Generation(elsewhere));
        positions.AddRange(await Tell(elsewhere));

        Assert.Equal([0, 1, 2, 3, 26_265_600], generations);
        Assert.Equal([1_000_000_001, 2_000_000_001, 3_000_000_001, 26_265_600_000_000_001], positions.Select(position => position.Item1));
        Assert.Equal(positions.Select(position => position.Item1), positions.Select(position => position.Item2));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task What_is_no_backup_of_this_changes_nothing(string kind)
    {
        await using var place = new Place(kind, server);
        await using var other = new Place("sqlite", server);
        var database = await place.Open();
        await Orders(database, 1, 10);
        var (empty, noise, strange) = (place.Home.File("empty.db"), place.Home.File("noise.db"), place.Home.File("strange.db"));
        await File.WriteAllBytesAsync(empty, [], Ct);
        await File.WriteAllBytesAsync(noise, Enumerable.Range(0, 9_000).Select(value => (byte)(value % 251)).ToArray(), Ct);
        await (await other.Open(("0001-other.sql", "create table other (name text);"))).BackUpTo(strange, Ct);

        var refused = await Assert.ThrowsAsync<SetupException>(() => database.RestoreFrom(empty, Ct));
        var damaged = await Assert.ThrowsAsync<DatabaseException>(() => database.RestoreFrom(noise, Ct));
        var foreign = await Assert.ThrowsAsync<SetupException>(() => database.RestoreFrom(strange, Ct));
        var missing = await Assert.ThrowsAsync<SetupException>(() => database.RestoreFrom(place.Home.File("nowhere.db"), Ct));
        var twice = await Assert.ThrowsAsync<SetupException>(() => database.BackUpTo(empty, Ct));

        Assert.Equal($"{empty} is no backup of {place.Module}.", refused.Message);
        Assert.Equal(DatabaseFault.Corrupt, damaged.Fault);
        Assert.Equal($"{strange} is no backup of {place.Module}: its tables are those of desk.", foreign.Message);
        Assert.Equal($"There is no backup {place.Home.File("nowhere.db")}.", missing.Message);
        Assert.Equal($"{empty} is there already. A backup never replaces another: choose another name, or delete it first.", twice.Message);
        Assert.Equal(10, (await Content(database)).Orders.Count);
    }

    [Fact]
    public async Task A_value_that_does_not_fit_the_other_stops_the_copy()
    {
        await using var left = new Place("sqlite", server);
        await using var right = new Place("postgres", server);
        var (source, target) = (await left.Open(), await right.Open());
        await Orders(target, 1, 10);
        await source.Write(writing => writing.Execute("insert into numbers values (1, 'a lot')"), Ct);

        var fault = await Assert.ThrowsAsync<DatabaseException>(() => source.CopyTo(target, Ct));

        Assert.Equal((DatabaseFault.Corrupt, "Column number of numbers holds a lot (String), which is no numeric. Nothing was copied."), (fault.Fault, fault.Message));
        Assert.Equal(10, (await Content(target)).Orders.Count);
    }

    private static Task Orders(Database database, long from, long to) => database.Write(writing =>
    {
        for (var number = from; number <= to; number++) Victim.Order(writing, number);
    }, Ct);

    private static Task<long> Generation(Database database) => database.Read(reading => reading.Generation, Ct);

    /// <returns>Position and sequence of what it told.</returns>
    private static async Task<(long, long)[]> Tell(Database database)
    {
        await database.Write(writing => writing.Tell("key", new Filled("o", new(1))), Ct);
        return [.. (await database.ReadTold(0, 100, Ct)).TakeLast(1).Select(told => (told.Position, told.Sequence))];
    }

    private static Task<int> FillWithAllKinds(Database database) => database.Write(writing =>
        writing.Execute("insert into values_of_all_kinds values ('a', @Price, null, 1, 2, 'buy', 'A.B', 3, @Yes, @Ratio, @Big, @Note, @Raw)", new { Price = 1.10m, Yes = true, Ratio = 0.1, Big = long.MaxValue, Note = "one\u001ftwo\n多", Raw = new byte[] { 0, 1 } })
        + writing.Execute("insert into values_of_all_kinds values ('b', @Price, @Price, 1, 2, 'buy', null, 3, @Yes, @Ratio, 0, null, @Raw)", new { Price = 79228162514264337593543950335m, Yes = false, Ratio = -1e300, Raw = Array.Empty<byte>() }), Ct);

    private static Task<All> Content(Database database) => database.Read(reading => new All(
        reading.Query<long>("select number from orders order by number"),
        reading.Query<string>("select order_id || '/' || part from fills order by order_id, part"),
        reading.Query<Kind>("select id, price, size, is_open, ratio, big, note from values_of_all_kinds order by id")), Ct);

    private sealed record Kind(string Id, decimal Price, decimal? Size, bool IsOpen, double Ratio, long Big, string? Note);

    private sealed record All(IReadOnlyList<long> Orders, IReadOnlyList<string> Fills, IReadOnlyList<Kind> Kinds)
    {
        public bool Equals(All? other) => other is not null && Orders.SequenceEqual(other.Orders) && Fills.Order().SequenceEqual(other.Fills.Order()) && Kinds.SequenceEqual(other.Kinds);

        public override int GetHashCode() => Orders.Count;
    }
}
