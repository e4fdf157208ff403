using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AlgoTrendy.Tests.Processes.Binance;

namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>What the platform answered.</summary>
internal sealed record Said(HttpStatusCode Status, JsonElement Body)
{
    public bool IsDone => (int)Status is >= 200 and < 300;

    public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    public string Text(string name) => Body.GetProperty(name).GetString()!;
}

/// <summary>A home with one account at a venue, the venue in a process of its own, and the platform that trades there: in one process or in several, killed and started again as a test wants.</summary>
internal sealed class TradingHouse : IAsyncDisposable
{
    public const string Account = "venue";
    public const string Bitcoin = "BTCUSDT.BINANCE";
    public const string Trading = "trading";
    public const string Portfolio = "portfolio";
    public const string Risk = "risk";

    /// <summary>All modules in one process.</summary>
    private const string Together = "all";

    /// <summary>In a hurry: tests wait for what the real venue gives minutes to.</summary>
    private static readonly Dictionary<string, string> Hurry = new()
    {
        ["ALGOTRENDY__Brokers__Binance__PatienceSeconds"] = "3",
        ["ALGOTRENDY__Brokers__Binance__SettlingTimeSeconds"] = "3",
        ["ALGOTRENDY__Brokers__Binance__PingEverySeconds"] = "0.5",
        ["ALGOTRENDY__Brokers__Binance__SilenceSeconds"] = "3",
        ["ALGOTRENDY__Brokers__Binance__ReconnectAfterSeconds"] = "0.05",
        ["ALGOTRENDY__Brokers__Binance__ReconnectAtMostSeconds"] = "0.3",
        ["ALGOTRENDY__Portfolio__CheckSeconds"] = "0.2",
        // Processes that live for a second or two: code is compiled once, and not again for speed that nobody would see.
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_TC_CallCounting"] = "0",
    };

    private readonly TemporaryHome _home = new();
    private readonly ConcurrentDictionary<string, PlatformProcess> _running = new();
    private readonly Dictionary<string, string> _environment;
    private readonly RedisProcess? _redis;

    private TradingHouse(VenueProcess venue, RedisProcess? redis)
    {
        (Venue, _redis) = (venue, redis);
        _environment = redis is null ? Hurry : new(Hurry) { ["ALGOTRENDY__Bus__Redis"] = redis.Address };
        Processes = redis is null ? [Together] : [Trading, Portfolio, Risk, "market-data,history,backtesting"];
    }

    public VenueProcess Venue { get; }

    /// <summary>By the modules that each of them serves.</summary>
    public IReadOnlyList<string> Processes { get; }

    /// <summary>The process that trades.</summary>
    public PlatformProcess Platform => Running(ProcessOf(Trading));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="settings">The account's, beside those that make it hurry.</param>
    public static Task<TradingHouse> Open(params (string Name, object Value)[] settings) => Open(isApart: false, settings);

    /// <param name="isApart">Whether trading, portfolio and risk are processes of their own, who hear one another over Redis.</param>
    public static async Task<TradingHouse> Open(bool isApart, params (string Name, object Value)[] settings)
    {
        var house = new TradingHouse(await VenueProcess.Start(), isApart ? await RedisProcess.Start() : null);
        try
        {
            await house.Furnish(settings);
            return house;
        }
        catch
        {
            await house.DisposeAsync();
            throw;
        }
    }

    /// <summary>The one that serves a module.</summary>
    public string ProcessOf(string module) => Processes.Single(process => process == Together || process.Split(',').Contains(module));

    public PlatformProcess Running(string process) => _running.GetValueOrDefault(process) ?? throw new InvalidOperationException("The platform does not run.");

    /// <summary>Starts what does not run on the same home.</summary>
    public Task Start() => Task.WhenAll(Processes.Where(process => !_running.TryGetValue(process, out var running) || running.HasEnded).Select(process => Start(process)));

    /// <summary>Starts one process on the same home, killed before if it runs.</summary>
    /// <param name="fault">Where it is to end, as name:count; null: nowhere.</param>
    /// <returns>False when it ended so early that nobody could use it.</returns>
    public async Task<bool> Start(string process, string? fault = null)
    {
        await Kill(process);
        var environment = fault is null ? _environment : new(_environment) { ["ALGOTRENDY_TEST_FAULT"] = fault };
        try
        {
            _running[process] = await PlatformProcess.Serve(environment, _home, process == Together ? [] : ["--modules", process]);
            return true;
        }
        catch (InvalidOperationException) when (fault is not null)
        {
            return false;
        }
    }

    /// <summary>Ends a process as a power cut would, if nothing has yet.</summary>
    public async Task Kill(string process)
    {
        if (_running.TryRemove(process, out var running)) await running.DisposeAsync();
    }

    /// <summary>Runs a command on the home to its end.</summary>
    public Task<Ended> Command(params string[] arguments) => PlatformProcess.Run([.. arguments, "--home", _home.Path]);

    /// <summary>Forgets what a module has in its database; it must not run.</summary>
    public void Forget(string module)
    {
        foreach (var file in Directory.GetFiles(_home.File("databases"), $"{module}.db*")) File.Delete(file);
    }

