using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Tests.Fast.Modules.Trading;

namespace AlgoTrendy.Tests.Fast.Modules.Portfolio;

/// <summary>Accounts at the public door, with the trading that is really there: open, look, change, and what is for the command line alone.</summary>
[Between("portfolio", "trading")]
public sealed class AccountDoorTests : IAsyncLifetime
{
    private const string Accounts = "/api/v1/accounts";

    private House _house = null!;
    private HttpClient _doors = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.Open("together");
        _doors = _house.Doors("trading");
        await ReplayEqualsBacktestTests.Ready(_house.Get<ITrading>(), "paper");
    }

    public async ValueTask DisposeAsync()
    {
        _doors.Dispose();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task An_account_on_paper_can_trade_when_it_is_told_to_be_open()
    {
        var (status, opened) = await Send(HttpMethod.Post, Accounts + "?wait=10000", """{"accountId":"main","name":"Main","mode":"paper","broker":"paper","currency":"USDT","cash":"10000"}""");
        var (placed, order) = await Send(HttpMethod.Post, "/api/v1/orders", """{"accountId":"main","symbol":"BTCUSDT.SIM","side":"buy","type":"limit","limitPrice":"1000","quantity":"0.01"}""");

        Assert.True(opened.GetProperty("reconciliation").GetProperty("agrees").GetBoolean());
        Assert.Equal((201, "open", "ready", JsonValueKind.Null), (status, Text(opened, "status"), Text(opened, "connection"), opened.GetProperty("gate").ValueKind));
        Assert.NotEqual("gate-shut", Text(order, "code"));
        Assert.True(placed is 201 or 422, $"{order}");
    }

    [Fact]
    public async Task Settings_are_shown_and_only_those_that_are_named_change()
    {
        await Send(HttpMethod.Post, Accounts, """{"accountId":"main","name":"Main","mode":"paper","broker":"paper","currency":"USDT","settings":{"slippage":"fixed:5","protectAfterSeconds":60}}""");
        var (changed, after) = await Send(HttpMethod.Patch, Accounts + "/main", """{"settings":{"reconcileSeconds":5}}""");
        var shown = await _doors.GetFromJsonAsync<JsonElement>(Accounts + "/main", Ct);
        var (refused, why) = await Send(HttpMethod.Patch, Accounts + "/main", """{"settings":{"slippage":"none"}}""");

        Assert.Equal(200, changed);
        foreach (var settings in new[] { after.GetProperty("settings"), shown.GetProperty("settings") })
            Assert.Equal((5, 60, "fixed:5"), (settings.GetProperty("reconcileSeconds").GetInt32(), settings.GetProperty("protectAfterSeconds").GetInt32(), Text(settings, "slippage")));
        Assert.Equal(400, refused);
        Assert.Contains("Open another account instead", why.GetProperty("errors").GetProperty("settings.slippage")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rates_of_a_paper_account_are_those_of_a_backtest_unless_given_and_one_at_a_venue_has_none()
    {
        var (opened, usual) = await Send(HttpMethod.Post, Accounts, """{"accountId":"usual","name":"Usual","mode":"paper","broker":"paper","currency":"USDT"}""");
        var (_, free) = await Send(HttpMethod.Post, Accounts, """{"accountId":"free","name":"Free","mode":"paper","broker":"paper","currency":"USDT","settings":{"interestPercent":"0","borrowPercent":"0.25"}}""");
        var (_, dear) = await Send(HttpMethod.Patch, Accounts + "/free", """{"settings":{"interestPercent":"1000"}}""");
        var (_, nothing) = await Send(HttpMethod.Patch, Accounts + "/usual", """{"settings":{"borrowPercent":"0"}}""");
        var (tooMuch, much) = await Send(HttpMethod.Patch, Accounts + "/free", """{"settings":{"interestPercent":"1000.1"}}""");
        var (below, less) = await Send(HttpMethod.Post, Accounts, """{"accountId":"less","name":"Less","mode":"paper","broker":"paper","currency":"USDT","settings":{"borrowPercent":"-0.1"}}""");
        var (atVenue, notPaper) = await Send(HttpMethod.Post, Accounts, """{"accountId":"real","name":"Real","mode":"live","broker":"binance","currency":"USDT","settings":{"interestPercent":"0"}}""");
        await Send(HttpMethod.Post, Accounts, """{"accountId":"real","name":"Real","mode":"live","broker":"binance","currency":"USDT"}""");
        var (changed, neither) = await Send(HttpMethod.Patch, Accounts + "/real", """{"settings":{"borrowPercent":"3"}}""");

        Assert.Equal((201, "8", "3"), (opened, Rate(usual, "interest"), Rate(usual, "borrow")));
        Assert.Equal(("0", "0.25", "1000", "0.25"), (Rate(free, "interest"), Rate(free, "borrow"), Rate(dear, "interest"), Rate(dear, "borrow")));
        Assert.Equal(("8", "0"), (Rate(nothing, "interest"), Rate(nothing, "borrow")));
        Assert.Equal((400, 400), (tooMuch, below));
        Assert.True(much.GetProperty("errors").TryGetProperty("settings.interestPercent", out _) && less.GetProperty("errors").TryGetProperty("settings.borrowPercent", out _));
        Assert.Equal((409, "not-paper", 409, "not-paper"), (atVenue, Text(notPaper, "code"), changed, Text(neither, "code")));

        static string Rate(JsonElement account, string name) => account.GetProperty("settings").GetProperty(name + "Percent").ToString();
    }

    [Fact]
    public async Task A_replay_that_is_over_says_so_and_one_with_a_speed_is_not_over_before_anybody_can_trade()
    {
        const string Replay = """{"accountId":"$ID","name":"Played","mode":"paper","broker":"paper","currency":"USDT","settings":{"feed":"replay","replay":{"symbols":["BTCUSDT.SIM"],"interval":"1h","from":"2024-01-02T00:00:00Z","to":"2024-01-04T00:00:00Z"$MORE}}}""";
        var (fast, _) = await Send(HttpMethod.Post, Accounts, Replay.Replace("$ID", "fast", StringComparison.Ordinal).Replace("$MORE", "", StringComparison.Ordinal));
        var (paced, slow) = await Send(HttpMethod.Post, Accounts + "?wait=10000", Replay.Replace("$ID", "slow", StringComparison.Ordinal).Replace("$MORE", ",\"speed\":3600", StringComparison.Ordinal));
        JsonElement over = default;
        for (var tries = 0; tries < 1_200 && Text(over, "connection") != "ended"; tries++)
        {
            await Task.Delay(25, Ct);
            over = await _doors.GetFromJsonAsync<JsonElement>(Accounts + "/fast", Ct);
        }

        var status = await _doors.GetFromJsonAsync<JsonElement>("/api/v1/trading/status?accountId=fast", Ct);

        Assert.Equal((201, 201), (fast, paced));
        Assert.StartsWith("The replay has been played to its end", Text(over, "gate"), StringComparison.Ordinal);
        Assert.Equal("ended", Text(status.GetProperty("accounts")[0], "connection"));
        Assert.Equal("ready", Text(slow, "connection"));
    }

    [Fact]
    public async Task Live_credentials_are_not_taken_at_the_public_door()
    {
        await Send(HttpMethod.Post, Accounts, """{"accountId":"real","name":"Real","mode":"live","broker":"binance","currency":"USDT"}""");

        var (status, why) = await Send(HttpMethod.Put, "/api/v1/brokers/real/credentials", """{"kind":"live","key":"k","secret":"s3cr3t","optIn":{"accountId":"real","sentence":"I trade real money"}}""");

        Assert.Equal((400, "invalid"), (status, Text(why, "code")));
        Assert.Contains("algotrendy brokers credentials set", why.GetProperty("errors").GetProperty("kind")[0].GetString(), StringComparison.Ordinal);
        Assert.Null((await _house.Get<ITrading>().ListBrokers(new("real"), Ct)).Brokers.Single().Credentials);
    }

    private async Task<(int Status, JsonElement Body)> Send(HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await _doors.SendAsync(request, Ct);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Ct));
    }

    private static string? Text(JsonElement body, string name) => body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
