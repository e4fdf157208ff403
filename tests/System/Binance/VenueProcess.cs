using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AlgoTrendy.Connectors.Binance;
using AlgoTrendy.Connectors.Brokers;

namespace AlgoTrendy.Tests.Processes.Binance;

/// <summary>The venue in its own process, its control door, and a broker that trades there.</summary>
internal sealed class VenueProcess : IAsyncDisposable
{
    public const string Key = "venue-key";
    public const string Secret = "venue-secret";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly HttpClient _control;

    private VenueProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
        _control = new() { BaseAddress = address };
        Broker = Open(Secret);
    }

    public Uri Address { get; }

    public BinanceBroker Broker { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<VenueProcess> Start()
    {
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(tests.Parent!.Parent!.FullName, "BinanceVenue", tests.Name, "AlgoTrendy.Tests.BinanceVenue.dll");
        // Its input stays open as long as these tests live, and it ends when it closes: nothing is left behind when they are killed.
        var start = new ProcessStartInfo("dotnet", [program, "--with-parent", "true"]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(Ct).AsTask().WaitAsync(Patience, Ct);
        return new(process, new(line!["Listening on ".Length..]));
    }

    /// <summary>In a hurry: tests wait for what the real one gives minutes to.</summary>
    public BinanceBroker Open(string secret, TimeSpan? patience = null) => new(
        new LoopbackCredentials(new(Key, secret), Address, new UriBuilder(Address) { Scheme = "ws", Path = "/ws-api/v3" }.Uri),
        new BinanceOptions
        {
            Patience = patience ?? TimeSpan.FromSeconds(5),
            PingEvery = TimeSpan.FromMilliseconds(200),
            Silence = TimeSpan.FromSeconds(2),
            ReconnectAfter = TimeSpan.FromMilliseconds(50),
            ReconnectAtMost = TimeSpan.FromMilliseconds(200),
            Chance = new(1),
        });

    public Task Price(decimal price) => Post(string.Create(CultureInfo.InvariantCulture, $"price?symbol=BTCUSDT&price={price}"));

    /// <summary>The next so many times, or until it is told with 0.</summary>
    public Task Wrong(string what, int times = 1, int value = 0) => Post($"wrong?what={what}&times={times}&value={value}");

    /// <summary>What it was told to do wrong and has not done yet.</summary>
    public async Task<IReadOnlyList<string>> NotDoneWrong() => JsonSerializer.Deserialize<string[]>(await _control.GetStringAsync("/control/wrong", Ct))!;

    public async Task Post(string what) => (await _control.PostAsync($"/control/{what}", null, Ct)).EnsureSuccessStatusCode();

    public async Task<JsonElement> Truth()
    {
        using var truth = JsonDocument.Parse(await _control.GetStringAsync("/control/truth", Ct));
        return truth.RootElement.Clone();
    }

    public async Task<int> Orders() => (await Truth()).GetProperty("orders").GetArrayLength();

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        _control.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
