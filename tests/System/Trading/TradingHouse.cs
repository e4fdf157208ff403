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

/// <summary>A home with one account at a venue, the venue in a process of its own, and the platform that trades there: killed and started again as a test wants.</summary>
internal sealed class TradingHouse : IAsyncDisposable
{
    public const string Account = "venue";
    public const string Bitcoin = "BTCUSDT.BINANCE";

    /// <summary>In a hurry: tests wait for what the real venue gives minutes to.</summary>
    private static readonly Dictionary<string, string> Hurry = new()
    {
        ["ALGOTRENDY__Brokers__Binance__PatienceSeconds"] = "3",
        ["ALGOTRENDY__Brokers__Binance__SettlingTimeSeconds"] = "3",
        ["ALGOTRENDY__Brokers__Binance__PingEverySeconds"] = "0.5",
        ["ALGOTRENDY__Brokers__Binance__SilenceSeconds"] = "3",
        ["ALGOTRENDY__Brokers__Binance__ReconnectAfterSeconds"] = "0.05",
        ["ALGOTRENDY__Brokers__Binance__ReconnectAtMostSeconds"] = "0.3",
        // Processes that live for a second or two: code that is made faster later never is.
        ["DOTNET_TieredPGO"] = "0",
    };

    private readonly TemporaryHome _home = new();
    private volatile PlatformProcess? _platform;

    private TradingHouse(VenueProcess venue) => Venue = venue;

    public VenueProcess Venue { get; }

    public PlatformProcess Platform => _platform ?? throw new InvalidOperationException("The platform does not run.");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="settings">The account's, beside those that make it hurry.</param>
    public static async Task<TradingHouse> Open(params (string Name, object Value)[] settings)
    {
        var house = new TradingHouse(await VenueProcess.Start());
        await house.Start();
        // The account of a new home follows the simulated market, which costs every start more than what is tried here.
        Done(await house.Send(HttpMethod.Post, "brokers/paper/disconnect", new { }));
        var all = new Dictionary<string, object> { ["reconcileSeconds"] = 1, ["staleOrderSeconds"] = 1 };
        foreach (var (name, value) in settings) all[name] = value;
        await house.Inside("open-account", new { accountId = Account, name = "At the venue", mode = "paper", broker = "binance", currency = "USDT", settings = all });
        var stream = new UriBuilder(house.Venue.Address) { Scheme = "ws", Path = "/ws-api/v3" }.Uri;
        Done(await house.Send(HttpMethod.Put, $"brokers/{Account}/credentials", new { kind = "loopback", key = VenueProcess.Key, secret = VenueProcess.Secret, rest = house.Venue.Address, stream }));
        Done(await house.Send(HttpMethod.Post, $"brokers/{Account}/connect"));
        await house.UntilReady();
        return house;
    }

    /// <summary>Starts the platform on the same home.</summary>
    /// <param name="fault">Where it is to end, as name:count; null: nowhere.</param>
    /// <returns>False when it ended so early that nobody could use it.</returns>
    public async Task<bool> Start(string? fault = null)
    {
        var environment = fault is null ? Hurry : new(Hurry) { ["ALGOTRENDY_TEST_FAULT"] = fault };
        try
        {
            _platform = await PlatformProcess.Serve(environment, _home);
            return true;
        }
        catch (InvalidOperationException) when (fault is not null)
        {
            return false;
        }
    }

    /// <summary>Ends the platform as a power cut would, if nothing has yet.</summary>
    public async Task Kill()
    {
        if (_platform is not { } platform) return;
        _platform = null;
        await platform.DisposeAsync();
    }

    public Task<Said> Place(object order, string? key = null, int wait = 1_000) => Send(HttpMethod.Post, $"orders?wait={wait}", order, key);

    public Task<Said> Cancel(string order, int wait = 1_000) => Send(HttpMethod.Delete, $"orders/{order}?wait={wait}");

    public Task<Said> Order(string order) => Send(HttpMethod.Get, $"orders/{order}");

    /// <summary>Asks at a public door.</summary>
    /// <exception cref="HttpRequestException">The platform does not run, or ended meanwhile.</exception>
    public Task<Said> Send(HttpMethod method, string path, object? body = null, string? key = null) => Ask(new(method, $"/api/v1/{path}"), body, key);

    /// <summary>How the account trades.</summary>
    public async Task<JsonElement> Status() => Done(await Send(HttpMethod.Get, $"trading/status?accountId={Account}")).GetProperty("accounts")[0];

    public async Task<JsonElement> Reconciliation() => Done(await Send(HttpMethod.Get, $"brokers/{Account}/reconciliation"));

    /// <summary>Balances and positions, as the account's writer sees them.</summary>
    public async Task<JsonElement> Books() => (await Inside("list-accounts", new { accountId = Account })).GetProperty("accounts")[0];

    /// <summary>All pages of a list of the account.</summary>
    public async Task<IReadOnlyList<JsonElement>> All(string list)
    {
        var (all, cursor) = (new List<JsonElement>(), "");
        do
        {
            var page = Done(await Send(HttpMethod.Get, $"{list}?accountId={Account}&limit=500{cursor}"));
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
        await Kill();
        await Venue.DisposeAsync();
        _home.Dispose();
    }

    private static JsonElement Done(Said said) => said.IsDone ? said.Body : throw new InvalidOperationException($"{said.Status}: {said.Body}");

    /// <summary>Asks at the door of other modules, which opens accounts.</summary>
    private async Task<JsonElement> Inside(string method, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/internal/trading/{method}");
        request.Headers.Add("X-Service-Auth", (await File.ReadAllTextAsync(_home.File("service.token"), Ct)).Trim());
        return Done(await Ask(request, body));
    }

    private async Task<Said> Ask(HttpRequestMessage request, object? body, string? key = null)
    {
        if (_platform is not { } platform) throw new HttpRequestException("The platform does not run.");
        using (request)
        {
            if (body is not null) request.Content = JsonContent.Create(body);
            if (key is not null) request.Headers.Add("Idempotency-Key", key);
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
