using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Platform.Telling;

/// <summary>Lets a module hear what another tells.</summary>
public static class EventServices
{
    public const string RedisSetting = "Bus:Redis";

    /// <summary>From the start to the end of the host. Both modules have databases (<see cref="DatabaseServices.AddDatabase"/>); the source may run elsewhere where Bus:Redis names a server.</summary>
    /// <param name="source">The module whose events these are: trading.</param>
    /// <param name="handlers">Made once, with what the container has.</param>
    /// <param name="purpose">For a module that hears the same source for several purposes; names never change, as places are kept under them.</param>
    public static void AddSubscription(this IHostApplicationBuilder host, IModule module, string source, Func<IServiceProvider, Handlers> handlers, string? purpose = null)
    {
        var reader = purpose is null ? module.Name : $"{module.Name}/{purpose}";
        host.Services.AddSingleton(new Listener(module.Name, source, reader));
        host.Services.AddSingleton<IHostedService>(provider => new Hearing(provider, module.Name, source, handlers, reader));
    }

    /// <summary>What a module tells goes to Redis too, where Bus:Redis names one: others may be in other processes.</summary>
    internal static void AddTelling(this IHostApplicationBuilder host, string module)
    {
        host.Services.TryAddSingleton(provider => RedisLine.Open(provider.GetRequiredService<IConfiguration>()[RedisSetting]!).GetAwaiter().GetResult());
        host.Services.AddSingleton<IHostedService>(provider => new Publishing(provider, module));
        host.Services.AddSingleton<IHostedService>(provider => new Retention(provider.GetRequiredKeyedService<Database>(module), provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<ILogger<Retention>>()));
    }

    /// <summary>Whether everybody who is to be heard can be.</summary>
    /// <exception cref="SetupException">Somebody is in another process, and there is no Redis.</exception>
    internal static void CheckListeners(this IServiceProvider provider, IReadOnlySet<string> here)
    {
        if (HasRedis(provider)) return;
        foreach (var (module, source, _) in provider.GetServices<Listener>())
            if (!here.Contains(source)) throw new SetupException($"{module} hears what {source} tells, and {source} does not run in this process. Run both in one (--modules {module},{source}), or name a Redis server with Bus:Redis.");
    }

    private static bool HasRedis(IServiceProvider provider) => provider.GetRequiredService<IConfiguration>()[RedisSetting] is { Length: > 0 };

    private sealed record Listener(string Module, string Source, string Reader);

    private sealed class Hearing(IServiceProvider provider, string module, string source, Func<IServiceProvider, Handlers> handlers, string reader) : IHostedService
    {
        private IAsyncDisposable? _subscription;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            var own = provider.GetRequiredKeyedService<Database>(module);
            var log = provider.GetRequiredService<ILogger<Subscription>>();
            if (provider.GetKeyedService<Database>(source) is { } owner) _subscription = Subscription.Start(reader, owner, own, handlers(provider), log);
            else if (HasRedis(provider)) _subscription = StreamSubscription.Start(reader, source, own, handlers(provider), provider.GetRequiredService<RedisLine>(), log);
            // Otherwise this is a command: whoever serves hears it later.
            return Task.CompletedTask;
        }

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            if (_subscription is not null) await _subscription.DisposeAsync();
        }
    }

    private sealed class Publishing(IServiceProvider provider, string module) : IHostedService
    {
        private StreamPublisher? _publisher;

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            var (own, hasRedis) = (provider.GetRequiredKeyedService<Database>(module), HasRedis(provider));
            var here = provider.GetServices<Listener>().Where(listener => listener.Source == module).Select(listener => listener.Reader).ToHashSet();
            // With Redis, whoever is elsewhere reads there; without it nobody does. Places of another way of running would keep all that is told for ever.
            await own.ForgetReaders(reader => hasRedis ? reader != StreamPublisher.Reader && !here.Contains(reader) : reader == StreamPublisher.Reader, cancellationToken);
            if (hasRedis) _publisher = StreamPublisher.Start(own, provider.GetRequiredService<RedisLine>(), provider.GetRequiredService<ILogger<StreamPublisher>>());
        }

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            if (_publisher is not null) await _publisher.DisposeAsync();
        }
    }
}
