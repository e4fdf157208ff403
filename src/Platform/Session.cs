using AlgoTrendy.Platform.Asking;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Homes;
using AlgoTrendy.Platform.Serving;
using AlgoTrendy.Platform.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Platform;

/// <summary>What a command works with: the modules of a home folder, each through the server that has it open, or else in this process.</summary>
public sealed class Session : IAsyncDisposable
{
    /// <summary>How long a command waits for another command on the same home to end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private readonly IHost _host;
    private readonly HomeLocks _locks;

    private Session(IHost host, HomeLocks locks)
    {
        _host = host;
        _locks = locks;
    }

    /// <exception cref="SetupException">A module is in use by another command, and stays so; or its database cannot be opened.</exception>
    public static async Task<Session> Open(IReadOnlyList<Room> house, Home home, IConfiguration settings, CancellationToken ct)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { ApplicationName = "AlgoTrendy", ContentRootPath = AppContext.BaseDirectory });
        builder.AddPlatform(home, settings, Caller.LocalUser);
        builder.AddLogs(LogLevel.Warning, toError: true);
        // A person waits here, and can end it with Ctrl+C; a time limit would only cut long work short.
        builder.Configuration["Remote:TimeoutSeconds"] ??= TimeSpan.FromDays(1).TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var locks = new HomeLocks(home);
        try
        {
            foreach (var room in house) await AddModule(builder, room, home, locks, ct);
            var host = builder.Build();
            await host.Services.OpenDatabases(mustHear: false);
            await host.StartAsync(ct);
            return new(host, locks);
        }
        catch
        {
            locks.Dispose();
            throw;
        }
    }

    /// <summary>A module's contract, here or there.</summary>
    public T Get<T>() where T : class => _host.Services.GetRequiredService<T>();

    /// <summary>Whether a module works in this process, as no server has it open.</summary>
    public bool IsHere<T>() where T : class => Get<T>() is not RemoteProxy;

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        _locks.Dispose();
    }

    private static async Task AddModule(HostApplicationBuilder builder, Room room, Home home, HomeLocks locks, CancellationToken ct)
    {
        var name = room.Module.Name;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        while (!locks.TryTake(name))
        {
            if (ModuleLock.FindHolder(home, name)?.Address is { } server)
            {
                room.Module.AddRemote(builder.Services, () => new(server));
                return;
            }

            try
            {
                await Task.Delay(LookAgain, patience.Token);
            }
            catch (OperationCanceledException cause) when (!ct.IsCancellationRequested)
            {
                throw new SetupException($"The home folder {home.Path} is in use: {locks.Describe(name)} Wait until it is done, or use another --home.", cause);
            }
        }

        room.Module.AddServices(builder);
    }
}
