using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Doors;

/// <summary>Brackets and keys at the doors: every order of a group is judged where it will trade, before it is sent and when it is drawn.</summary>
[Between("trading", "risk")]
public sealed class BracketDoorTests : IAsyncLifetime
{
    private const string Orders = "/api/v1/orders";

    private House _house = null!;
    private HttpClient _doors = null!;
    private decimal _price;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.Open("together");
        _doors = _house.Doors("trading");
        var trading = _house.Get<ITrading>();
        await ReplayEqualsBacktestTests.Ready(trading, "paper");
        _price = (await trading.PreviewOrder(new("paper", "BTCUSDT.SIM", OrderSide.Buy, OrderType.Market, new(0.01m)), Ct)).Price!.Value;
    }

    public async ValueTask DisposeAsync()
    {
        _doors.Dispose();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task The_collar_of_an_exit_is_counted_from_its_entry()
    {
        using var fits = await Post(Orders, Bracket(0.8m, target: 0.85m, stop: 0.75m));
        using var atMarket = await Post(Orders, $$"""{"accountId":"paper","symbol":"BTCUSDT.SIM","side":"buy","type":"market","quantity":"0.01","groupType":"bracket","stopLoss":{"stopPrice":"{{Of(0.95m)}}","limitPrice":"{{Of(0.6m)}}"} }""");
        var problem = await Problem(atMarket, HttpStatusCode.UnprocessableEntity);

        Assert.Equal(HttpStatusCode.Created, fits.StatusCode);
        Assert.Equal("price-collar", problem.GetProperty("code").GetString());
        Assert.True(problem.GetProperty("errors").TryGetProperty("stopLoss.limitPrice", out _));
    }

    [Theory]
    [InlineData("stopLoss", "stopPrice", 1.05)]
    [InlineData("takeProfit", "limitPrice", 0.95)]
    public async Task An_exit_that_a_market_entry_would_trade_at_once_is_refused_with_its_field(string exit, string field, double at)
    {
        var body = $$"""{"accountId":"paper","symbol":"BTCUSDT.SIM","side":"buy","type":"market","quantity":"0.01","groupType":"bracket","{{exit}}":{"{{field}}":"{{Of((decimal)at)}}"} }""";
        using var placed = await Post(Orders, body);
        using var previewed = await Post(Orders + "/preview", body);
        using var right = await Post(Orders, body.Replace(Of((decimal)at), Of(2m - (decimal)at), StringComparison.Ordinal));

        var problem = await Problem(placed, HttpStatusCode.UnprocessableEntity);
        var preview = JsonDocument.Parse(await previewed.Content.ReadAsStringAsync(Ct)).RootElement;
        Assert.Equal("bad-terms", problem.GetProperty("code").GetString());
        Assert.True(problem.GetProperty("errors").TryGetProperty($"{exit}.{field}", out _));
        Assert.Equal($"{exit}.{field}", preview.GetProperty("refusals")[0].GetProperty("field").GetString());
        Assert.Equal(HttpStatusCode.Created, right.StatusCode);
    }

    [Fact]
    public async Task A_preview_judges_the_exits_too()
    {
        var body = Bracket(0.8m, target: 0.85m, stop: 0.75m).Replace($"\"stopPrice\":\"{Of(0.75m)}\"", $"\"stopPrice\":\"{Of(0.75m)}.001\"", StringComparison.Ordinal);
        using var placed = await Post(Orders, body);
        using var previewed = await Post(Orders + "/preview", body);

        var problem = await Problem(placed, HttpStatusCode.UnprocessableEntity);
        var preview = JsonDocument.Parse(await previewed.Content.ReadAsStringAsync(Ct)).RootElement;
        Assert.Equal("off-tick", problem.GetProperty("code").GetString());
        Assert.True(problem.GetProperty("errors").TryGetProperty("stopLoss.stopPrice", out _));
        Assert.False(preview.GetProperty("approved").GetBoolean());
        Assert.Equal(("off-tick", "stopLoss.stopPrice"), (preview.GetProperty("refusals")[0].GetProperty("code").GetString(), preview.GetProperty("refusals")[0].GetProperty("field").GetString()));
    }

    [Fact]
    public async Task What_is_changed_of_a_group_stays_on_its_side()
    {
        using var placed = await Post(Orders, Bracket(0.9m, target: 0.95m, stop: 0.85m));
        var order = JsonDocument.Parse(await placed.Content.ReadAsStringAsync(Ct)).RootElement;
        var entry = order.GetProperty("orderId").GetString()!;
        var exits = order.GetProperty("group").EnumerateArray().ToDictionary(exit => exit.GetProperty("type").GetString()!, exit => exit.GetProperty("orderId").GetString()!);

        foreach (var (id, body, field) in new[]
        {
            (exits["stop"], $$"""{"stopPrice":"{{Of(0.96m)}}"}""", "stopPrice"),
            (exits["stop"], $$"""{"stopPrice":"{{Of(0.91m)}}"}""", "stopPrice"),
            (exits["stop"], """{"quantity":"0.5"}""", "quantity"),
            (exits["limit"], """{"limitPrice":"100"}""", "limitPrice"),
            (exits["limit"], """{"quantity":"0.005"}""", "quantity"),
            (entry, $$"""{"limitPrice":"{{Of(0.84m)}}"}""", "limitPrice"),
            (entry, $$"""{"limitPrice":"{{Of(0.96m)}}"}""", "limitPrice"),
        })
        {
            using var reply = await _doors.PatchAsync($"{Orders}/{id}", Json(body), Ct);

            var problem = await Problem(reply, HttpStatusCode.BadRequest, body);
            Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), $"{body} {problem}");
        }

        using var drawn = await _doors.PatchAsync($"{Orders}/{exits["stop"]}", Json($$"""{"stopPrice":"{{Of(0.86m)}}"}"""), Ct);
        Assert.Equal((HttpStatusCode.OK, Of(0.86m)), (drawn.StatusCode, JsonDocument.Parse(await drawn.Content.ReadAsStringAsync(Ct)).RootElement.GetProperty("stopPrice").GetString()));
    }

    // Written by hand: a client would put two headers on one line.
    [Theory]
    [InlineData("Idempotency-Key:")]
    [InlineData("Idempotency-Key:  ")]
    [InlineData("Idempotency-Key: two words")]
    [InlineData("Idempotency-Key: k1\r\nIdempotency-Key: k2")]
    public async Task A_key_that_is_none_is_refused(string headers)
    {
        const string Body = """{"symbol":"BTCUSDT.SIM","side":"buy","type":"market","quantity":"0.01"}""";
        using var line = new TcpClient();
        await line.ConnectAsync(_doors.BaseAddress!.Host, _doors.BaseAddress.Port, Ct);
        var stream = line.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {Orders} HTTP/1.1\r\nHost: {_doors.BaseAddress.Authority}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n{headers}\r\n\r\n{Body}"), Ct);

        var reply = await new StreamReader(stream).ReadToEndAsync(Ct);

        Assert.StartsWith("HTTP/1.1 400 ", reply, StringComparison.Ordinal);
        Assert.Contains("\"errors\":{\"idempotencyKey\":", reply, StringComparison.Ordinal);
        Assert.Equal(0, JsonDocument.Parse(await _doors.GetStringAsync(Orders, Ct)).RootElement.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData(Orders, """{"symbol":"BTCUSDT.SIM","side":"bye","type":"market","quantity":"0.01"}""", "buy")]
    [InlineData(Orders, """{"symbol":"BTCUSDT.SIM","side":"buy","type":7,"quantity":"0.01"}""", "trailingStop")]
    [InlineData("/api/v1/accounts", """{"accountId":"k","name":"K","mode":"paper","broker":"kraken","currency":"USDT"}""", "binance")]
    [InlineData("/api/v1/accounts", """{"accountId":"k","name":"K","mode":"paper","broker":"paper","currency":"ZZZZ"}""", "USDT")]
    public async Task A_name_of_a_closed_set_that_is_none_comes_back_with_those_there_are(string path, string body, string choice)
    {
        using var reply = await Post(path, body);

        Assert.Contains(choice, (await Problem(reply, HttpStatusCode.BadRequest)).GetProperty("choices").EnumerateArray().Select(each => each.GetString()));
    }

    private string Of(decimal factor) => decimal.Round(_price * factor, 0).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string Bracket(decimal entry, decimal target, decimal stop) =>
        $$"""{"accountId":"paper","symbol":"BTCUSDT.SIM","side":"buy","type":"limit","quantity":"0.01","limitPrice":"{{Of(entry)}}","groupType":"bracket","takeProfit":{"limitPrice":"{{Of(target)}}"},"stopLoss":{"stopPrice":"{{Of(stop)}}"} }""";

    private Task<HttpResponseMessage> Post(string path, string body) => _doors.PostAsync(path + (path == Orders ? "?wait=5000" : ""), Json(body), Ct);

    private static async Task<JsonElement> Problem(HttpResponseMessage reply, HttpStatusCode status, string what = "")
    {
        var text = await reply.Content.ReadAsStringAsync(Ct);
        Assert.True(reply.StatusCode == status, $"{what}: {(int)reply.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
