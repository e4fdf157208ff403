using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Modules.History;
using AlgoTrendy.Modules.MarketData;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Modules.History;

/// <summary>History as others meet it: by contract, and through its public doors.</summary>
public class HistoryDoorsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Topologies => House.Topologies;

    [Theory, MemberData(nameof(Topologies)), Between("History", "MarketData")]
    public async Task An_import_is_followed_to_its_end_and_its_bars_are_served(string topology)
    {
        await using var house = await House.Open(topology, [new HistoryModule(), new MarketDataModule()]);
        var file = Path.Combine(house.Home.Folder("files"), "BTCUSDT.BINANCE-1m.csv");
        await File.WriteAllLinesAsync(file, ["time,open,high,low,close,volume", .. Enumerable.Range(0, 25).Select(minute => Bars.Line(minute))], Ct);
        using var doors = house.Doors("history");

        var started = await doors.PostAsJsonAsync("/api/v1/history/import", new { paths = new[] { file } }, Ct);
        var job = await Ended(doors, started.Headers.Location!);
        var pages = await Pages(doors, "/api/v1/history/BTC-USDT?interval=1m&limit=10");
        var coverage = await house.Get<IHistory>().GetCoverage(new("BTCUSDT"), Ct);

        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        Assert.Equal(("done", 25), (job.GetProperty("status").GetString(), job.GetProperty("result").GetProperty("rowsStored").GetInt32()));
        Assert.Equal([10, 10, 5], pages.Select(page => page.Count));
        Assert.Equal("100.5", pages[0][0].GetProperty("close").GetString());
        Assert.Equal(25, coverage.Series.Single().Rows);
    }

    [Theory]
    [InlineData("GET", "/api/v1/history/NOSUCH", 404, "unknown-symbol")]
    [InlineData("GET", "/api/v1/history/BTCUSDT.BINANCE", 404, "no-history")]
    [InlineData("GET", "/api/v1/history/BTCUSDT.BINANCE?limit=0", 400, "invalid")]
    [InlineData("GET", "/api/v1/history/coverage?interval=1x", 400, "invalid")]
    [InlineData("GET", "/api/v1/history/coverage?kind=1", 400, "invalid")]
    [InlineData("GET", "/api/v1/history/coverage?cursor=!", 400, "invalid")]
    [InlineData("GET", "/api/v1/history/import/nobody", 404, "unknown-job")]
    [InlineData("DELETE", "/api/v1/history/BTCUSDT.BINANCE", 404, "no-history")]
    [InlineData("POST", "/api/v1/history/import", 400, "invalid", """{"paths":[]}""")]
    [InlineData("POST", "/api/v1/history/import", 400, "invalid", """{"paths":["a.csv"],"timeZone":"Mars/Base"}""")]
    [InlineData("POST", "/api/v1/history/import", 400, "invalid", """{"paths":["a.csv"],"path":"b.csv"}""")]
    public async Task Bad_input_is_answered_with_a_stable_code(string method, string path, int status, string code, string? body = null)
    {
        await using var house = await House.Open("together", [new HistoryModule(), new MarketDataModule()]);
        using var doors = house.Doors("history");
        using var request = new HttpRequestMessage(new(method), path);
        if (body is not null) request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var reply = await doors.SendAsync(request, Ct);
        var problem = await reply.Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal((status, code), ((int)reply.StatusCode, problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_range_beyond_all_calendars_is_an_open_end()
    {
        await using var room = await HistoryRoom.Open();
        await room.Import(room.File("BTCUSDT.BINANCE-1m.csv", ["time,open,high,low,close,volume", .. Enumerable.Range(0, 5).Select(minute => Bars.Line(minute))]));
        var (early, late) = (Instant.MinValue, Instant.MaxValue);

        var there = await room.History.Prepare(new(Bars.BtcMinutes, early, late), Ct);
        var made = await room.History.Prepare(new(new(new("SPY", "SIM"), Bars.BtcMinutes.Kind, Interval.OneDay), null, early), Ct);

        Assert.Equal(5, there.Rows);
        Assert.Contains("before it begins", made.Reason, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task An_import_that_nobody_started_is_an_answer_without_a_job(string topology)
    {
        await using var house = await House.Open(topology, [new HistoryModule(), new MarketDataModule()]);

        var progress = await house.Get<IHistory>().GetImport(new(new JobId("nobody")), Ct);

        Assert.Null(progress.Job);
    }

    private static async Task<JsonElement> Ended(HttpClient doors, Uri location)
    {
        while (true)
        {
            var job = await doors.GetFromJsonAsync<JsonElement>(location, Ct);
            if (job.GetProperty("status").GetString() is not ("queued" or "running")) return job;
            await Task.Delay(10, Ct);
        }
    }

    private static async Task<List<List<JsonElement>>> Pages(HttpClient doors, string path)
    {
        var pages = new List<List<JsonElement>>();
        string? cursor = null;
        do
        {
            var page = await doors.GetFromJsonAsync<JsonElement>(cursor is null ? path : $"{path}&cursor={cursor}", Ct);
            pages.Add([.. page.GetProperty("items").EnumerateArray()]);
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);
        return pages;
    }
}
