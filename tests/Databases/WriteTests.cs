using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Tests.Databases.Servers;

namespace AlgoTrendy.Tests.Databases;

public class WriteTests(PostgresServer server)
{
    private const string InsertNumber = "insert into numbers values (@Place, 1)";
    private const string Count = "select count(*) from numbers";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_change_that_fails_leaves_nothing_and_takes_nobody_with_it(string kind)
    {
        await using var place = new Place(kind, server);
        var database = await place.Open();
        using var gate = new ManualResetEventSlim();

        var holding = database.Write(_ => gate.Wait(Ct), Ct);
        var changes = Enumerable.Range(0, 20).Select(number => database.Write(writing =>
        {
            writing.Execute("insert into numbers values (@number, @Value)", new { number, Value = 1m });
            if (number % 5 == 0) throw new InvalidOperationException("changed its mind");
        }, Ct)).ToArray();
        gate.Set();
        await holding;
        await Task.WhenAll(changes).ContinueWith(_ => { }, Ct, TaskContinuationOptions.None, TaskScheduler.Default);

        Assert.Equal([0, 5, 10, 15], changes.Index().Where(change => change.Item.IsFaulted).Select(change => change.Index));
        Assert.All(changes.Where(change => change.IsFaulted), change => Assert.IsType<InvalidOperationException>(change.Exception!.InnerException));
        Assert.Equal(16, await database.Read(reading => reading.Get<long>(Count), Ct));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task Many_rows_of_one_statement_are_kept_together_or_not_at_all(string kind)
    {
        const int Many = 2_500; // more than one round trip takes
        await using var place = new Place(kind, server);
        var database = await place.Open();

        var changed = await database.Write(writing => writing.ExecuteMany(InsertNumber, Enumerable.Range(0, Many).Select(number => new { Place = number })), Ct);
        var refused = await Assert.ThrowsAsync<DatabaseException>(() => database.Write(writing => writing.ExecuteMany(InsertNumber, new[] { Many, Many + 1, 17, Many + 2 }.Select(number => new { Place = number })), Ct));
        var none = await database.Write(writing => writing.ExecuteMany(InsertNumber, []), Ct);

        Assert.Equal((Many, 0), (changed, none));
        Assert.Equal(DatabaseFault.Constraint, refused.Fault);
        Assert.Equal(Enumerable.Range(0, Many), await database.Read(reading => reading.Query<int>("select place from numbers order by place"), Ct));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task Changes_that_wait_together_share_a_commit(string kind)
    {
        await using var place = new Place(kind, server);
        var database = await place.Open(Durability.Full);
        using var gate = new ManualResetEventSlim();
        var commits = 0;
        database.Committed += () => commits++;

        var holding = database.Write(_ => gate.Wait(Ct), Ct);
        var changes = Enumerable.Range(0, 500).Select(number => database.Write(writing => writing.Execute("insert into numbers values (@number, @Value)", new { number, Value = 1m }), Ct)).ToArray();
        gate.Set();
        await Task.WhenAll(changes);

        Assert.InRange(commits, 2, 4);
        Assert.Equal(500, await database.Read(reading => reading.Get<long>(Count), Ct));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_look_sees_one_moment_and_waits_for_no_writer(string kind)
    {
        await using var place = new Place(kind, server);
        var database = await place.Open();
        using var gate = new ManualResetEventSlim();
        await Insert(database, 1);

        var holding = database.Write(writing =>
        {
            writing.Execute("delete from numbers");
            gate.Wait(Ct);
        }, Ct);
        var (before, after) = await database.Read(reading =>
        {
            var first = reading.Get<long>(Count);
            gate.Set();
            holding.Wait(Ct);
            return (first, reading.Get<long>(Count));
        }, Ct);

        Assert.Equal((1, 1), (before, after));
        Assert.Equal(0, await database.Read(reading => reading.Get<long>(Count), Ct));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_look_changes_nothing(string kind)
    {
        await using var place = new Place(kind, server);
        var database = await place.Open();

        await Assert.ThrowsAsync<DatabaseException>(() => database.Read(reading => reading.Query<int>("insert into numbers values (1, 1) returning place"), Ct));

        Assert.Equal(0, await database.Read(reading => reading.Get<long>(Count), Ct));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_change_that_is_given_up_before_its_turn_is_not_made(string kind)
    {
        await using var place = new Place(kind, server);
        var database = await place.Open();
        using var gate = new ManualResetEventSlim();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var holding = database.Write(_ => gate.Wait(Ct), Ct);
        var change = database.Write(writing => writing.Execute(InsertNumber, new { Place = 1 }), giveUp.Token);
        await giveUp.CancelAsync();
        gate.Set();
        await holding;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => change);
        Assert.Equal(0, await database.Read(reading => reading.Get<long>(Count), Ct));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_rule_of_a_table_refuses_one_change_only(string kind)
    {
        await using var place = new Place(kind, server);
        var database = await place.Open();
        await Insert(database, 1);

        var refused = await Assert.ThrowsAsync<DatabaseException>(() => Insert(database, 1));
        await Insert(database, 2);

        Assert.Equal((DatabaseFault.Constraint, "database-constraint"), (refused.Fault, refused.Code));
        Assert.Equal(2, await database.Read(reading => reading.Get<long>(Count), Ct));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task Nothing_is_said_to_be_kept_before_the_commit(string kind)
    {
        await using var place = new Place(kind, server);
        var database = await place.Open(("0001-pairs.sql", "create table pairs (id text primary key, other text not null references pairs (id) deferrable initially deferred);"));

        // What a commit itself refuses is found by nothing else.
        var refused = await Assert.ThrowsAsync<DatabaseException>(() => database.Write(writing => writing.Execute("insert into pairs values ('a', 'nobody')"), Ct));
        await database.Write(writing => writing.Execute("insert into pairs values ('b', 'b')"), Ct);

        Assert.Equal(DatabaseFault.Constraint, refused.Fault);
        Assert.Equal(["b"], await database.Read(reading => reading.Query<string>("select id from pairs"), Ct));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task Two_processes_that_write_wait_for_one_another(string kind)
    {
        await using var place = new Place(kind, server);
        var (one, two) = (await place.Open(), await place.Open());
        await Insert(one, 1);

        var many = Enumerable.Range(0, 200).Select(turn => (turn % 2 == 0 ? one : two).Write(writing =>
        {
            var last = writing.Get<int>("select max(place) from numbers");
            writing.Execute(InsertNumber, new { Place = last + 1 });
        }, Ct));
        await Task.WhenAll(many);

        Assert.Equal(201, await one.Read(reading => reading.Get<long>("select max(place) from numbers"), Ct));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task What_waits_is_kept_before_the_database_closes(string kind)
    {
        await using var place = new Place(kind, server);
        var database = await place.Open();

        var changes = Enumerable.Range(0, 50).Select(number => Insert(database, number)).ToArray();
        await database.DisposeAsync();
        await Task.WhenAll(changes);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Insert(database, 51));
        Assert.Equal(50, await (await place.Open()).Read(reading => reading.Get<long>(Count), Ct));
    }

    private static Task<int> Insert(Database database, int number) => database.Write(writing => writing.Execute("insert into numbers values (@number, @Value)", new { number, Value = 1m }), Ct);
}
