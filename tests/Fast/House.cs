using System.Reflection;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Homes;
using AlgoTrendy.Platform.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AlgoTrendy.Tests.Fast;

/// <summary>The house, opened for a test on a home folder of its own: all modules in one process ("together"), or each behind a server of its own ("apart"). The reader should see no difference.</summary>
internal sealed class House : IAsyncDisposable
{
    /// <summary>They hear one another through the outbox, and where they are apart they need Redis: tests of databases have it, these have not, and leave them together.</summary>
    private static readonly string[] Neighbours = ["trading", "portfolio"];

    private readonly List<WebApplication> _servers = [];
    private readonly List<Uri> _addresses = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("algotrendy-");
    private Room[] _rooms = [];
    private IReadOnlyDictionary<string, string?>? _settings;
    private Session? _session;

    /// <summary>Makes an empty database and says how it is reached, where these tests run on another one than files.</summary>
    public static Func<Task<string>>? Elsewhere { get; set; }

    public static TheoryData<string> Topologies => ["together", "apart"];

    /// <summary>Every module under src/Modules.</summary>
    public static IReadOnlyList<IModule> AllModules { get; } =
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "AlgoTrendy.Modules.*.dll").Order(StringComparer.Ordinal)
            .Select(Assembly.LoadFrom)
            .SelectMany(module => module.GetExportedTypes())
            .Where(typeof(IModule).IsAssignableFrom)
            .Select(type => (IModule)Activator.CreateInstance(type)!),
    ];

    public Home Home => new(_folder.FullName);

    /// <param name="settings">As in algotrendy.yaml: Section:Key.</param>
    public static async Task<House> Open(string topology, IReadOnlyList<IModule>? modules = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var house = new House();
        if (Elsewhere is { } make) settings = new Dictionary<string, string?>(settings ?? Empty) { ["Database:Postgres"] = await make() };
        // Port 0 is any free one; where a module ended up stands in the home folder, and the others find it there.
        var rooms = (modules ?? AllModules).Select(module => new Room(module, 0)).ToArray();
        (house._rooms, house._settings) = (rooms, settings);
        if (topology == "together") await house.Start(rooms, "all", settings);
        else
            foreach (var group in rooms.Select(room => room.Module.Name).GroupBy(name => Neighbours.Contains(name) ? Neighbours[0] : name)) await house.Start(rooms, string.Join(',', group), settings);

        if (topology == "apart") house._session = await Session.Open(rooms, house.Home, Settings.Load(house.Home, settings ?? Empty), TestContext.Current.CancellationToken);
        return house;
    }

    /// <summary>A module's contract, as somebody else has it: the thing itself when together, a remote one when apart.</summary>
    public T Get<T>() where T : class => _session is { } remote ? remote.Get<T>() : _servers[0].Services.GetRequiredService<T>();

    /// <summary>Calls the public doors of a module.</summary>
    public HttpClient Doors(string module) => new() { BaseAddress = Address(module) };

    /// <summary>Where a module is served.</summary>
    public Uri Address(string module) => _addresses[ServerOf(module)];

    /// <summary>What a module has inside, where it runs.</summary>
    public T Service<T>(string module) where T : class => _servers[ServerOf(module)].Services.GetRequiredService<T>();

    /// <summary>Every route of the first server.</summary>
    public IReadOnlyList<Endpoint> Endpoints => [.. ((IEndpointRouteBuilder)_servers[0]).DataSources.SelectMany(source => source.Endpoints)];

    /// <summary>Ends the process of a module; apart alone.</summary>
    public async Task Stop(string module)
    {
        var place = _servers.FindIndex(server => server.Configuration["Modules"] == module);
        var server = _servers[place];
        _servers.RemoveAt(place);
        _addresses.RemoveAt(place);
        await server.StopAsync();
        await server.DisposeAsync();
    }

    /// <summary>Starts it again on the same home, somewhere else: only its doors and the other modules find it there.</summary>
    public Task StartAgain(string module) => Start(_rooms, module, _settings);

    public async ValueTask DisposeAsync()
    {
        if (_session is not null) await _session.DisposeAsync();
        foreach (var server in _servers)
        {
            await server.StopAsync();
            await server.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private static Dictionary<string, string?> Empty => [];

    private int ServerOf(string module) => _addresses.Count == 1 ? 0 : _servers.FindIndex(server => server.Configuration["Modules"]!.Split(',').Contains(module));

    private async Task Start(Room[] rooms, string modules, IReadOnlyDictionary<string, string?>? settings)
    {
        var options = new Dictionary<string, string?>(settings ?? Empty) { ["Modules"] = modules, ["Port"] = "0", ["Logging:Level"] = "OFF" };
        var server = Server.Build(rooms, Home, Settings.Load(Home, options));
        _servers.Add(server);
        _addresses.Add((await Server.Start(server, TestContext.Current.CancellationToken))[0]);
    }
}
