using System.Text.Json;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Risk;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Risk;

/// <summary>Limits of risk are what trading judges by, in one process and in several; none or stale ones mean no.</summary>
[Between("risk", "trading", "market-data")]
public sealed class LimitPushTests
{
    [Theory]
    [MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task A_new_limit_judges_the_next_order(string topology)
    {
        await using var house = await RiskHouse.Open(topology);
        Assert.Equal(201, (await house.Buy("0.02")).Status);

        var put = await house.Put("small", """ "scope":"symbol","scopeId":"BTCUSDT.SIM","rule":"maxOrderQuantity","unit":"quantity","value":"0.01" """);
        var refused = await house.Buy("0.02");
        var passed = await house.Buy("0.01");

        Assert.Equal((200, true), (put.Status, put.Json.GetProperty("inForce").GetBoolean()));
        Assert.Equal((422, "max-order-quantity"), (refused.Status, refused.Code));
        Assert.Equal(201, passed.Status);
    }

    [Theory]
    [MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task Orders_that_are_sent_at_once_never_pass_a_limit_together(string topology)
    {
        await using var house = await RiskHouse.Open(topology);
        await house.Put("position", """ "scope":"symbol","scopeId":"BTCUSDT.SIM","rule":"maxPosition","unit":"quantity","value":"0.05" """);

        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => house.Rest("0.01")));

        Assert.Equal(5, replies.Count(reply => reply.Status == 201));
        Assert.All(replies.Where(reply => reply.Status != 201), reply => Assert.Equal("max-position", reply.Code));
    }

