using System.Globalization;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;
using AlgoTrendy.Platform.Telling.Redis;
using AlgoTrendy.Tests.Databases.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace AlgoTrendy.Tests.Databases;

/// <summary>One module tells, another hears over Redis and keeps what it heard in the table numbers, in the order of hearing. What is heard twice would stand there twice.</summary>
public class BusTests(PostgresServer server)
{
    private const int Keys = 5;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task What_is_told_in_one_process_is_heard_in_another(string kind)
    {
        await using var world = await World.Open(kind, server);
        await using var hearing = await world.Hear();
        await using var telling = await world.Tell();

        await world.Tell(0, 500);
        await world.Until(500);

        await world.CheckHeard(500);
    }

    [Fact]
    public async Task A_server_that_is_killed_again_and_again_loses_nothing()
    {
        await using var world = await World.Open("sqlite", server);
        await using var hearing = await world.Hear();
        await using var telling = await world.Tell();

        for (var time = 0; time < 3; time++)
        {
            await world.Tell(time * 300, 150);
            await world.Redis.Kill();
            await world.Tell(time * 300 + 150, 150);
            await world.Redis.StartAgain();
        }

        await world.Until(900);
        await world.CheckHeard(900);
    }

    [Fact]
    public async Task A_server_that_freezes_loses_nothing()
    {
        await using var world = await World.Open("sqlite", server);
        await using var hearing = await world.Hear();
        await using var telling = await world.Tell();
        await world.Tell(0, 200);

        await world.Redis.Signal("STOP");
        await world.Tell(200, 200);
        await Task.Delay(3_000, Ct); // longer than a call may take, so that some are thought lost and done later
        await world.Redis.Signal("CONT");
        await world.Tell(400, 200);

        await world.Until(600);
        await world.CheckHeard(600);
    }

    [Fact]
    public async Task Connections_that_are_cut_lose_nothing()
    {
        await using var world = await World.Open("sqlite", server);
        await using var hearing = await world.Hear();
        await using var telling = await world.Tell();

        for (var time = 0; time < 10; time++)
        {
            await world.Tell(time * 50, 50);
            await world.Ask("CLIENT", "KILL", "TYPE", "normal");
            await world.Ask("CLIENT", "KILL", "TYPE", "pubsub");
        }

        await world.Until(500);
        await world.CheckHeard(500);
    }

    [Fact]
    public async Task A_reader_whose_group_is_gone_and_cannot_be_made_for_a_while_goes_on()
    {
        await using var world = await World.Open("sqlite", server);
        await using var hearing = await world.Hear();
        await using var telling = await world.Tell();
        await world.Tell(0, 50);
        await world.Until(50);

        await world.Ask("CONFIG", "SET", "maxmemory", "1");
        for (var partition = 0; partition < Streams.Partitions; partition++) await world.Ask("XGROUP", "DESTROY", Streams.Of(world.Desk.Module, partition), "books");
        await Task.Delay(2_500, Ct);
        await world.Ask("CONFIG", "SET", "maxmemory", "0");
        await world.Tell(50, 50);

        await world.Until(100);
        await world.CheckHeard(100);
    }

    /// <summary>As when a firewall forgets them: nothing is closed, and nothing comes. The library itself would wait for as long as the system does, a quarter of an hour.</summary>
    [Fact]
    public async Task Connections_that_die_without_a_word_are_replaced_and_lose_nothing()
    {
        await using var world = await World.Open("sqlite", server);
        await using var way = new SilentWay(world.Redis.Address);
        world.Address = way.Address;
        await using var hearing = await world.Hear();
        await using var telling = await world.Tell();
        await world.Tell(0, 100);
        await world.Until(100);

        way.Silence();
        await world.Tell(100, 100);

        await world.Until(200);
        await world.CheckHeard(200);
    }

    [Fact]
    public async Task What_the_server_forgets_is_told_again_and_handled_once()
    {
        await using var world = await World.Open("sqlite", server);
        await using var hearing = await world.Hear();
        await using var telling = await world.Tell();
        await world.Tell(0, 100);
        await world.Until(100);

        await world.Ask("FLUSHALL");
        await world.Tell(100, 100);

        await world.Until(200);
        await world.CheckHeard(200);
    }

