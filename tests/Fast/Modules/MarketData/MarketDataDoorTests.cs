using System.Text.Json;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.MarketData;
using AlgoTrendy.Storage.Columnar;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.MarketData;

/// <summary>The public doors of the module, over HTTP.</summary>
public sealed class MarketDataDoorTests : IAsyncLifetime
{
    private const int Stored = 2500;
    private static readonly Instant64 Start = Instant64.FromUtc(2024, 1, 2, 0, 0);

    private House _house = null!;
    private HttpClient _doors = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.Open("together", [new MarketDataModule()]);
        _doors = _house.Doors("market-data");
    }

    public async ValueTask DisposeAsync()
    {
        _doors.Dispose();
        await _house.DisposeAsync();
    }

    [Theory]
    [InlineData("BTCUSDT", "BTCUSDT.BINANCE"), InlineData("BTC-USD", "BTCUSD.COINBASE"), InlineData("btc%2Fusdt", "BTCUSDT.BINANCE"), InlineData("ES?at=2013-10-08", "ESZ13.CME")]
    public async Task An_instrument_is_found_by_any_of_its_names(string path, string symbol)
    {
        var found = await Get($"/api/v1/instruments/{path}", 200);

        Assert.Equal(symbol, found.GetProperty("symbol").GetString());
        Assert.Equal(JsonValueKind.String, found.GetProperty("tickSize").ValueKind);
        Assert.NotEmpty(found.GetProperty("calendar").GetProperty("name").GetString()!);
    }

    [Fact]
    public async Task An_unknown_name_is_a_404_with_the_nearest_ones()
    {
        var problem = await Get("/api/v1/instruments/APPL", 404);

        Assert.Equal("unknown-instrument", problem.GetProperty("code").GetString());
        Assert.Contains("AAPL.US", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("AAPL.US", problem.GetProperty("choices")[0].GetString());
    }

    [Fact]
    public async Task The_list_is_filtered_and_paged()
    {
        var first = await Get("/api/v1/instruments?assetClass=forex&venue=oanda&limit=5", 200);
        var rest = await Get($"/api/v1/instruments?assetClass=forex&venue=oanda&cursor={first.GetProperty("nextCursor").GetString()}", 200);

        Assert.Equal(5, first.GetProperty("items").GetArrayLength());
        Assert.Equal(7, rest.GetProperty("items").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("nextCursor").ValueKind);
    }

    [Theory]
    [InlineData("/api/v1/instruments?limit=0", "limit")]
    [InlineData("/api/v1/instruments?limit=1001", "limit")]
    [InlineData("/api/v1/instruments?assetClass=Stock", "assetClass")]
    [InlineData("/api/v1/instruments?assetClass=1", "assetClass")]
    [InlineData("/api/v1/market-data/BTCUSDT/bars?interval=1w", "interval")]
    [InlineData("/api/v1/market-data/BTCUSDT/bars?interval=1m&limit=10001", "limit")]
    [InlineData("/api/v1/market-data/BTCUSDT/bars?interval=1m&from=2024-01-02&to=2024-01-02", "to")]
    public async Task What_cannot_be_asked_is_a_400_that_names_the_parameter(string path, string parameter)
    {
        var problem = await Get(path, 400);

        Assert.True(problem.GetProperty("errors").TryGetProperty(parameter, out _));
    }

    [Fact]
    public async Task Bars_come_in_pages_with_exact_prices()
    {
        Store();

        var page = await Get("/api/v1/market-data/BTC-USDT/bars?interval=1m&from=2024-01-02T00:10:00Z&limit=3", 200);
        var next = await Get($"/api/v1/market-data/BTCUSDT/bars?interval=1m&from=2024-01-02T00:10:00Z&limit=3&cursor={page.GetProperty("nextCursor").GetString()}", 200);

        var bar = page.GetProperty("items")[0];
        Assert.Equal("""{"symbol":"BTCUSDT.BINANCE","interval":"1m","style":"time","openTime":"2024-01-02T00:10:00Z","closeTime":"2024-01-02T00:11:00Z","open":"10.1","high":"11.1","low":"9.1","close":"10.6","volume":"0.1","closed":true,"source":"store"}""", bar.GetRawText());
        Assert.Equal("2024-01-02T00:13:00Z", next.GetProperty("items")[0].GetProperty("openTime").GetString());
    }

    [Fact]
    public async Task Without_a_beginning_the_last_bars_come_in_the_order_of_time()
    {
        Store();

        var last = await Get("/api/v1/market-data/BTCUSDT/bars?interval=1m&limit=2", 200);
        var before = await Get("/api/v1/market-data/BTCUSDT/bars?interval=1m&to=2024-01-02T00:05:00Z", 200);
        var all = await Get("/api/v1/market-data/BTCUSDT/bars?interval=1m&from=2000-01-01&limit=10000", 200);

        Assert.Equal(["2024-01-03T17:38:00Z", "2024-01-03T17:39:00Z"], last.GetProperty("items").EnumerateArray().Select(bar => bar.GetProperty("openTime").GetString()));
        Assert.Equal(5, before.GetProperty("items").GetArrayLength());
        Assert.Equal(Stored, all.GetProperty("items").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, all.GetProperty("nextCursor").ValueKind);
    }

    [Fact]
    public async Task Where_no_bars_are_it_says_what_is_there_or_what_to_do()
    {
        var nothing = await Get("/api/v1/market-data/ETHUSDT/bars?interval=1m", 404);
        Store();
        var other = await Get("/api/v1/market-data/BTCUSDT/bars?interval=5m", 404);
        var unknown = await Get("/api/v1/market-data/BTCUSDTT/bars?interval=5m", 404);

        Assert.Contains("Nothing is stored of ETHUSDT.BINANCE", nothing.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("Of BTCUSDT.BINANCE bars of 1m are stored, not of 5m.", other.GetProperty("detail").GetString());
        Assert.Equal("unknown-instrument", unknown.GetProperty("code").GetString());
    }

    private void Store()
    {
        var rows = new ColumnsBuilder(SeriesKind.Bars, Stored);
        for (var minute = 0; minute < Stored; minute++) rows.Add(Start + Duration64.FromMinutes(minute), 10.1, 11.1, 9.1, 10.6, 0.1);
        using var writer = new ColumnStore(_house.Home.Folder(ColumnStore.HomeFolder)).OpenWriter();
        writer.Append(new(new("BTCUSDT", "BINANCE"), SeriesKind.Bars, Interval.OneMinute), rows.Build());
    }

    private async Task<JsonElement> Get(string path, int status)
    {
        using var reply = await _doors.GetAsync(path, Ct);
        var text = await reply.Content.ReadAsStringAsync(Ct);
        Assert.True(status == (int)reply.StatusCode, $"{(int)reply.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
