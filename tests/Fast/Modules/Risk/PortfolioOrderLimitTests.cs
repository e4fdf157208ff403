using System.Globalization;
using System.Text.Json;
using AlgoTrendy.Contracts.Risk;

namespace AlgoTrendy.Tests.Fast.Modules.Risk;

/// <summary>Limits of a portfolio on what its accounts send, in one process and in several; and a portfolio that is changed. Main and other are one portfolio, outside is in none.</summary>
[Between("risk", "trading", "portfolio")]
public sealed class PortfolioOrderLimitTests
{
    [Theory]
    [MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task Orders_a_minute_are_counted_over_all_accounts_of_the_portfolio_also_when_sent_at_once(string topology)
    {
        await using var house = await Lived(topology);
        await house.Put("pace", """ "scope":"portfolio","scopeId":"both","rule":"maxOrdersPerMinute","unit":"count","value":"6","warnAt":"0.5" """);

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(index => house.Rest("0.01", index % 2 == 0 ? "main" : "other")));
        var (outside, verdict) = (await house.Rest("0.01", "outside"), await Assess(house, "other", "buy", "0.01", "1000"));
        Assert.Equal(6, replies.Count(reply => reply.Status == 201));
        decimal? used = null;
        await RiskHouse.Until(async () => (used = Used(await house.Get("risk", "/risk/limits"), "pace")) > 0m);
        await RiskHouse.Until(async () => (await house.Get("risk", "/risk/alerts?portfolioId=both")).Json.GetProperty("items").GetArrayLength() > 0);

        Assert.All(replies.Where(reply => reply.Status != 201), reply => Assert.Equal("max-orders-per-minute", reply.Code));
        Assert.Equal(201, outside.Status);
        Assert.Equal(("It would be order 7 within a minute; the limit of portfolio both is 6.", "pace", 7m), Refused(verdict));
        Assert.Equal((6m, 7m), (Number(Limit(verdict, "pace"), "now"), Number(Limit(verdict, "pace"), "wouldBe")));
        Assert.Equal(1m, used);
    }