    [Fact]
    public async Task A_reader_that_ends_is_followed_by_another()
    {
        await using var world = await World.Open("sqlite", server);
        await using var telling = await world.Tell();
        var writing = Task.Run(async () =>
        {
            for (var number = 0; number < 600; number += 10) await world.Tell(number, 10);
        }, Ct);

        while (await world.Count() < 600)
        {
            await using var one = await world.Hear();
            await using var two = await world.Hear();
            await Task.Delay(100, Ct);
        }

        await writing;
        await world.CheckHeard(600);
    }

    [Fact]
    public async Task An_event_that_cannot_be_handled_is_tried_until_it_can()
    {
        await using var world = await World.Open("sqlite", server);
        var failures = 0;
        await using var hearing = await world.Hear(number =>
        {
            if (number == 17 && Interlocked.Increment(ref failures) < 4) throw new InvalidOperationException("not today");
        });
        await using var telling = await world.Tell();

        await world.Tell(0, 50);
        await world.Until(50);

        await world.CheckHeard(50);
        Assert.Equal(4, failures);
    }

    [Fact]
    public async Task Only_what_every_group_has_handled_is_dropped()
    {
        await using var world = await World.Open("sqlite", server);
        await using (await world.Tell())
        await using (await world.Hear())
        {
            await world.Tell(0, 100);
            await world.Until(100);
        }

        var streams = Enumerable.Range(0, Streams.Partitions).Select(partition => Streams.Of(world.Desk.Module, partition)).ToArray();
        await world.Ask("XGROUP", "CREATE", streams[Streams.PartitionOf("account-1")], "late", "0");
        foreach (var stream in streams) await StreamTrimmer.Trim(world.Line, stream);
        var left = new Dictionary<string, int>();
        foreach (var stream in streams) left[stream] = (int)await world.Line.Ask("XLEN", stream);

        var late = streams[Streams.PartitionOf("account-1")];
        Assert.True(left[late] >= 100 / Keys, "What a group has not read was dropped.");
        Assert.All(left.Where(stream => stream.Key != late), stream => Assert.InRange(stream.Value, 0, 1));
    }

    [Fact]
    public async Task A_reader_whose_database_is_new_hears_everything_in_order_and_others_hear_nothing_twice()
    {
        await using var world = await World.Open("sqlite", server);
        await using var telling = await world.Tell();
        await using var places = new Places(new Place("sqlite", server), new Place("sqlite", server));
        var (others, anew) = (await places.First.Open(), await places.Second.Open());
        await using var otherHearing = await world.Hear(reader: "others", into: others);
        await using (await world.Hear())
        {
            await world.Tell(0, 200);
            await world.Until(200);
            await world.Until(200, others);
        }

        foreach (var partition in Enumerable.Range(0, Streams.Partitions)) await StreamTrimmer.Trim(world.Line, Streams.Of(world.Desk.Module, partition));
        await using var hearing = await world.Hear(into: anew);
        await world.Tell(200, 50);

        await world.Until(250, anew);
        await world.Until(250, others);
        await world.CheckHeard(250, anew);
        await world.CheckHeard(250, others);
    }

    [Fact]
    public async Task A_reader_that_was_restored_hears_again_what_came_after_its_backup()
    {
        await using var world = await World.Open("sqlite", server);
        await using var telling = await world.Tell();
        await using (await world.Hear())
        {
            await world.Tell(0, 100);
            await world.Until(100);
        }

        await world.GoBack(to: 60);
        await using var hearing = await world.Hear();
        await world.Tell(100, 20);

        await world.Until(120);
        await world.CheckHeard(120);
    }

    [Fact]
    public async Task Whoever_only_listens_hears_the_event_by_its_name()
    {
        await using var world = await World.Open("sqlite", server);
        using var listener = await ConnectionMultiplexer.ConnectAsync(world.Redis.Address);
        var heard = new TaskCompletionSource<string>();
        await listener.GetSubscriber().SubscribeAsync("events:Filled", (_, text) => heard.TrySetResult(text!));
        await using var telling = await world.Tell();

        await world.Tell(7, 1);
        var text = await heard.Task.WaitAsync(Ct);

        Assert.Contains("\"payload\":{\"order\":\"7\",\"price\":\"1\"}", text, StringComparison.Ordinal);
        Assert.Equal("account-2", Streams.Read(text).Key);
    }

