using AlgoTrendy.Platform.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Platform.Telling;

/// <summary>Lets a module hear what another tells.</summary>
public static class EventServices
{
    /// <summary>From the start to the end of the host. Both modules have databases in this process (<see cref="DatabaseServices.AddDatabase"/>).</summary>
    /// <param name="source">The module whose events these are: trading.</param>
    /// <param name="handlers">Made once, with what the container has.</param>
    /// <param name="purpose">For a module that hears the same source for several purposes; names never change, as places are kept under them.</param>
    public static void AddSubscription(this IHostApplicationBuilder host, IModule module, string source, Func<IServiceProvider, Handlers> handlers, string? purpose = null)
    {
        host.Services.AddSingleton(new Listener(module.Name, source));
        host.Services.AddSingleton<IHostedService>(provider => new Hearing(provider, module.Name, source, handlers, purpose is null ? module.Name : $"{module.Name}/{purpose}"));
    }

    /// <summary>A module that must have another beside it.</summary>
    internal sealed record Listener(string Module, string Source);

    private sealed class Hearing(IServiceProvider provider, string module, string source, Func<IServiceProvider, Handlers> handlers, string reader) : IHostedService
    {
        private Subscription? _subscription;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            _subscription = Subscription.Start(reader, Find(source), Find(module), handlers(provider), provider.GetRequiredService<ILogger<Subscription>>());
            return Task.CompletedTask;
        }

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            if (_subscription is not null) await _subscription.DisposeAsync();
        }

        private Database Find(string name) => provider.GetRequiredKeyedService<Database>(name);
    }
}
