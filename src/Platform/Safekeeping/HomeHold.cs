using AlgoTrendy.Platform.Asking;
using AlgoTrendy.Platform.Homes;
using AlgoTrendy.Platform.Serving;
using AlgoTrendy.Platform.Streaming;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AlgoTrendy.Platform.Safekeeping;

/// <summary>What to do about a server that has a module of the home open.</summary>
internal enum ServerMay
{
    /// <summary>Stay: it is asked to do its part.</summary>
    Stay,

    /// <summary>Step aside until this is over.</summary>
    StepAside,

    /// <summary>Not be there: it must be stopped first.</summary>
    NotBe,
}

/// <summary>The modules of a home folder that are this command's for a while, and the servers that keep the others.</summary>
internal sealed class HomeHold : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>A server first answers what it has been asked.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan TurnPatience = TimeSpan.FromSeconds(5);

    private readonly HomeLocks _locks;
    private readonly ServiceProvider _services;
    private readonly List<Uri> _servers = [];
    private readonly List<Room> _rooms = [];
    private IDisposable? _turn;

    private HomeHold(Home home, IConfiguration settings)
    {
        _locks = new(home);
        _services = new ServiceCollection().AddHttpClient().AddSingleton(ServiceToken.Of(home, settings["Service:Token"])).BuildServiceProvider();
    }

    public IReadOnlyList<Room> Rooms => _rooms;

    public IReadOnlyList<Uri> Servers => _servers;

    /// <exception cref="SetupException">Somebody has a module and keeps it.</exception>
    public static async Task<HomeHold> Take(IReadOnlyList<Room> house, Home home, IConfiguration settings, ServerMay servers, string why, CancellationToken ct)
    {
        var hold = new HomeHold(home, settings);
        try
        {
            if (servers != ServerMay.Stay) hold._turn = await TakeTurn(home, ct);
            foreach (var room in house) await hold.Take(room, home, servers, why, ct);
            return hold;
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    public Task<TReply> Ask<TRequest, TReply>(Uri server, string route, TRequest request, CancellationToken ct) => new RemoteCalls(
        $"The server at {server}", () => server, _services.GetRequiredService<IHttpClientFactory>(), _services.GetRequiredService<ServiceToken>(), new(Caller.LocalUser), TimeSpan.FromDays(1), StreamBeat.Usual).Ask<TRequest, TReply>(route, request, ct);

    /// <summary>Lets go; servers that stepped aside begin anew.</summary>
    public void Dispose()
    {
        _locks.Dispose();
        _turn?.Dispose();
        _services.Dispose();
    }

    // A server that has just begun anew answers a moment before it lets go of its turn.
    private static async Task<IDisposable> TakeTurn(Home home, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TurnPatience);
        try
        {
            return await Turn.Take(home, patience.Token);
        }
        catch (OperationCanceledException cause) when (!ct.IsCancellationRequested)
        {
            throw new SetupException($"The home folder {home.Path} is being restored or copied by another command. Wait until it is done.", cause);
        }
    }

    private async Task Take(Room room, Home home, ServerMay servers, string why, CancellationToken ct)
    {
        var name = room.Module.Name;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        while (!_locks.TryTake(name))
        {
            if (ModuleLock.FindHolder(home, name)?.Address is { } address)
            {
                var server = new Uri(address);
                if (servers == ServerMay.NotBe) throw new SetupException($"The home folder {home.Path} is in use: {_locks.Describe(name)} Stop it first: what it would write from now on would not be in the copy.");
                if (!_servers.Contains(server))
                {
                    if (servers == ServerMay.StepAside) await Ask<StepAsideNow, SteppingAside>(server, PlatformDoors.StepAsideRoute, new(why), ct);
                    _servers.Add(server);
                }

                if (servers == ServerMay.Stay) return;
            }

            try
            {
                await Task.Delay(LookAgain, patience.Token);
            }
            catch (OperationCanceledException cause) when (!ct.IsCancellationRequested)
            {
                throw new SetupException($"The home folder {home.Path} is in use: {_locks.Describe(name)} Wait until it is done, or stop it.", cause);
            }
        }

        _rooms.Add(room);
    }
}