    [Theory]
    [MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task Stale_limits_mean_no_to_all_but_what_reduces(string topology)
    {
        await using var house = await RiskHouse.Open(topology, ("Risk:PushSeconds", "3600"));
        Assert.Equal(201, (await house.Buy("0.02")).Status);
        await RiskHouse.Until(house.HasBought);

        // What was pushed last is valid no more, and nobody pushes again: as if risk had died.
        var now = Instant64.FromInstant(SystemClock.Instance.GetCurrentInstant());
        await house.House.Get<ITrading>().SetLimits(new(1_000, now, now, TradingMode.ReduceOnly, []), TestContext.Current.CancellationToken);
        var more = await house.Buy("0.01");
        var less = await house.Sell("0.01");

        Assert.Equal((422, "stale-limits"), (more.Status, more.Code));
        Assert.Equal((201, null), (less.Status, less.Code));
    }

    [Theory]
    [MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task Of_one_version_the_later_push_holds_however_long_it_is_valid(string topology)
    {
        await using var house = await RiskHouse.Open(topology, ("Risk:PushSeconds", "3600"));
        var now = Instant64.FromInstant(SystemClock.Instance.GetCurrentInstant());
        var (over, valid) = (now, now + Duration64.FromHours(1));

        var (codes, held) = (new List<string?>(), new List<int>());
        // It was on its way for so long that a later one came before it.
        foreach (var (second, until) in new[] { (1, valid), (3, over), (2, valid), (3, valid), (4, valid) })
        {
            var receipt = await house.House.Service<ITrading>("trading").SetLimits(new(1_000, now, until, TradingMode.ReduceOnly, [], PushedAt: now + Duration64.FromSeconds(second)), TestContext.Current.CancellationToken);
            codes.Add((await house.Rest("0.01")).Code);
            held.Add(Enumerable.Range(1, 4).Single(pushed => receipt.PushedAt == now + Duration64.FromSeconds(pushed)));
        }

        Assert.Equal([null, "stale-limits", "stale-limits", "stale-limits", null], codes);
        Assert.Equal([1, 3, 3, 3, 4], held);
    }

    [Theory]
    [MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task A_push_after_the_clock_was_set_back_holds(string topology)
    {
        await using var house = await RiskHouse.Open(topology, ("Risk:PushSeconds", "0.2"));
        var (trading, version) = (house.House.Service<ITrading>("trading"), (await house.Get("risk", "/risk/limits")).Json.GetProperty("version").GetInt64());
        var now = Instant64.FromInstant(SystemClock.Instance.GetCurrentInstant());

        // As an earlier process of risk has pushed it, whose clock was an hour ahead.
        var receipt = await trading.SetLimits(new(version, now, now, TradingMode.ReduceOnly, [], PushedAt: now + Duration64.FromHours(1)), TestContext.Current.CancellationToken);
        await RiskHouse.Until(async () => (await house.Rest("0.01")).Status == 201);

        Assert.Equal((version, now), (receipt.Version, receipt.ValidUntil));
        Assert.True((await house.Get("risk", "/risk/limits")).Json.GetProperty("inForce").GetBoolean());
    }

    [Fact]
    public async Task Limits_that_nobody_renews_are_stale_when_their_time_is_over()
    {
        await using var house = await RiskHouse.Open("apart", ("Risk:PushSeconds", "1"), ("Risk:ValidSeconds", "5"));
        Assert.Equal(201, (await house.Buy("0.02")).Status);
        await RiskHouse.Until(house.HasBought);

        await house.House.Stop("risk");
        await RiskHouse.Until(async () => (await house.Buy("0.001")).Code == "stale-limits");

        Assert.Equal(201, (await house.Sell("0.01")).Status);
    }

    [Fact]
    public async Task Limits_that_are_stale_in_trading_are_not_in_force()
    {
        await using var house = await RiskHouse.Open("together", ("Risk:PushSeconds", "3600"), ("Risk:ValidSeconds", "3"));

        var put = await house.Put("small", """ "scope":"account","rule":"maxOrderQuantity","unit":"quantity","value":"0.01" """);
        await RiskHouse.Until(async () => (await house.Buy("0.001")).Code == "stale-limits");

        Assert.True(put.Json.GetProperty("inForce").GetBoolean());
        Assert.False((await house.Get("risk", "/risk/limits")).Json.GetProperty("inForce").GetBoolean());
    }

    [Fact]
    public async Task A_limit_of_an_account_is_kept_also_while_trading_cannot_be_asked_which_there_are()
    {
        await using var house = await RiskHouse.Open("apart");
        await house.House.Stop(RiskHouse.TradingRoom);

        var put = await house.Put("small", """ "scope":"account","scopeId":"whoever","rule":"maxOrderQuantity","unit":"quantity","value":"0.01" """);

        Assert.Equal((200, false), (put.Status, put.Json.GetProperty("inForce").GetBoolean()));
    }

    [Fact]
    public async Task A_change_that_trading_was_not_there_for_is_in_force_soon_after_it_is_back_without_waiting_for_the_next_round()
    {
        await using var house = await RiskHouse.Open("apart", ("Risk:PushSeconds", "3600"));
        await house.House.Stop(RiskHouse.TradingRoom);

        var put = await house.Put("small", """ "scope":"account","rule":"maxOrderQuantity","unit":"quantity","value":"0.01" """);
        await house.House.StartAgain(RiskHouse.TradingRoom);
        await house.UntilReady();
        await RiskHouse.Until(async () => (await house.Get("risk", "/risk/limits")).Json.GetProperty("inForce").GetBoolean());
        var refused = await house.Buy("0.02");

        Assert.Equal((200, false), (put.Status, put.Json.GetProperty("inForce").GetBoolean()));
        Assert.Equal((422, "max-order-quantity"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Limits_survive_the_restart_of_either_module()
    {
        await using var house = await RiskHouse.Open("apart");
        var put = await house.Put("small", """ "scope":"account","rule":"maxOrderQuantity","unit":"quantity","value":"0.01" """);

        await house.House.Stop("risk");
        await house.House.Stop(RiskHouse.TradingRoom);
        await house.House.StartAgain(RiskHouse.TradingRoom);
        await house.UntilReady();
        var refused = await house.Buy("0.02");
        await house.House.StartAgain("risk");
        var limits = await house.Get("risk", "/risk/limits");

        Assert.Equal((422, "max-order-quantity"), (refused.Status, refused.Code));
        Assert.Equal(put.Json.GetProperty("version").GetInt64(), limits.Json.GetProperty("version").GetInt64());
        Assert.Contains(limits.Json.GetProperty("items").EnumerateArray(), limit => limit.GetProperty("limitId").GetString() == "small");
    }

    [Fact]
    public async Task A_loss_beyond_its_limit_lets_the_account_only_reduce_until_it_is_released()
    {
        await using var house = await RiskHouse.Open();
        await house.Put("max-daily-loss", """ "scope":"account","rule":"maxDailyLoss","unit":"money","value":"500" """);

        Assert.Equal(201, (await house.Buy("0.02")).Status);
        await house.Lose("main");
        await RiskHouse.Until(async () => await house.Mode() == "reduceOnly");
        var more = await house.Buy("0.01");
        // All that there is by now: an order may have filled in part.
        var less = await house.Post("trading", "/trading/flatten?wait=10000", """{"accountId":"main"}""");
        await RiskHouse.Until(async () => (await house.Get("risk", "/risk/alerts?accountId=main")).Json.GetProperty("items").GetArrayLength() > 0);
        var alerts = await house.Get("risk", "/risk/alerts?accountId=main");
        await house.Post("trading", "/trading/resume", """{"accountId":"main"}""");
        // A few looks later it is still released, as the loss is the same.
        await Task.Delay(1_000, TestContext.Current.CancellationToken);

        Assert.Equal("reduce-only", more.Code);
        Assert.Equal((200, true), (less.Status, less.Json.GetProperty("isClean").GetBoolean()));
        var alert = Assert.Single(alerts.Json.GetProperty("items").EnumerateArray());
        Assert.Equal(("breach", "max-daily-loss"), (alert.GetProperty("level").GetString(), alert.GetProperty("limitId").GetString()));
        Assert.Equal("normal", await house.Mode());
        Assert.Equal("max-daily-loss", (await house.Buy("0.01")).Code);
    }

    [Fact]
    public async Task A_warning_is_told_once_and_somebody_acknowledges_it()
    {
        await using var house = await RiskHouse.Open("together", ("Risk:AlertSeconds", "0.05"));
        await house.Put("position", """ "scope":"symbol","scopeId":"BTCUSDT.SIM","rule":"maxPosition","unit":"quantity","value":"0.05","warnAt":"0.8" """);

        await house.Buy("0.03");
        await house.Buy("0.01");
        await RiskHouse.Until(async () => (await house.Get("risk", "/risk/alerts")).Json.GetProperty("items").GetArrayLength() > 0);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        var alert = Assert.Single((await house.Get("risk", "/risk/alerts")).Json.GetProperty("items").EnumerateArray());
        var seen = await house.Post("risk", "/risk/alerts", $$"""{"alertIds":["{{alert.GetProperty("alertId").GetString()}}"]}""");

        Assert.Equal(("warning", "position", "BTCUSDT.SIM"), (alert.GetProperty("level").GetString(), alert.GetProperty("limitId").GetString(), alert.GetProperty("symbol").GetString()));
        Assert.Equal(200, seen.Status);
        Assert.Empty((await house.Get("risk", "/risk/alerts?isAcknowledged=false")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Of_a_strategy_is_told_by_its_name_and_orders_a_minute_are_told_too()
    {
        await using var house = await RiskHouse.Open("together", ("Risk:AlertSeconds", "0.05"));
        await house.Put("own", """ "scope":"strategy","rule":"maxPosition","unit":"quantity","value":"0.01","warnAt":"0.8" """);
        await house.Put("max-orders-per-minute", """ "scope":"account","rule":"maxOrdersPerMinute","unit":"count","value":"2","warnAt":"0.5" """);

        var order = await house.Post("trading", "/orders?wait=5000", """{"accountId":"main","symbol":"BTCUSDT.SIM","side":"buy","type":"market","quantity":"0.009","strategyId":"trend"}""");
        await RiskHouse.Until(async () => (await Alerts(house)).Length == 2);
        var used = (await house.Get("risk", "/risk/limits")).Json.GetProperty("items").EnumerateArray().Where(limit => limit.GetProperty("used").ValueKind != JsonValueKind.Null).Select(limit => limit.GetProperty("limitId").GetString()).ToArray();

        Assert.Equal(201, order.Status);
        Assert.Equal([("max-orders-per-minute", null), ("own", "trend")], (await Alerts(house)).Select(alert => (alert.GetProperty("limitId").GetString(), alert.GetProperty("strategyId").GetString())).Order());
        Assert.Contains(await Alerts(house), alert => alert.GetProperty("message").GetString()!.StartsWith("BTCUSDT.SIM in strategy trend in account main is at 0.009 ", StringComparison.Ordinal));
        Assert.Superset(new HashSet<string?> { "own", "max-orders-per-minute" }, used.ToHashSet());
    }

    private static async Task<JsonElement[]> Alerts(RiskHouse house) => [.. (await house.Get("risk", "/risk/alerts")).Json.GetProperty("items").EnumerateArray()];

    [Fact]
    public async Task The_stop_of_an_entry_that_waits_is_judged_with_it()
    {
        await using var house = await RiskHouse.Open();
        await house.Put("risk", """ "scope":"account","rule":"maxRiskPerTrade","unit":"percent","value":"1" """);
        var entry = await house.Post("trading", "/orders?wait=5000", """{"accountId":"main","symbol":"BTCUSDT.SIM","side":"buy","type":"limit","quantity":"10","limitPrice":"1000","groupType":"bracket","stopLoss":{"stopPrice":"990"}}""");
        var name = entry.Json.GetProperty("orderId").GetString();
        var stop = Assert.Single(entry.Json.GetProperty("group").EnumerateArray()).GetProperty("orderId").GetString();

        var wider = await house.Send("trading", HttpMethod.Patch, $"/orders/{stop}?wait=5000", """{"stopPrice":"500"}""", null);
        var gone = await house.Send("trading", HttpMethod.Delete, $"/orders/{stop}?wait=5000", null, null);
        var near = await house.Send("trading", HttpMethod.Patch, $"/orders/{stop}?wait=5000", """{"stopPrice":"950"}""", null);
        var all = await house.Send("trading", HttpMethod.Delete, $"/orders/{name}?wait=5000", null, null);

        Assert.Equal((422, "max-risk-per-trade"), (wider.Status, wider.Code));
        Assert.Equal((422, "max-risk-per-trade"), (gone.Status, gone.Code));
        Assert.Contains($"Cancel the entry {name} instead", gone.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal((200, 200), (near.Status, all.Status));
    }
}
