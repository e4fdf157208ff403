using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Serving;
using AlgoTrendy.Platform.Telling;
using AlgoTrendy.Tests.Databases.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AlgoTrendy.Tests.Databases;

public class ModuleTests(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_module_has_its_database_before_anything_is_served(string kind)
    {
        await using var place = new Place(kind, server);
        await using var app = Build(place, place.Postgres);

        var address = (await Server.Start(app, Ct))[0];
        var database = app.Services.GetRequiredKeyedService<Database>(place.Module);
        using var http = new HttpClient { BaseAddress = address };

        Assert.Equal(0, await database.Read(reading => reading.Get<long>("select count(*) from orders"), Ct));
        Assert.Equal("{\"status\":\"ready\",\"checks\":{\"database of " + place.Module + "\":\"ready\"}}", await http.GetStringAsync("/health/ready", Ct));
        Assert.Equal(kind == "sqlite", File.Exists(Path.Combine(place.Home.Path, "databases", place.Module + ".db")));
        await app.StopAsync(Ct);
    }

    [Fact]
    public async Task A_command_has_it_too_and_lets_go_of_it()
    {
        await using var place = new Place("sqlite", server);
        var settings = new ConfigurationBuilder().AddInMemoryCollection([]).Build();
        Room[] house = [new(new DeskModule(place.Module), 0)];

        for (var time = 0; time < 2; time++) await (await Session.Open(house, place.Home, settings, Ct)).DisposeAsync();

        var folder = Path.GetDirectoryName(place.File)!;
        Assert.Equal([place.File], Directory.GetFiles(folder));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(folder) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute), "Others can read the databases.");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_at_the_start()
    {
        await using var place = new Place("sqlite", server);
        await using var app = Build(place, $"Host=127.0.0.1;Port={Tool.FreePort()};Username=x");

        var mistake = await Assert.ThrowsAsync<SetupException>(() => Server.Start(app, Ct));

        Assert.Contains("cannot be reached: Connection refused. Start it, or correct Database:Postgres.", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_string_that_is_none_is_told_at_the_start()
    {
        await using var place = new Place("sqlite", server);
        await using var app = Build(place, "postgres://nobody");

        var mistake = await Assert.ThrowsAsync<SetupException>(() => Server.Start(app, Ct));

        Assert.Contains("Write it as Host=...;Database=...;Username=...;Password=...", mistake.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_module_hears_what_another_tells(string kind)
    {
        await using var place = new Place(kind, server);
        var heard = new TaskCompletionSource<string>();
        var (desk, books) = (new DeskModule(place.Module), new BooksModule(Victim.BooksOf(place.Module), place.Module, heard));
        await using var app = Build(place, place.Postgres, desk, books);
        await Server.Start(app, Ct);

        await app.Services.GetRequiredKeyedService<Database>(desk.Name).Write(writing => writing.Tell("account", new Filled("o1", new(1))), Ct);

        Assert.Equal($"o1 of {desk.Name}", await heard.Task.WaitAsync(Ct));
        await app.StopAsync(Ct);
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_module_hears_what_another_tells_in_another_process(string kind)
    {
        await using var place = new Place(kind, server);
        await using var redis = await RedisServer.Start();
        var heard = new TaskCompletionSource<string>();
        var (desk, books) = (new DeskModule(place.Module), new BooksModule(Victim.BooksOf(place.Module), place.Module, heard));
        await using var here = Build(place, place.Postgres, redis.Address, desk);
        await using var there = Build(place, place.Postgres, redis.Address, books);
        await Server.Start(there, Ct);
        await Server.Start(here, Ct);

        await here.Services.GetRequiredKeyedService<Database>(desk.Name).Write(writing => writing.Tell("account", new Filled("o1", new(1))), Ct);

        Assert.Equal($"o1 of {desk.Name}", await heard.Task.WaitAsync(Ct));
        await here.StopAsync(Ct);
        await there.StopAsync(Ct);
    }

    [Fact]
    public async Task What_was_told_is_not_kept_for_readers_of_another_way_of_running()
    {
        await using var place = new Place("sqlite", server);
        await using var redis = await RedisServer.Start();
        var (desk, books) = (new DeskModule(place.Module), new BooksModule(Victim.BooksOf(place.Module), place.Module, new()));

        Assert.Equal([books.Name], await Readers(null, desk, books));
        Assert.Equal(["redis"], await Readers(redis.Address, desk));
        Assert.Equal([books.Name], await Readers(null, desk, books));
        Assert.Equal([books.Name], await Readers(null, desk)); // who only does not run now comes back

        async Task<string[]> Readers(string? bus, params IModule[] modules)
        {
            await using var app = Build(place, null, bus, modules);
            await Server.Start(app, Ct);
            var owner = app.Services.GetRequiredKeyedService<Database>(desk.Name);
            await owner.Write(writing => writing.Tell("account", new Filled("o1", new(1))), Ct);
            string[] readers = [];
            // Who reads says so once a second.
            for (var until = Environment.TickCount64 + 10_000; readers.Length == 0 && Environment.TickCount64 < until; await Task.Delay(50, Ct))
                readers = [.. await owner.Read(reading => reading.Query<string>("select reader from outbox_readers where position > 0 order by reader"), Ct)];
            await app.StopAsync(Ct);
            return readers;
        }
    }

    [Fact]
    public async Task A_module_that_is_not_here_cannot_be_heard()
    {
        await using var place = new Place("sqlite", server);
        await using var app = Build(place, null, new BooksModule("books", "desk", new()));

        var mistake = await Assert.ThrowsAsync<SetupException>(() => Server.Start(app, Ct));

        Assert.Equal("books hears what desk tells, and desk does not run in this process. Run both in one (--modules books,desk), or name a Redis server with Bus:Redis.", mistake.Message);
    }

    private static WebApplication Build(Place place, string? postgres, params IModule[] modules) => Build(place, postgres, null, modules);

    private static WebApplication Build(Place place, string? postgres, string? redis, params IModule[] modules)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Port"] = "0", ["Logging:Level"] = "OFF", [DatabaseServices.PostgresSetting] = postgres, [EventServices.RedisSetting] = redis }).Build();
        return Server.Build([.. (modules.Length == 0 ? [new DeskModule(place.Module)] : modules).Select(module => new Room(module, 0))], place.Home, settings);
    }

    private sealed class BooksModule(string name, string source, TaskCompletionSource<string> heard) : DeskModule(name)
    {
        public override void AddServices(IHostApplicationBuilder host)
        {
            host.AddDatabase(this, Durability.Normal);
            host.AddSubscription(this, source, _ => new Handlers().On<Filled>((_, filled, envelope) => heard.TrySetResult($"{filled.Order} of {envelope.Source}")));
        }
    }
}
