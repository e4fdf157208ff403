using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Homes;
using AlgoTrendy.Platform.Safekeeping;
using AlgoTrendy.Platform.Serving;
using AlgoTrendy.Platform.Telling;
using Microsoft.Extensions.Configuration;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Platform;

/// <summary>What runs in a server ends once, whoever asks for the end and how often.</summary>
public sealed class EndingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("algotrendy-ending-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Home Home => new(_folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_server_that_steps_aside_stops_what_it_runs_once_each_time()
    {
        var counted = new Counted();
        Room[] house = [new(counted, 0)];
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Port"] = "0", ["Logging:Level"] = "OFF" }).Build();
        using var stop = new CancellationTokenSource();
        var starts = 0;
        var serving = Task.Run(() => Server.Run(house, Home, settings, (_, _) => Volatile.Write(ref starts, starts + 1), stop.Token), Ct);

        for (var round = 1; round <= 3; round++)
        {
            while (Volatile.Read(ref starts) < round) await Task.Delay(5, Ct);
            (await HomeHold.Take(house, Home, settings, ServerMay.StepAside, "a test", Ct)).Dispose();
        }

        while (Volatile.Read(ref starts) < 4) await Task.Delay(5, Ct);
        await stop.CancelAsync();
        await serving;

        Assert.Equal((4, 4), (counted.Starts, counted.Stops));
    }

    [Fact]
    public async Task A_subscription_that_is_ended_by_two_at_once_ends_for_both()
    {
        await using var owner = await Open("owner");
        await using var own = await Open("own");
        var subscription = Subscription.Start("own", owner, own, new Handlers(), NullLogger.Instance);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await subscription.DisposeAsync(), Ct)));
        await subscription.DisposeAsync();
    }

    private Task<Database> Open(string module) => Database.Open(module, Home, null, Durability.Normal, typeof(EndingTests).Assembly, SystemClock.Instance);

    /// <summary>A module that counts how often it is started and stopped.</summary>
    private sealed class Counted : IModule, IHostedService
    {
        private int _starts;
        private int _stops;

        public string Name => "counted";

        public int Starts => _starts;

        public int Stops => _stops;

        public void AddServices(IHostApplicationBuilder host) => host.Services.AddSingleton<IHostedService>(this);

        public void AddRemote(IServiceCollection services, Func<Uri> address) { }

        public void MapEndpoints(IEndpointRouteBuilder app) { }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _starts);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _stops);
            return Task.CompletedTask;
        }
    }
}
