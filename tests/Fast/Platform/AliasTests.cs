using System.Net;
using System.Text;
using System.Text.Json;
using AlgoTrendy.Platform.Serving;

namespace AlgoTrendy.Tests.Fast.Platform;

/// <summary>Every alias answers as the path that it stands for, where its module is served.</summary>
[Between("portfolio", "trading", "market-data", "history", "risk")]
public class AliasTests
{
    private const string Symbol = "BTCUSDT.SIM";

    /// <summary>Whose doors begin so.</summary>
    private static readonly Dictionary<string, string> Modules = new()
    {
        ["/api/v1/account"] = "portfolio",
        ["/api/v1/portfolio"] = "portfolio",
        ["/api/v1/positions"] = "portfolio",
        ["/api/v1/orders"] = "trading",
        ["/api/v1/market-data"] = "market-data",
        ["/api/v1/history"] = "history",
        ["/api/v1/risk"] = "risk",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task Every_alias_answers_as_the_path_that_it_stands_for(string topology)
    {
        await using var house = await House.Open(topology);

        foreach (var (alias, canonical) in Aliases.Known)
        {
            using var doors = house.Doors(Modules.Single(module => canonical.StartsWith(module.Key, StringComparison.Ordinal)).Value);
            var expected = await Answer(doors, Filled(canonical, "summary"));
            var answered = await Answer(doors, Filled(alias, "summary"));

            Assert.True(expected == answered, $"{canonical} answers {expected}, and {alias} {answered}.");
            Assert.False(answered.EndsWith(" not-found", StringComparison.Ordinal), $"{canonical} leads nowhere: {answered}.");
        }
    }

    [Theory]
    [InlineData("/api/orders/nothing", "404 unknown-order")]
    [InlineData("/api/portfolio/positions/nothing", "404 unknown-position")]
    [InlineData("/api/portfolio/nothing", "404 unknown-portfolio")]
    [InlineData("/api/chart/NO%2FSUCH?interval=1m", "404 unknown-instrument")]
    [InlineData("/api/market/ohlcv?symbol=NO/SUCH&interval=1m", "404 unknown-instrument")]
    [InlineData("/api/market/ohlcv?interval=1m", "404 unknown-instrument")]
    [InlineData("/api/ordersnothing", "404 not-found")]
    [InlineData("/account/nothing", "404 not-found")]
    [InlineData("/api/orders/..%2f..%2finternal", "404 unknown-order")]
    public async Task What_follows_an_alias_is_taken_over_and_nothing_else(string path, string expected)
    {
        await using var house = await House.Open("together");
        using var doors = house.Doors("trading");

        Assert.Equal(expected, await Answer(doors, path));
    }

    [Fact]
    public async Task No_alias_is_described()
    {
        await using var house = await House.Open("together");
        using var doors = house.Doors("trading");

        using var described = JsonDocument.Parse(await doors.GetStringAsync("/openapi/v1.json", Ct));

        var paths = described.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToArray();
        Assert.Contains("/api/v1/orders", paths);
        Assert.DoesNotContain(paths, path => !path.StartsWith("/api/v1/", StringComparison.Ordinal) && !path.StartsWith("/health", StringComparison.Ordinal));
    }

    /// <summary>Status, and what the answer has in it: its values go with the market.</summary>
    private static async Task<string> Answer(HttpClient doors, string path)
    {
        // The one that takes a body says so; without one it would say that alone.
        var isQuestion = path.Contains("/risk/assess", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(isQuestion ? HttpMethod.Post : HttpMethod.Get, path);
        if (isQuestion) request.Content = new StringContent($$"""{"symbol":"{{Symbol}}","side":"buy","type":"market","quantity":"0.01"}""", Encoding.UTF8, "application/json");
        using var reply = await doors.SendAsync(request, Ct);
        var said = JsonDocument.Parse(await reply.Content.ReadAsStringAsync(Ct)).RootElement;
        return $"{(int)reply.StatusCode} {(reply.StatusCode == HttpStatusCode.OK ? string.Join(',', said.EnumerateObject().Select(field => field.Name)) : said.GetProperty("code").GetString())}";
    }

    private static string Filled(string path, string rest)
    {
        var isPortfolio = path.Contains("portfolio/{", StringComparison.Ordinal);
        var filled = path.Replace("{symbol}", Symbol, StringComparison.Ordinal).Replace("/{*rest}", isPortfolio ? $"/{rest}" : "", StringComparison.Ordinal).Replace("/{rest}", isPortfolio ? $"/{rest}" : "", StringComparison.Ordinal);
        var isBars = new[] { "/bars", $"chart/{Symbol}", $"history/{Symbol}", $"historical/{Symbol}" }.Any(end => filled.EndsWith(end, StringComparison.Ordinal));
        return path.EndsWith("ohlcv", StringComparison.Ordinal) ? $"{filled}?symbol={Symbol}&interval=1m" : isBars ? $"{filled}?interval=1m" : filled;
    }
}