    /// <summary>A desk that tells, books that hear, and the server between them.</summary>
    private sealed class World(Place desk, Place books, RedisServer redis, Database owner, Database own, RedisLine line) : IAsyncDisposable
    {
        public Place Desk => desk;

        public RedisServer Redis => redis;

        public RedisLine Line => line;

        /// <summary>Where those who tell and hear find the server.</summary>
        public string Address { get; set; } = redis.Address;

        public static async Task<World> Open(string kind, PostgresServer server)
        {
            var (desk, books, redis) = (new Place(kind, server), new Place(kind, server), await RedisServer.Start());
            return new(desk, books, redis, await desk.Open(), await books.Open(), await RedisLine.Open(redis.Address));
        }

        public async Task<Running> Tell()
        {
            var own = await RedisLine.Open(Address);
            return new(StreamPublisher.Start(owner, own, NullLogger.Instance), own);
        }

        /// <summary>The books are as they were when they had heard so much, in a new generation: a restore.</summary>
        public Task GoBack(int to) => own.Write(
            writing =>
            {
                writing.Execute("delete from inbox_seen where position > @to", new { to });
                foreach (var number in writing.Query<decimal>("select number from numbers").Where(number => number >= to)) writing.Execute("delete from numbers where number = @number", new { number });
                writing.Execute("update generation set number = number + 1 where id = 1");
            },
            Ct);

        public async Task<Running> Hear(Action<int>? before = null, string reader = "books", Database? into = null)
        {
            var handlers = new Handlers().On<Filled>((writing, filled, _) =>
            {
                var number = int.Parse(filled.Order, CultureInfo.InvariantCulture);
                before?.Invoke(number);
                writing.Execute("insert into numbers (place, number) values ((select coalesce(max(place), 0) + 1 from numbers), @Number)", new { Number = (decimal)number });
            });
            var lineOfReader = await RedisLine.Open(Address);
            return new(StreamSubscription.Start(reader, desk.Module, into ?? own, handlers, lineOfReader, NullLogger.Instance), lineOfReader);
        }

        public async Task Tell(int first, int count)
        {
            for (var number = first; number < first + count; number++)
            {
                var key = $"account-{number % Keys}";
                var order = $"{number}";
                await owner.Write(writing => writing.Tell(key, new Filled(order, new(1))), Ct);
            }
        }

        public async Task Ask(string command, params object[] arguments)
        {
            try
            {
                await line.Ask(command, arguments);
            }
            catch (IOException)
            {
                // it cuts its own connection too
            }
        }

        public Task<long> Count(Database? into = null) => (into ?? own).Read(reading => reading.Get<long>("select count(*) from numbers"), Ct);

        public async Task Until(int count, Database? into = null)
        {
            for (var until = Environment.TickCount64 + 60_000; await Count(into) < count; await Task.Delay(10, Ct)) Assert.True(Environment.TickCount64 < until, $"{await Count(into)} of {count} came.");
        }

        public async Task CheckHeard(int count, Database? into = null)
        {
            var heard = (await (into ?? own).Read(reading => reading.Query<decimal>("select number from numbers order by place"), Ct)).Select(number => (int)number).ToArray();

            Assert.Equal(Enumerable.Range(0, count), heard.Order());
            foreach (var key in heard.GroupBy(number => number % Keys)) Assert.Equal(key.Order(), key);
        }

        public async ValueTask DisposeAsync()
        {
            await line.DisposeAsync();
            await redis.DisposeAsync();
            await desk.DisposeAsync();
            await books.DisposeAsync();
        }
    }

    private sealed record Places(Place First, Place Second) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await First.DisposeAsync();
            await Second.DisposeAsync();
        }
    }

    private sealed class Running(IAsyncDisposable what, RedisLine line) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await what.DisposeAsync();
            await line.DisposeAsync();
        }
    }
}
