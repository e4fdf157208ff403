using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;
using AlgoTrendy.Tests.Databases.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlgoTrendy.Tests.Databases;

/// <summary>One module tells, another hears and keeps what it heard in a database of its own: the table numbers, in the order of hearing.</summary>
public class SubscriptionTests(PostgresServer server)
{
    private const string Reader = "books";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task Every_event_is_handled_once_and_in_order_however_often_the_reader_ends(string kind)
    {
        await using var desk = new Place(kind, server);
        await using var books = new Place(kind, server);
        var (owner, own) = (await desk.Open(), await books.Open());
        var chance = new Random(3);

        var telling = Task.Run(async () =>
        {
            for (var number = 0; number < 400; number += 4) await Tell(owner, number, 4);
        }, Ct);
        while ((await Heard(own)).Count < 400)
        {
            await using var subscription = Start(owner, own);
            await Task.Delay(chance.Next(30), Ct);
        }

        await telling;
        Assert.Equal(Enumerable.Range(0, 400), await Heard(own));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task An_event_that_cannot_be_handled_is_tried_until_it_can(string kind)
    {
        await using var desk = new Place(kind, server);
        await using var books = new Place(kind, server);
        var (owner, own) = (await desk.Open(), await books.Open());
        var failures = 0;

        await using var subscription = Start(owner, own, (_, number) =>
        {
            if (number == 7 && Interlocked.Increment(ref failures) < 4) throw new InvalidOperationException("not today");
        });
        await Tell(owner, 0, 20);
        await Until(own, 20);

        Assert.Equal(Enumerable.Range(0, 20), await Heard(own));
        Assert.Equal(4, failures);
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_long_backlog_is_handled_once_and_in_order_whatever_fails_and_however_often_the_reader_ends(string kind)
    {
        await using var desk = new Place(kind, server);
        await using var books = new Place(kind, server);
        var (owner, own) = (await desk.Open(), await books.Open());
        var (chance, failures) = (new Random(5), 0);
        for (var number = 0; number < 3_000; number += 100) await Tell(owner, number, 100);

        while ((await Heard(own)).Count < 3_000)
        {
            await using var subscription = Start(owner, own, (_, number) =>
            {
                if (number is 700 or 1_900 && Interlocked.Increment(ref failures) % 3 != 0) throw new InvalidOperationException("not today");
            });
            await Task.Delay(chance.Next(300), Ct);
        }

        Assert.Equal(Enumerable.Range(0, 3_000), await Heard(own));
        Assert.Equal(6, failures);
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_reader_that_hangs_holds_up_neither_the_owner_nor_other_readers(string kind)
    {
        await using var desk = new Place(kind, server);
        await using var books = new Place(kind, server);
        await using var hung = new Place(kind, server);
        var (owner, own, other) = (await desk.Open(), await books.Open(), await hung.Open());
        using var gate = new ManualResetEventSlim();

        await using var hanging = Start(owner, other, (_, _) => gate.Wait(Ct));
        await using var running = Start(owner, own);
        for (var number = 0; number < 200; number += 4) await Tell(owner, number, 4);
        await Until(own, 200);
        var before = await Heard(other);
        gate.Set();
        await Until(other, 200);

        Assert.Empty(before);
        Assert.Equal(Enumerable.Range(0, 200), await Heard(other));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_reader_can_go_back_to_any_point(string kind)
    {
        await using var desk = new Place(kind, server);
        await using var books = new Place(kind, server);
        var (owner, own) = (await desk.Open(), await books.Open());
        await Tell(owner, 0, 10);
        await using (Start(owner, own)) await Until(own, 10);

        await Subscription.Rewind(Reader, desk.Module, own, 6, Ct);
        await using (Start(owner, own)) await Until(own, 14);

        Assert.Equal([.. Enumerable.Range(0, 10), 6, 7, 8, 9], await Heard(own));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task What_is_told_after_a_restore_is_heard(string kind)
    {
        await using var desk = new Place(kind, server);
        await using var books = new Place(kind, server);
        var (owner, own) = (await desk.Open(), await books.Open());
        await Tell(owner, 0, 5);
        await owner.BackUpTo(desk.Home.File("backup.db"), Ct);
        await Tell(owner, 5, 5);
        await using var subscription = Start(owner, own);
        await Until(own, 10);

        await owner.RestoreFrom(desk.Home.File("backup.db"), Ct);
        await Tell(owner, 20, 5);
        await Until(own, 15);

        Assert.Equal([.. Enumerable.Range(0, 10), .. Enumerable.Range(20, 5)], await Heard(own));
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_restored_reader_hears_again_what_it_has_forgotten(string kind)
    {
        await using var desk = new Place(kind, server);
        await using var books = new Place(kind, server);
        var (owner, own) = (await desk.Open(), await books.Open());
        await Tell(owner, 0, 5);
        await using (Start(owner, own)) await Until(own, 5);
        await own.BackUpTo(books.Home.File("backup.db"), Ct);
        await Tell(owner, 5, 5);
        await using (Start(owner, own)) await Until(own, 10);

        await own.RestoreFrom(books.Home.File("backup.db"), Ct);
        var forgotten = (await Heard(own)).Count;
        await using (Start(owner, own)) await Until(own, 10);

        Assert.Equal(5, forgotten);
        Assert.Equal(Enumerable.Range(0, 10), await Heard(own));
    }

    private static Subscription Start(Database owner, Database own, Action<Writing, int>? before = null) => Subscription.Start(Reader, owner, own, new Handlers().On<Filled>((writing, filled, _) =>
    {
        var number = int.Parse(filled.Order, System.Globalization.CultureInfo.InvariantCulture);
        before?.Invoke(writing, number);
        writing.Execute("insert into numbers (place, number) values ((select coalesce(max(place), 0) + 1 from numbers), @Number)", new { Number = (decimal)number });
    }), NullLogger.Instance);

    private static Task Tell(Database owner, int first, int count) => owner.Write(writing =>
    {
        for (var number = first; number < first + count; number++) writing.Tell("account", new Filled($"{number}", new(1)));
    }, Ct);

    private static async Task Until(Database own, int count)
    {
        while ((await Heard(own)).Count < count) await Task.Delay(5, Ct);
    }

    private static async Task<IReadOnlyList<int>> Heard(Database own) => [.. (await own.Read(reading => reading.Query<decimal>("select number from numbers order by place"), Ct)).Select(number => (int)number)];
}