    [Theory]
    [MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task No_account_trades_with_what_another_of_the_portfolio_waits_for_also_after_a_restart(string topology)
    {
        await using var house = await Lived(topology);
        await house.Put("own", """ "scope":"portfolio","scopeId":"both","rule":"selfTrade","unit":"none" """);
        // Near enough to the market that no collar refuses what is given there.
        var market = (await house.Post("risk", "/risk/assess", $$"""{"accountId":"main","symbol":"{{RiskHouse.Coin}}","side":"buy","type":"market","quantity":"0.01"}""")).Json;
        var price = Math.Floor(Number(market.GetProperty("price")) * 0.95m).ToString(CultureInfo.InvariantCulture);
        var waiting = await Give(house, "main", "buy", price);
        Assert.Equal((201, null), (waiting.Status, waiting.Code));
        if (topology is "apart")
        {
            await house.House.Stop("risk");
            await house.House.Stop(RiskHouse.TradingRoom);
            await house.House.StartAgain(RiskHouse.TradingRoom);
            foreach (var account in (string[])["main", "other", "outside"]) await house.UntilReady(account);
            await house.House.StartAgain("risk");
        }

        var met = await Give(house, "other", "sell", price);
        var (verdict, outside) = (await Assess(house, "other", "sell", "0.01", price), await Give(house, "outside", "sell", price));
        var name = waiting.Json.GetProperty("orderId").GetString();

        Assert.Equal((422, "self-trade", 201), (met.Status, met.Code, outside.Status));
        Assert.Equal($"The order could trade with order {name} of the same owner, which waits to buy at {price}; the limit of portfolio both allows no trade with oneself.", met.Json.GetProperty("detail").GetString());
        Assert.Equal((met.Json.GetProperty("detail").GetString(), "own", 1m), Refused(verdict));
    }

    [Theory]
    [MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task The_risk_of_a_trade_is_a_share_of_what_all_accounts_of_the_portfolio_have(string topology)
    {
        await using var house = await Lived(topology);
        await house.Put("one", """ "scope":"account","rule":"maxRiskPerTrade","unit":"percent","value":"100" """);
        await house.Put("all", """ "scope":"portfolio","scopeId":"both","rule":"maxRiskPerTrade","unit":"percent","value":"2" """);
        await RiskHouse.Until(async () => Refused(await Assess(house, "main", "buy", "0.01", "1000")) == default);

        var verdict = await Assess(house, "main", "buy", "4", "1000");
        var (over, outside) = (await house.Rest("4.001", "main"), await house.Rest("4.001", "outside"));

        // 4,000 of 200,000, and of 100,000.
        Assert.Equal((2m, 4m), (Number(Limit(verdict, "all"), "wouldBe"), Number(Limit(verdict, "one"), "wouldBe")));
        Assert.Equal((422, "max-risk-per-trade", 201, 201), (over.Status, over.Code, (await house.Rest("4", "main")).Status, outside.Status));
    }

    [Theory]
    [MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task A_portfolio_that_is_changed_counts_its_new_account_from_the_next_order_on(string topology)
    {
        await using var house = await Lived(topology);
        await house.Put("pace", """ "scope":"portfolio","scopeId":"both","rule":"maxOrdersPerMinute","unit":"count","value":"2" """);
        foreach (var account in (string[])["main", "other", "outside"]) Assert.Equal(201, (await house.Rest("0.01", account)).Status);

        var tag = (await house.Get("portfolio", "/portfolios/both")).Tag;
        var changed = await house.Send("portfolio", HttpMethod.Patch, "/portfolios/both", """{"accounts":[{"accountId":"main"},{"accountId":"outside"}]}""", tag);
        var (added, left) = (await house.Rest("0.01", "outside"), await house.Rest("0.01", "other"));

        Assert.Equal((200, "max-orders-per-minute", 201), (changed.Status, added.Code, left.Status));
    }

    [Fact]
    public async Task Only_a_portfolio_that_a_limit_is_about_needs_trading_to_count_it_anew()
    {
        await using var house = await Lived("apart");
        await house.Put("pace", """ "scope":"portfolio","scopeId":"both","rule":"maxOrdersPerMinute","unit":"count","value":"2" """);
        await house.Put("off", """ "scope":"portfolio","rule":"maxOrdersPerMinute","unit":"count","value":"2","enabled":false """);
        var risk = house.House.Service<IRisk>("risk");
        var before = (await risk.RecountPortfolio(new("both"), TestContext.Current.CancellationToken)).Pushed;

        await house.House.Stop(RiskHouse.TradingRoom);

        Assert.True(before);
        Assert.False((await risk.RecountPortfolio(new("both"), TestContext.Current.CancellationToken)).Pushed);
        Assert.True((await risk.RecountPortfolio(new("another"), TestContext.Current.CancellationToken)).Pushed);
    }

    /// <summary>What is pushed once an hour is not what makes anything count.</summary>
    private static async Task<RiskHouse> Lived(string topology)
    {
        var house = await RiskHouse.Open(topology, ("Risk:PushSeconds", "3600"), ("Risk:ValidSeconds", "7200"), ("Risk:AlertSeconds", "0.05"));
        await house.OpenAccount("other");
        await house.OpenAccount("outside");
        await house.Group("both", "main", "other");
        return house;
    }

    private static async Task<JsonElement> Assess(RiskHouse house, string account, string side, string quantity, string price) =>
        (await house.Post("risk", "/risk/assess", Body(account, side, quantity, price))).Json;

    private static Task<RiskHouse.Reply> Give(RiskHouse house, string account, string side, string price) => house.Post("trading", "/orders?wait=5000", Body(account, side, "0.01", price));

    private static string Body(string account, string side, string quantity, string price) =>
        $$"""{"accountId":"{{account}}","symbol":"{{RiskHouse.Coin}}","side":"{{side}}","type":"limit","quantity":"{{quantity}}","limitPrice":"{{price}}"}""";

    private static (string? Message, string? Limit, decimal WouldBe) Refused(JsonElement verdict) =>
        verdict.GetProperty("refusals").EnumerateArray().Select(one => (one.GetProperty("message").GetString(), one.GetProperty("limit").GetString(), one.GetProperty("wouldBe") is { ValueKind: not JsonValueKind.Null } wouldBe ? Number(wouldBe) : 0m)).FirstOrDefault();

    private static JsonElement Limit(JsonElement verdict, string id) => verdict.GetProperty("limits").EnumerateArray().Single(one => one.GetProperty("limitId").GetString() == id);

    private static decimal? Used(RiskHouse.Reply limits, string id) =>
        limits.Json.GetProperty("items").EnumerateArray().Single(one => one.GetProperty("limitId").GetString() == id).GetProperty("used") is { ValueKind: not JsonValueKind.Null } used ? Number(used) : null;

    private static decimal Number(JsonElement one, string name) => Number(one.GetProperty(name));

    private static decimal Number(JsonElement number) => number.ValueKind == JsonValueKind.String ? decimal.Parse(number.GetString()!, CultureInfo.InvariantCulture) : number.GetDecimal();
}
