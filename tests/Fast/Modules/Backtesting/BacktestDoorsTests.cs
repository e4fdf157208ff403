using System.Net;
using System.Text;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Modules.Backtesting;

/// <summary>The public doors: start, follow, read, delete; and what does not get in.</summary>
public sealed class BacktestDoorsTests() : OpenDoors(Doors)
{
    private const string Doors = "/api/v1/backtests";
    private const string TwoDays = """{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"interval":"1m","from":"2024-01-01T00:00:00Z","to":"2024-01-03T00:00:00Z","cash":"50000"}""";

    [Fact]
    public async Task A_backtest_is_started_followed_read_and_deleted()
    {
        var started = await Post(TwoDays);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var place = started.Headers.Location!.ToString();

        var done = await Follow(place);

        Assert.Equal("done", done.GetProperty("status").GetString());
        var result = done.GetProperty("result");
        Assert.Equal(64, result.GetProperty("resultHash").GetString()!.Length);
        Assert.Equal("50000", result.GetProperty("startEquity").GetString());
        Assert.Equal(2_880, (await Get($"{place}/equity?limit=100000")).GetProperty("items").GetArrayLength());
        Assert.Equal(100, (await Get($"{place}/equity?points=100")).GetProperty("items").GetArrayLength());
        Assert.Equal(result.GetProperty("trades").GetArrayLength(), (await Get($"{place}/trades")).GetProperty("items").GetArrayLength());
        Assert.StartsWith("<!doctype html>", await Http.GetStringAsync($"{place}/report", Ct), StringComparison.Ordinal);
        Assert.Equal(place[^32..], (await Get(Doors)).GetProperty("items")[0].GetProperty("jobId").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await Http.DeleteAsync(place, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync(place, Ct)).StatusCode);
    }

    [Fact]
    public async Task Rows_come_in_pages_until_all_were_seen()
    {
        var place = (await Post(TwoDays)).Headers.Location!.ToString();
        await Follow(place);

        var (seen, cursor) = (0, (string?)null);
        do
        {
            var page = await Get($"{place}/equity?limit=1000" + (cursor is null ? "" : $"&cursor={cursor}"));
            seen += page.GetProperty("items").GetArrayLength();
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(2_880, seen);
    }

    [Theory]
    [InlineData("""{"strategy":"ema-cros","symbols":["BTCUSDT.SIM"]}""", 422, "unknown-strategy")]
    [InlineData("""{"strategy":"ema-cross","symbols":["NOSUCH.SIM"]}""", 422, "unknown-symbol")]
    [InlineData("""{"strategy":"ema-cross"}""", 422, "no-data")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"cash":-1}""", 422, "bad-cash")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"from":"2024-02-01T00:00:00Z","to":"2024-01-01T00:00:00Z"}""", 422, "bad-range")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"cash":"1,000"}""", 400, "invalid")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"benchmark":"NOSUCH.SIM"}""", 422, "unknown-symbol")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"benchmark":""}""", 422, "unknown-symbol")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"riskFreePercent":"-100"}""", 422, "bad-risk-free")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"returns":"sundays"}""", 400, "invalid")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"fill":"tomorrow"}""", 400, "invalid")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"fill":1}""", 400, "invalid")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"gearing":100}""", 400, "invalid")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"leverage":0.5}""", 422, "bad-leverage")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"account":"cash","leverage":2}""", 422, "bad-leverage")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"intrabar":"lucky"}""", 422, "bad-fill")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"slippage":"fixed:x"}""", 422, "bad-slippage")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"slippage":"none","slippageBasisPoints":1}""", 422, "bad-slippage")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"fees":"percent:1;percent:2"}""", 422, "bad-fee")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"latency":"random:5:1"}""", 422, "bad-latency")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"borrowPercent":-1}""", 422, "bad-borrow")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"accountCurrency":"dollars"}""", 422, "bad-currency")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"accountCurrency":"EUR"}""", 422, "mixed-currencies")]
    [InlineData("""{"strategy":"ema-cross","symbols":["BTCUSDT.SIM","ETHUSDT.SIM"]}""", 422, "wrong-number-of-symbols")]
    [InlineData("""{"strategy":"pairs","symbols":["BTCUSDT.SIM"]}""", 422, "wrong-number-of-symbols")]
    [InlineData("""{"symbols":["BTCUSDT.SIM"]}""", 400, "invalid")]
    [InlineData("""["ema-cross"]""", 400, "invalid")]
    [InlineData("""{"strategy":""", 400, "invalid")]
    [InlineData("", 400, "bad-request")]
    public async Task What_cannot_be_comes_back_as_a_problem_with_a_code(string body, int status, string code)
    {
        var reply = await Post(body);

        await AssertProblem(reply, status, code);
    }

    [Theory]
    [InlineData("/nosuch", 404), InlineData("/nosuch/report", 404), InlineData("/nosuch/trades", 404), InlineData("/..%2F..%2Fetc", 404)]
    [InlineData("?limit=0", 400), InlineData("?limit=x", 400), InlineData("/nosuch/equity?points=1", 400), InlineData("/nosuch/equity?cursor=-1", 400)]
    public async Task A_wrong_address_or_parameter_is_a_problem(string path, int status)
    {
        var reply = await Http.GetAsync(Doors + path, Ct);

        AssertProblem(reply, status);
    }

    /// <summary>Good requests with pieces changed by chance: whatever comes, the answer is a decision, never a fault.</summary>
    [Fact]
    public async Task No_body_makes_the_door_fail()
    {
        string[] pieces = ["\"\"", "null", "-1", "1e400", "\"NaN\"", "[]", "{}", "true", "\"ema-cross\"", "\"2024-01-01T00:00:00Z\"", "99999999999999999999999999999999", "\"\\u0000\"", "[\"\"]", "[null]", "\"1d\"", "\"9999d\""];
        string[] fields = ["strategy", "symbols", "paths", "interval", "from", "to", "cash", "feeBasisPoints", "volumePercent", "fill", "parameters", "assetClass", "timeZone", "benchmark", "returns", "riskFreePercent"];
        var random = new RandomSource(77);
        for (var round = 0; round < 400; round++)
        {
            var body = new StringBuilder("{\"strategy\":\"nosuch\"");
            for (var count = random.NextBelow(4); count >= 0; count--) body.Append($",\"{fields[1 + random.NextBelow(fields.Length - 1)]}\":{pieces[random.NextBelow(pieces.Length)]}");
            body.Append('}');

            var reply = await Post(body.ToString());

            Assert.True((int)reply.StatusCode is 400 or 422, $"{(int)reply.StatusCode} for {body}");
        }
    }
}
