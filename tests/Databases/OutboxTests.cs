using System.Diagnostics;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;
using AlgoTrendy.Tests.Databases.Servers;
using NodaTime;

namespace AlgoTrendy.Tests.Databases;

public sealed record Filled(string Order, Price Price);

public class OutboxTests(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task An_event_says_all_that_others_need(string kind)
    {
        await using var place = new Place(kind, server);
        var database = await place.Open();
        using var activity = new Activity("an order").Start();
        var before = SystemClock.Instance.GetCurrentInstant();

        await database.Write(writing => writing.Tell("account-1", new Filled("o1", new(1.50m)), version: 2), Ct);
        var told = Assert.Single(await database.ReadTold(0, 10, Ct));

        Assert.Equal((1, "Filled", 2, "account-1", 1, place.Module, activity.TraceId.ToString()), (told.Position, told.Name, told.Version, told.Key, told.Sequence, told.Source, told.TraceId));
        Assert.Equal("""{"order":"o1","price":"1.50"}""", told.Payload);
        Assert.Equal(new Filled("o1", new(1.5m)), told.Open<Filled>());
        Assert.Equal(7, told.Id.Version);
        Assert.InRange(told.Time.ToInstant(), before, SystemClock.Instance.GetCurrentInstant());
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task Many_events_told_together_are_as_if_told_one_by_one(string kind)
    {
        await using var left = new Place(kind, server);
        await using var right = new Place(kind, server);
        var (together, alone) = (await left.Open(), await right.Open());
        using var activity = new Activity("a batch").Start();

        for (var seed = 0; seed < 25; seed++)
        {
            await together.Write(writing => Script(seed, writing, (key, events) => writing.TellAll(key, events)), Ct);
            await alone.Write(writing => Script(seed, writing, (key, events) =>
            {
                foreach (var what in events)
                {
                    if (what is Filled filled) writing.Tell(key, filled);
                    else writing.Tell(key, (Cancelled)what);
                }
            }), Ct);
        }

        var (one, other) = (await together.ReadTold(0, 10_000, Ct), await alone.ReadTold(0, 10_000, Ct));
        Assert.InRange(one.Count, 100, 10_000);
        Assert.Equal(other.Select(Said), one.Select(Said));
        Assert.Equal(Enumerable.Range(1, one.Count).Select(position => (long)position), one.Select(envelope => envelope.Position));
        Assert.Equal(one.Count, one.Select(envelope => envelope.Id).Distinct().Count());
        Assert.All(one, envelope => Assert.Equal(7, envelope.Id.Version));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task What_is_not_kept_is_not_told(string kind)
    {
        await using var place = new Place(kind, server);
        var database = await place.Open();

        var changes = Enumerable.Range(0, 100).Select(number => database.Write(writing =>
        {
            Victim.Order(writing, number);
            writing.Tell($"account-{number % 2}", new Filled($"order-{number}", new(1)));
            if (number % 3 == 0) throw new InvalidOperationException("changed its mind");
        }, Ct)).ToArray();
        await Task.WhenAll(changes).ContinueWith(_ => { }, Ct, TaskContinuationOptions.None, TaskScheduler.Default);
        var told = await database.ReadTold(0, 1_000, Ct);
        var orders = await database.Read(reading => reading.Query<string>("select id from orders"), Ct);

        Assert.Equal(66, told.Count);
        Assert.Equal(orders.Order(), told.Select(envelope => envelope.Open<Filled>().Order).Order());
        Assert.Equal(Enumerable.Range(1, 66).Select(position => (long)position), told.Select(envelope => envelope.Position));
        foreach (var key in told.GroupBy(envelope => envelope.Key)) Assert.Equal(Enumerable.Range(1, key.Count()).Select(sequence => (long)sequence), key.Select(envelope => envelope.Sequence));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_reader_misses_no_event_that_commits_late(string kind)
    {
        const int Events = 120;
        await using var place = new Place(kind, server);
        // Two processes of one module, as far as the database can tell.
        var (one, two) = (await place.Open(), await place.Open());
        var chance = new Random(11);
        var delays = Enumerable.Range(0, Events).Select(_ => chance.Next(4)).ToArray();

        var telling = Task.WhenAll(Enumerable.Range(0, Events).Select(Tell));
        var heard = new List<Envelope>();
        while (heard.Count < Events && !telling.IsFaulted) heard.AddRange(await one.ReadTold(heard.Count == 0 ? 0 : heard[^1].Position, 7, Ct));
        await telling;

        Assert.Equal(Enumerable.Range(0, Events).Select(number => $"{number}").Order(), heard.Select(envelope => envelope.Open<Filled>().Order).Order());
        Assert.Equal(Enumerable.Range(1, Events).Select(sequence => (long)sequence), heard.Select(envelope => envelope.Sequence));

        async Task Tell(int number)
        {
            while (true)
            {
                try
                {
                    await (number % 2 == 0 ? one : two).Write(writing =>
                    {
                        writing.Tell("key", new Filled($"{number}", new(1)));
                        Ct.WaitHandle.WaitOne(delays[number]); // told, and not kept yet
                    }, Ct);
                    return;
                }
                catch (DatabaseException busy) when (busy.Fault == DatabaseFault.Locked)
                {
                    // The other took longer than one waits for it, so none of this was kept.
                }
            }
        }
    }

    [Fact]
    public async Task Whoever_tells_waits_for_whoever_told_before_him_even_without_the_lock_of_writers()
    {
        await using var place = new Place("postgres", server);
        await place.Open();
        await using var dialect = place.Dialect();
        using var early = new Line(dialect.OpenWriter(), dialect);
        using var late = new Line(dialect.OpenWriter(), dialect);
        early.Execute("begin", null);
        late.Execute("begin", null);

        new Writing(early, dialect, "desk", SystemClock.Instance).Tell("one", new Filled("early", new(1)));
        var second = Task.Run(() => new Writing(late, dialect, "desk", SystemClock.Instance).Tell("two", new Filled("late", new(1))), Ct);
        await Task.Delay(100, Ct);
        var waited = !second.IsCompleted;
        early.Execute("commit", null);
        await second;
        late.Execute("commit", null);
        var told = await (await place.Open()).ReadTold(0, 10, Ct);

        Assert.True(waited, "The later one had its position before the earlier one was kept.");
        Assert.Equal([(1, "early"), (2, "late")], told.Select(envelope => (envelope.Position, envelope.Open<Filled>().Order)));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task What_somebody_has_not_read_stays(string kind)
    {
        await using var place = new Place(kind, server);
        var database = await place.Open();
        await Tell(database, 10);
        await database.Acknowledge("fast", 10, Ct);
        await database.Acknowledge("slow", 4, Ct);

        var young = await database.Trim(Duration.FromHours(1), Ct);
        var old = await database.Trim(Duration.FromSeconds(-1), Ct);
        await database.ForgetReaders(reader => reader == "slow", Ct);
        var forgotten = await database.Trim(Duration.FromSeconds(-1), Ct);
        await Tell(database, 1);

        Assert.Equal((0, 4, 6), (young, old, forgotten));
        Assert.Equal((11, 11), (await database.ReadTold(0, 100, Ct))[0] is var next ? (next.Position, next.Sequence) : default);
    }

    private static Task Tell(Database database, int count) => database.Write(writing =>
    {
        for (var number = 0; number < count; number++) writing.Tell("key", new Filled($"{number}", new(1)));
    }, Ct);

    /// <summary>A change by chance: a few keys, each told about several times, of which some are about nothing.</summary>
    private static void Script(int seed, Writing writing, Action<string, object[]> tell)
    {
        var chance = new Random(seed);
        for (var time = 0; time < 6; time++)
        {
            tell($"account-{chance.Next(3)}", [.. Enumerable.Range(0, chance.Next(5)).Select(number => chance.Next(2) == 0 ? (object)new Filled($"{seed}/{time}/{number}", new(1)) : new Cancelled($"{seed}/{time}/{number}"))]);
            writing.Execute("insert into numbers values (@place, @Number)", new { place = seed * 10 + time, Number = 1m });
        }
    }

    private static (long, string, int, string, long, string, string?, string) Said(Envelope told) => (told.Position, told.Name, told.Version, told.Key, told.Sequence, told.Source.Split('-')[0], told.TraceId, told.Payload);

    private sealed record Cancelled(string Order);
}
