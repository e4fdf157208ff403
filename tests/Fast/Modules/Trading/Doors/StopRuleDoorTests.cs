using System.Net;
using System.Text;
using System.Text.Json;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Doors;

/// <summary>The doors of rules: what is good goes in and out, and what is not is told by its field, with what would do.</summary>
[Between("trading", "market-data")]
public sealed class StopRuleDoorTests : IAsyncLifetime
{
    private const string Rule = "/api/v1/positions/paper:BTCUSDT.SIM/stop-rule";
    private const string List = "/api/v1/stop-rules";

    private House _house = null!;
    private HttpClient _doors = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.Open("together");
        _doors = _house.Doors("trading");
        var trading = _house.Get<ITrading>();
        await ReplayEqualsBacktestTests.Ready(trading, "paper");
        await trading.PlaceOrder(new("paper", "BTCUSDT.SIM", OrderSide.Buy, OrderType.Market, new(0.05m), WaitMs: 5_000), Ct);
        for (var tries = 0; tries < 1_200 && (await trading.ListAccounts(new("paper"), Ct)).Accounts.Single().Positions.Count == 0; tries++) await Task.Delay(25, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        _doors.Dispose();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task A_rule_goes_in_comes_out_and_goes_away()
    {
        using var put = await _doors.PutAsync(Rule, Json("""{"kind":"fixed","percent":"20","closeAfterSeconds":3600}"""), Ct);
        var (one, all) = (await Get(Rule), await Get(List + "?accountId=paper"));
        using var delete = await _doors.DeleteAsync(Rule, Ct);
        using var gone = await _doors.GetAsync(Rule, Ct);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound), (put.StatusCode, delete.StatusCode, gone.StatusCode));
        Assert.Equal(("fixed", "20", "venue"), (one.GetProperty("kind").GetString(), one.GetProperty("percent").GetString(), one.GetProperty("heldAt").GetString()));
        Assert.Equal(one.GetProperty("attachedAt").GetString(), all.GetProperty("items")[0].GetProperty("attachedAt").GetString());
    }

    [Fact]
    public async Task What_cannot_be_a_rule_is_told_by_its_field_and_nothing_is_kept()
    {
        foreach (var (body, field, choices) in new (string, string, string?)[]
        {
            ("{}", "kind", "fixed"),
            ("""{"kind":"fixed"}""", "stopPrice", null),
            ("""{"kind":"fixed","stopPrice":"1","percent":"1"}""", "stopPrice", null),
            ("""{"kind":"fixed","stopPrice":"-1"}""", "stopPrice", null),
            ("""{"kind":"fixed","stopPrice":"900000000"}""", "stopPrice", null),
            ("""{"kind":"fixed","percent":"100"}""", "percent", null),
            ("""{"kind":"fixed","multiple":"1","percent":"1"}""", "multiple", "atr"),
            ("""{"kind":"trailing"}""", "percent", null),
            ("""{"kind":"trailing","stopPrice":"1"}""", "stopPrice", "fixed"),
            ("""{"kind":"trailing","amount":"0"}""", "amount", null),
            ("""{"kind":"trailing","percent":"5","isTrailing":true}""", "isTrailing", "atr"),
            ("""{"kind":"atr"}""", "multiple", null),
            ("""{"kind":"atr","multiple":"0"}""", "multiple", null),
            ("""{"kind":"atr","multiple":"101"}""", "multiple", null),
            ("""{"kind":"atr","multiple":"2","period":0}""", "period", null),
            ("""{"kind":"atr","multiple":"2","period":1000,"interval":"10000d"}""", "period", null),
            ("""{"kind":"atr","multiple":"2","interval":"1s"}""", "interval", "1m"),
            ("""{"percent":"5","closeAfterSeconds":5}""", "percent", "fixed"),
            ("""{"closeAfterSeconds":0}""", "closeAfterSeconds", null),
            ("""{"closeAfterSeconds":2147483647}""", "closeAfterSeconds", null),
            ("""{"closeAfterSeconds":5,"closeAt":"2200-01-01T00:00:00Z"}""", "closeAt", null),
            ("""{"closeAt":"2001-01-01T00:00:00Z"}""", "closeAt", null),
        })
        {
            using var reply = await _doors.PutAsync(Rule, Json(body), Ct);

            var problem = await Problem(reply, HttpStatusCode.BadRequest, body);
            Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), $"{body} {problem}");
            if (choices is not null) Assert.True(problem.GetProperty("choices").EnumerateArray().Any(choice => choice.GetString() == choices), $"{body} {problem}");
        }

        await AssertNothingIsKept();
    }

    [Theory]
    [InlineData("PUT", Rule, """{"kind":"sometimes"}""", 400)]
    [InlineData("PUT", Rule, """{"kind":"fixed","percent":"5","more":1}""", 400)]
    [InlineData("PUT", Rule, """{"kind":"fixed","percent":"5""", 400)]
    [InlineData("PUT", Rule, """{"kind":"fixed","stopPrice":"100.001"}""", 422)]
    [InlineData("PUT", Rule, """{"kind":"atr","multiple":"2","interval":"3d"}""", 422)]
    [InlineData("PUT", "/api/v1/positions/nothing/stop-rule", """{"kind":"fixed","percent":"5"}""", 404)]
    [InlineData("PUT", "/api/v1/positions/paper:AAPL.SIM/stop-rule", """{"kind":"fixed","percent":"5"}""", 404)]
    [InlineData("GET", "/api/v1/positions/nothing/stop-rule", null, 404)]
    [InlineData("GET", Rule, null, 404)]
    [InlineData("DELETE", "/api/v1/positions/paper:AAPL.SIM/stop-rule", null, 404)]
    [InlineData("DELETE", "/api/v1/positions/%07/stop-rule", null, 400)]
    [InlineData("GET", List + "?accountId=NO", null, 400)]
    [InlineData("GET", List + "?accountId=other", null, 404)]
    [InlineData("GET", "/api/v1/orders?accountId=other", null, 404)]
    [InlineData("GET", "/api/v1/executions?accountId=other", null, 404)]
    [InlineData("POST", "/api/v1/positions/paper:BTCUSDT.SIM/protect", """{"stopPrice":"900000000"}""", 400)]
    [InlineData("POST", "/api/v1/positions/paper:BTCUSDT.SIM/protect", """{"trailAmount":"100.001"}""", 422)]
    public async Task Every_door_says_why_not(string method, string path, string? body, int status)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = body is null ? null : Json(body) };

        using var reply = await _doors.SendAsync(request, Ct);

        await Problem(reply, (HttpStatusCode)status, path);
        await AssertNothingIsKept();
    }

    private async Task AssertNothingIsKept()
    {
        Assert.Equal(0, (await Get(List)).GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await Get("/api/v1/orders")).GetProperty("items").GetArrayLength());
    }

    private static async Task<JsonElement> Problem(HttpResponseMessage reply, HttpStatusCode status, string what)
    {
        var text = await reply.Content.ReadAsStringAsync(Ct);
        Assert.True(reply.StatusCode == status && reply.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{what}: {(int)reply.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<JsonElement> Get(string path) => JsonDocument.Parse(await _doors.GetStringAsync(path, Ct)).RootElement;

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
