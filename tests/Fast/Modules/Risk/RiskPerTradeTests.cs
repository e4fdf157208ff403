using System.Text.Json;

namespace AlgoTrendy.Tests.Fast.Modules.Risk;

/// <summary>What a trade may lose, in an account of 100,000 that holds nothing.</summary>
[Between("risk", "trading")]
public sealed class RiskPerTradeTests : IAsyncLifetime
{
    private RiskHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await RiskHouse.Open();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_new_home_refuses_a_bracket_that_risks_more_than_five_per_cent()
    {
        var more = await _house.Post("trading", "/orders?wait=5000", Bracket("499.99"));
        var verdict = (await _house.Post("risk", "/risk/assess", Bracket("499.99"))).Json;
        var exactly = await _house.Post("trading", "/orders?wait=5000", Bracket("500"));

        Assert.Equal((422, "max-risk-per-trade"), (more.Status, more.Code));
        Assert.Equal("The order risks 5.0001 % of equity until its stop; the limit of every account is 5 %.", more.Json.GetProperty("detail").GetString());
        var refusal = Assert.Single(verdict.GetProperty("refusals").EnumerateArray());
        Assert.Equal(("max-risk-per-trade", "5", "5.0001"), (refusal.GetProperty("limit").GetString(), refusal.GetProperty("value").GetString(), refusal.GetProperty("wouldBe").GetString()));
        Assert.Equal(201, exactly.Status);
    }

    [Fact]
    public async Task A_new_home_lets_a_person_buy_for_all_that_there_is_without_a_stop()
    {
        var all = await Most();

        var bought = await _house.Buy(all);

        Assert.Equal(201, bought.Status);
        await RiskHouse.Until(() => _house.IsHolding());
    }

    [Fact]
    public async Task In_a_new_home_the_stop_of_an_entry_that_waits_may_be_cancelled_but_not_be_made_worse()
    {
        var entry = await _house.Post("trading", "/orders?wait=5000", Bracket("500"));
        var stop = Assert.Single(entry.Json.GetProperty("group").EnumerateArray()).GetProperty("orderId").GetString();

        var worse = await _house.Send("trading", HttpMethod.Patch, $"/orders/{stop}?wait=5000", """{"stopPrice":"400"}""", null);
        var gone = await _house.Send("trading", HttpMethod.Delete, $"/orders/{stop}?wait=5000", null, null);

        Assert.Equal((422, "max-risk-per-trade"), (worse.Status, worse.Code));
        Assert.Equal(200, gone.Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    public async Task Where_orders_without_a_stop_count_they_count_whole(bool? counts)
    {
        var given = counts is { } said ? $$""","countsWithoutStop":{{(said ? "true" : "false")}}""" : "";
        var put = await _house.Put("max-risk-per-trade", $$""" "scope":"account","rule":"maxRiskPerTrade","unit":"percent","value":"5"{{given}} """);

        var bought = await _house.Buy(await Most());

        var shown = put.Json.GetProperty("items").EnumerateArray().ToDictionary(limit => limit.GetProperty("limitId").GetString()!, limit => limit.GetProperty("countsWithoutStop"));
        Assert.Equal((JsonValueKind.True, JsonValueKind.Null), (shown["max-risk-per-trade"].ValueKind, shown["stale-price"].ValueKind));
        Assert.Equal((422, "max-risk-per-trade"), (bought.Status, bought.Code));
        Assert.Contains("as no stop goes with it; the limit of every account is 5 %.", bought.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_limits_can_be_put_back_as_they_are_shown()
    {
        var shown = (await _house.Get("risk", "/risk/limits")).Json.GetProperty("items").EnumerateArray()
            .Select(limit => limit.EnumerateObject().Where(field => field.Name != "used" && !(field.Name == "value" && limit.GetProperty("unit").GetString() == "none")).ToDictionary(field => field.Name, field => field.Value)).ToArray();

        var put = await _house.Send("risk", HttpMethod.Put, "/risk/limits", JsonSerializer.Serialize(new { items = shown }), "\"1\"");
        var versions = (await _house.Get("risk", "/risk/limits/versions?limit=1")).Json.GetProperty("items")[0];

        Assert.Equal(200, put.Status);
        Assert.Equal(0, versions.GetProperty("changed").GetArrayLength());
    }

    [Theory]
    [InlineData("3", 3, false)]
    [InlineData("off", 5, null)]
    public async Task The_configuration_changes_what_a_new_home_begins_with(string setting, int value, bool? counts)
    {
        await using var house = await RiskHouse.Open(settings: ("Risk:Limits:MaxRiskPerTrade", setting));

        var limit = (await house.Get("risk", "/risk/limits")).Json.GetProperty("items").EnumerateArray().Single(one => one.GetProperty("limitId").GetString() == "max-risk-per-trade");

        Assert.Equal((counts is not null, $"{value}", false), (limit.GetProperty("enabled").GetBoolean(), limit.GetProperty("value").GetString(), limit.GetProperty("countsWithoutStop").GetBoolean()));
    }

    private static string Bracket(string stop) => $$"""{"accountId":"main","symbol":"BTCUSDT.SIM","side":"buy","type":"limit","quantity":"10","limitPrice":"1000","groupType":"bracket","stopLoss":{"stopPrice":"{{stop}}"} }""";

    // A little less than all: prices move until it is bought.
    private async Task<string> Most() => (await _house.Post("risk", "/risk/size", """{"accountId":"main","symbol":"BTCUSDT.SIM","method":"percentOfEquity","percent":"99"}""")).Json.GetProperty("quantity").GetString()!;
}
