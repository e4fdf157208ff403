using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Tests.Databases.Servers;
using NodaTime;

namespace AlgoTrendy.Tests.Databases;

public class MigrationTests(PostgresServer server)
{
    private static readonly (string File, string Sql) First = ("0001-first.sql", "create table things (name text not null);");
    private static readonly (string File, string Sql) Second = ("0002-second.sql", "insert into things values ('once');");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task Steps_run_once_however_many_start_together(string kind)
    {
        await using var place = new Place(kind, server);

        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            var dialect = place.Dialect();
            return await Database.Open(place.Module, dialect, speaking => Migration.From("desk", [First, Second], speaking), SystemClock.Instance);
        }, Ct)));
        foreach (var database in all) place.Keep(database);

        Assert.Equal(["once"], await all[0].Read(reading => reading.Query<string>("select name from things"), Ct));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task New_steps_follow_old_ones(string kind)
    {
        await using var place = new Place(kind, server);
        await (await place.Open(First)).DisposeAsync();

        var database = await place.Open(First, Second);

        Assert.Equal(["once"], await database.Read(reading => reading.Query<string>("select name from things"), Ct));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_step_that_fails_leaves_nothing_of_its_start(string kind)
    {
        await using var place = new Place(kind, server);

        await Assert.ThrowsAsync<DatabaseException>(() => place.Open(First, ("0002-second.sql", "insert into things values ('half'); insert into nowhere values (1);")));
        var database = await place.Open(First, Second);

        Assert.Equal(["once"], await database.Read(reading => reading.Query<string>("select name from things"), Ct));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_step_that_changed_after_it_ran_is_refused(string kind)
    {
        await using var place = new Place(kind, server);
        await place.Open(First);

        var refused = await Assert.ThrowsAsync<SetupException>(() => place.Open((First.File, First.Sql + " ")));

        Assert.Equal($"The database of {place.Module} was made by another text of 0001-first of desk than this program has. A migration never changes once it has run: put the old text back, and make the change a new migration.", refused.Message);
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_database_newer_than_the_program_is_refused(string kind)
    {
        await using var place = new Place(kind, server);
        await place.Open(First, Second);

        var refused = await Assert.ThrowsAsync<SetupException>(() => place.Open(First));

        Assert.Equal($"The database of {place.Module} is newer than this program: it has 0002-second of desk, which is not known here. Start the newer version, or restore a backup from before it.", refused.Message);
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task Where_the_two_must_differ_each_has_its_own_text(string kind)
    {
        await using var place = new Place(kind, server);

        var database = await place.Open(
            First,
            ("0002-second.sqlite.sql", "insert into things select 'sqlite ' || (sqlite_version() > '3');"),
            ("0002-second.postgres.sql", "insert into things select 'postgres ' || (version() like 'PostgreSQL%')::int;"));

        Assert.Equal([kind + " 1"], await database.Read(reading => reading.Query<string>("select name from things"), Ct));
    }

    [Theory]
    [InlineData("0001-a.sql", "0003-c.sql", "0003-c is out of place")]
    [InlineData("0001-a.sql", "0001-b.sql", "0001-b is out of place")]
    [InlineData("0001-a.sql", "2-b.sql", "'2-b.sql' is no migration's name")]
    public async Task Names_out_of_order_are_found(string first, string second, string expected)
    {
        await using var place = new Place("sqlite", server);

        var broken = Assert.Throws<InvalidOperationException>(() => Migration.From("desk", [(first, ""), (second, "")], place.Dialect()));

        Assert.Contains(expected, broken.Message, StringComparison.Ordinal);
    }
}