    public Task<Said> Place(object order, string? key = null, int wait = 1_000) => Send(HttpMethod.Post, $"orders?wait={wait}", order, key);

    public Task<Said> Cancel(string order, int wait = 1_000) => Send(HttpMethod.Delete, $"orders/{order}?wait={wait}");

    public Task<Said> Order(string order) => Send(HttpMethod.Get, $"orders/{order}");

    /// <summary>Asks at a public door.</summary>
    /// <exception cref="HttpRequestException">The platform does not run, or ended meanwhile.</exception>
    public Task<Said> Send(HttpMethod method, string path, object? body = null, string? key = null, string module = Trading, string? version = null)
    {
        var request = new HttpRequestMessage(method, $"/api/v1/{path}");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (version is not null) request.Headers.Add("If-Match", version);
        return Ask(request, body, module);
    }

    /// <summary>What is at a public door.</summary>
    public async Task<JsonElement> Get(string module, string path) => Done(await Send(HttpMethod.Get, path, module: module));

    /// <summary>How the account trades.</summary>
    public async Task<JsonElement> Status() => Done(await Send(HttpMethod.Get, $"trading/status?accountId={Account}")).GetProperty("accounts")[0];

    public async Task<JsonElement> Reconciliation() => Done(await Send(HttpMethod.Get, $"brokers/{Account}/reconciliation"));

    /// <summary>Balances and positions, as the account's writer sees them.</summary>
    public async Task<JsonElement> Books() => (await Inside("list-accounts", new { accountId = Account })).GetProperty("accounts")[0];

    /// <summary>All pages of a list of the account.</summary>
    public async Task<IReadOnlyList<JsonElement>> All(string list, string module = Trading)
    {
        var (all, cursor) = (new List<JsonElement>(), "");
        var ofAccount = list.Contains(Account, StringComparison.Ordinal) ? "" : $"&accountId={Account}";
        do
        {
            var page = await Get(module, $"{list}?limit=500{ofAccount}{cursor}");
            all.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.TryGetProperty("nextCursor", out var next) && next.GetString() is { } more ? $"&cursor={Uri.EscapeDataString(more)}" : "";
        }
        while (cursor.Length > 0);

        return all;
    }

    /// <summary>Waits until account and venue agree and the gate is open.</summary>
    public Task UntilReady() => Eventually.Holds(async () =>
    {
        var status = await Status();
        return status.GetProperty("connection").GetString() == "ready" && status.GetProperty("unknownOrders").GetInt32() == 0 ? null : $"{status}";
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Processes) await Kill(process);
        await Venue.DisposeAsync();
        if (_redis is not null) await _redis.DisposeAsync();
        _home.Dispose();
    }

    /// <summary>Opens the account and connects it.</summary>
    private async Task Furnish((string Name, object Value)[] settings)
    {
        await Start();
        // The account of a new home follows the simulated market, which costs every start more than what is tried here.
        Done(await Send(HttpMethod.Post, "brokers/paper/disconnect", new { }));
        var all = new Dictionary<string, object> { ["reconcileSeconds"] = 1, ["staleOrderSeconds"] = 1 };
        foreach (var (name, value) in settings) all[name] = value;
        await Inside("open-account", new { accountId = Account, name = "At the venue", mode = "paper", broker = "binance", currency = "USDT", settings = all });
        var stream = new UriBuilder(Venue.Address) { Scheme = "ws", Path = "/ws-api/v3" }.Uri;
        Done(await Send(HttpMethod.Put, $"brokers/{Account}/credentials", new { kind = "loopback", key = VenueProcess.Key, secret = VenueProcess.Secret, rest = Venue.Address, stream }));
        Done(await Send(HttpMethod.Post, $"brokers/{Account}/connect"));
        await UntilReady();
    }

    private static JsonElement Done(Said said) => said.IsDone ? said.Body : throw new InvalidOperationException($"{said.Status}: {said.Body}");

    /// <summary>Asks at the door of other modules, which opens accounts.</summary>
    private async Task<JsonElement> Inside(string method, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/internal/trading/{method}");
        request.Headers.Add("X-Service-Auth", (await File.ReadAllTextAsync(_home.File("service.token"), Ct)).Trim());
        return Done(await Ask(request, body, Trading));
    }

    private async Task<Said> Ask(HttpRequestMessage request, object? body, string module)
    {
        if (!_running.TryGetValue(ProcessOf(module), out var platform)) throw new HttpRequestException("The platform does not run.");
        using (request)
        {
            if (body is not null) request.Content = JsonContent.Create(body);
            try
            {
                using var reply = await platform.Http.SendAsync(request, Ct);
                var text = await reply.Content.ReadAsStringAsync(Ct);
                return new(reply.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
            }
            catch (Exception cause) when (cause is IOException or ObjectDisposedException or JsonException || (cause is OperationCanceledException && !Ct.IsCancellationRequested))
            {
                throw new HttpRequestException("The platform ended before its answer was whole.", cause);
            }
        }
    }
}
