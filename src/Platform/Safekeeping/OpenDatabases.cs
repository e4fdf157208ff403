using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Serving;
using AlgoTrendy.Platform.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Platform.Safekeeping;

/// <summary>The databases of some modules, opened while nothing of these modules runs.</summary>
internal sealed class OpenDatabases : IAsyncDisposable
{
    private readonly IHost _host;

    private OpenDatabases(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    /// <summary>Which modules have one, in the order of the house.</summary>
    public IReadOnlyList<DatabaseOwner> Owners => [.. Services.GetServices<DatabaseOwner>()];

    public IReadOnlyList<Database> All => [.. Owners.Select(owner => Services.GetRequiredKeyedService<Database>(owner.Module))];

    /// <exception cref="SetupException">One of them cannot be opened.</exception>
    public static async Task<OpenDatabases> Of(IEnumerable<Room> rooms, Home home, IConfiguration settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { ApplicationName = "AlgoTrendy", ContentRootPath = AppContext.BaseDirectory });
        builder.AddPlatform(home, settings, Caller.LocalUser);
        builder.AddLogs(LogLevel.Warning, toError: true);
        foreach (var room in rooms) room.Module.AddServices(builder);
        var open = new OpenDatabases(builder.Build());
        try
        {
            await Task.Run(() => open.All);
            return open;
        }
        catch (Exception cause)
        {
            await open.DisposeAsync();
            if (cause is DatabaseException fault) throw new SetupException(fault.Message, fault);
            throw;
        }
    }

    public ValueTask DisposeAsync() => ((IAsyncDisposable)_host).DisposeAsync();
}
