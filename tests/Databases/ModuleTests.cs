using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Serving;
using AlgoTrendy.Tests.Databases.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
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

    private static WebApplication Build(Place place, string? postgres)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Port"] = "0", ["Logging:Level"] = "OFF", [DatabaseServices.PostgresSetting] = postgres }).Build();
        return Server.Build([new(new DeskModule(place.Module), 0)], place.Home, settings);
    }

    private sealed class DeskModule(string name) : IModule
    {
        public string Name => name;

        public void AddServices(IHostApplicationBuilder host) => host.AddDatabase(this, Durability.Full);

        public void AddRemote(IServiceCollection services, Func<Uri> address) { }

        public void MapEndpoints(IEndpointRouteBuilder app) { }
    }
}
