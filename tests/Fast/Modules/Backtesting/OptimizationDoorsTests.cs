using System.Net;
using System.Text;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Modules.Backtesting;

/// <summary>The public doors of searches: start, follow, read, delete; and what does not get in.</summary>
public sealed class OptimizationDoorsTests() : OpenDoors(Doors)
{
    private const string Doors = "/api/v1/optimizations";
    private const string Backtest = """{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"interval":"1h","from":"2024-01-01T00:00:00Z","to":"2024-02-01T00:00:00Z"}""";

    private const string Impossible = """{"strategy":"ema-cross","symbols":["BTCUSDT.SIM"],"parameters":{"slow":"2"}}""";

    [Fact]
    public async Task A_search_is_started_followed_read_and_deleted()
    {
        var started = await Post($$"""{"backtest":{{Backtest}},"ranges":{"fast":"2..9","slow":"20,30,40"},"objective":"totalReturn"}""");
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var place = started.Headers.Location!.ToString();

        var done = await Follow(place);

        Assert.Equal(("done", "optimization"), (done.GetProperty("status").GetString(), done.GetProperty("kind").GetString()));
        var result = done.GetProperty("result");
        Assert.Equal(64, result.GetProperty("searchHash").GetString()!.Length);
        Assert.Equal(result.GetProperty("searchHash").GetString(), done.GetProperty("summary").GetProperty("searchHash").GetString());
        Assert.Equal(20, result.GetProperty("trials").GetArrayLength());
        Assert.Contains("24 trials", result.GetProperty("deflation").GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Equal(744, (await Get($"{place}/equity")).GetProperty("items").GetArrayLength());
        Assert.Equal(100, (await Get($"{place}/equity?points=100")).GetProperty("items").GetArrayLength());
        Assert.Equal(result.GetProperty("best").GetProperty("trades").GetArrayLength(), (await Get($"{place}/trades")).GetProperty("items").GetArrayLength());
        Assert.StartsWith("<!doctype html>", await Http.GetStringAsync($"{place}/report", Ct), StringComparison.Ordinal);
        Assert.Equal(place[^32..], (await Get($"{Doors}?strategy=ema-cross")).GetProperty("items")[0].GetProperty("jobId").GetString());
        Assert.Empty((await Get($"{Doors}?strategy=sma-cross")).GetProperty("items").EnumerateArray());

        Assert.Equal(HttpStatusCode.NoContent, (await Http.DeleteAsync(place, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync(place, Ct)).StatusCode);
    }

    [Fact]
    public async Task Trials_come_in_pages_the_best_first()
    {
        var place = (await Post($$"""{"backtest":{{Backtest}},"ranges":{"fast":"2..9","slow":"20,30,40"},"seed":1}""")).Headers.Location!.ToString();
        await Follow(place);

        var (ranks, cursor) = (new List<int>(), (string?)null);
        do
        {
            var page = await Get($"{place}/trials?limit=10" + (cursor is null ? "" : $"&cursor={cursor}"));
            ranks.AddRange(page.GetProperty("items").EnumerateArray().Select(trial => trial.GetProperty("rank").GetInt32()));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(1, 24), ranks);
    }

    [Theory]
    [InlineData("""{"backtest":ONE,"ranges":{}}""", 422, "no-ranges")]
    [InlineData("""{"backtest":ONE,"ranges":{"fast":"9..5"}}""", 422, "bad-parameter-range")]
    [InlineData("""{"backtest":ONE,"ranges":{"nosuch":"1..5"}}""", 422, "bad-parameter-range")]
    [InlineData("""{"backtest":ONE,"ranges":{"fast":"1..1000","slow":"2..1000"}}""", 422, "too-many-trials")]
    [InlineData("""{"backtest":ONE,"ranges":{"fast":"60..70"}}""", 422, "no-trials")]
    [InlineData("""{"backtest":ONE,"ranges":{"fast":"1..5"},"objective":"luck"}""", 422, "unknown-objective")]
    [InlineData("""{"backtest":ONE,"ranges":{"fast":"1..5"},"trials":10}""", 422, "bad-trials")]
    [InlineData("""{"backtest":ONE,"ranges":{"fast":"1..5"},"search":"random","trials":0}""", 422, "bad-trials")]
    [InlineData("""{"backtest":ONE,"ranges":{"fast":"1..5"},"search":"random","trials":1000000}""", 422, "bad-trials")]
    [InlineData("""{"backtest":ONE,"ranges":{"fast":"1..5"},"seed":-1}""", 422, "bad-seed")]
    [InlineData("""{"backtest":ONE,"ranges":{"fast":"1..5"},"minTrades":-1}""", 422, "bad-min-trades")]
    [InlineData("""{"backtest":ONE,"ranges":{"fast":"1..5"},"parallel":0}""", 422, "bad-parallel")]
    [InlineData("""{"backtest":ONE,"ranges":{"fast":"1..5"},"parallel":100000}""", 422, "bad-parallel")]
    [InlineData("""{"backtest":{"strategy":"ema-cros","symbols":["BTCUSDT.SIM"]},"ranges":{"fast":"1..5"}}""", 422, "unknown-strategy")]
    [InlineData("""{"backtest":{"strategy":"ema-cross","symbols":["NOSUCH.SIM"]},"ranges":{"fast":"1..5"}}""", 422, "unknown-symbol")]
    [InlineData("""{"backtest":{"strategy":"ema-cross"},"ranges":{"fast":"1..5"}}""", 422, "no-data")]
    [InlineData("""{"backtest":ONE,"ranges":{"fast":5}}""", 400, "invalid")]
    [InlineData("""{"backtest":ONE,"ranges":{"fast":null}}""", 400, "invalid")]
    [InlineData("""{"backtest":ONE,"ranges":["fast"]}""", 400, "invalid")]
    [InlineData("""{"backtest":ONE}""", 400, "invalid")]
    [InlineData("""{"ranges":{"fast":"1..5"}}""", 400, "invalid")]
    [InlineData("""{"backtest":ONE,"ranges":{"fast":"1..5"},"search":"genetic"}""", 400, "invalid")]
    [InlineData("""{"backtest":ONE,"ranges":{"fast":"1..5"},"threads":2}""", 400, "invalid")]
    [InlineData("""{"backtest":ONE,"ranges":{"fast":"1..5"},"seed":1.5}""", 400, "invalid")]
    [InlineData("[]", 400, "invalid")]
    [InlineData("", 400, "bad-request")]
    public async Task What_cannot_be_comes_back_as_a_problem_with_a_code(string body, int status, string code)
    {
        var reply = await Post(body.Replace("ONE", Backtest, StringComparison.Ordinal));

        await AssertProblem(reply, status, code);
    }

    [Theory]
    [InlineData("/nosuch", 404), InlineData("/nosuch/report", 404), InlineData("/nosuch/trials", 404), InlineData("/nosuch/trades", 404), InlineData("/nosuch/equity", 404), InlineData("/..%2F..%2Fetc", 404)]
    [InlineData("?limit=0", 400), InlineData("?limit=x", 400), InlineData("/nosuch/equity?points=1", 400), InlineData("/nosuch/trials?cursor=-1", 400), InlineData("/nosuch/trials?limit=0", 400)]
    public async Task A_wrong_address_or_parameter_is_a_problem(string path, int status)
    {
        var reply = await Http.GetAsync(Doors + path, Ct);

        AssertProblem(reply, status);
    }

    /// <summary>Ranges put together by chance: whatever comes, the answer is a decision, never a fault.</summary>
    [Fact]
    public async Task No_range_makes_the_door_fail()
    {
        string[] pieces = ["..", ":", ",", "*", "-", "0", "5", "1e28", "0.0000000000000000001", "9999999999999999999999999", "NaN", " ", "true", "e", ".", "+", "\\u0000", "\\ud83d"];
        string[] names = ["weight", "weight", "weight", "slow", "Weight", "", "*"];
        var random = new RandomSource(78);
        for (var round = 0; round < 400; round++)
        {
            var range = new StringBuilder();
            for (var count = random.NextBelow(6); count >= 0; count--) range.Append(pieces[random.NextBelow(pieces.Length)]);
            var method = random.NextBelow(2) == 0 ? "grid" : "random";

            // Nothing is run: the usual fast average is longer than a slow one of 2.
            var reply = await Post($$"""{"backtest":{{Impossible}},"ranges":{"{{names[random.NextBelow(names.Length)]}}":"{{range}}"},"search":"{{method}}"}""");

            Assert.True((int)reply.StatusCode is 400 or 422, $"{(int)reply.StatusCode} for {range}");
        }
    }
}
