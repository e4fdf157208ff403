using System.Text.Json;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Modules.Risk.Limits;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Risk;

/// <summary>A limit of a portfolio counts what all its accounts hold and have lost, in one process and in several.</summary>
[Between("risk", "trading", "portfolio")]
public sealed class PortfolioLimitTests
{
    [Theory]
    [MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task What_another_account_of_the_portfolio_holds_counts(string topology)
    {
        await using var house = await Lived(topology);
        await house.Put("together", """ "scope":"portfolio","scopeId":"both","rule":"maxPosition","unit":"quantity","value":"0.02" """);

        // Once the books have a price too.
        await RiskHouse.Until(async () => await Code(house, "main", "0.02") is "max-position");
        var over = await house.Place("main", RiskHouse.Coin, "buy", "0.02");
        var outside = await house.Place("outside", RiskHouse.Coin, "buy", "0.03");
        var exactly = await house.Place("main", RiskHouse.Coin, "buy", "0.01");
        await RiskHouse.Until(house.HasBought);

        // Now the other one sees what this one bought.
        await RiskHouse.Until(async () => await Code(house, "other", "0.001") is "max-position");
        var less = await house.Place("other", RiskHouse.Coin, "sell", "0.005");

        Assert.Equal((422, "max-position"), (over.Status, over.Code));
        Assert.Equal("0.03 BTCUSDT.SIM would be held; the limit of portfolio both is 0.02.", over.Json.GetProperty("detail").GetString());
        Assert.Equal((201, 201, 201), (outside.Status, exactly.Status, less.Status));
    }

    [Theory]
    [MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task What_another_account_has_lost_counts(string topology)
    {
        await using var house = await Lived(topology);

        await house.Put("loss", """ "scope":"portfolio","rule":"maxDailyLoss","unit":"money","value":"500" """);
        await house.Lose("other");
        await RiskHouse.Until(async () => await Code(house, "main", "0.001") is "max-daily-loss");

        Assert.Null(await Code(house, "outside", "0.001"));
    }

    [Theory]
    [MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task Orders_that_are_sent_at_once_through_two_accounts_never_pass_a_limit_together(string topology)
    {
        // What is pushed once a minute is not what keeps them apart.
        await using var house = await Lived(topology, "60");
        await house.Put("together", """ "scope":"portfolio","scopeId":"both","rule":"maxPosition","unit":"quantity","value":"0.06" """);

        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(index => house.Rest("0.01", index % 2 == 0 ? "main" : "other")));

        // The other holds one already.
        Assert.Equal(5, replies.Count(reply => reply.Status == 201));
        Assert.All(replies.Where(reply => reply.Status != 201), reply => Assert.Equal("max-position", reply.Code));
    }

    [Fact]
    public async Task After_a_restart_of_trading_what_the_other_account_waits_for_still_counts()
    {
        await using var house = await Lived("apart", "60");
        await house.Put("together", """ "scope":"portfolio","scopeId":"both","rule":"maxPosition","unit":"quantity","value":"0.06" """);
        Assert.Equal(201, (await house.Rest("0.05", "main")).Status);

        await house.House.Stop("risk");
        await house.House.Stop(RiskHouse.TradingRoom);
        await house.House.StartAgain(RiskHouse.TradingRoom);
        await house.UntilReady("other");

        Assert.Equal("max-position", (await house.Rest("0.01", "other")).Code);
    }

    [Theory]
    [MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task A_loss_of_the_portfolio_lets_all_its_accounts_only_reduce_until_they_are_released_and_is_told_once(string topology)
    {
        await using var house = await Lived(topology, "60");

        await house.Put("loss", """ "scope":"portfolio","scopeId":"both","rule":"maxDailyLoss","unit":"money","value":"500","warnAt":"0.5" """);
        await house.Lose("other");
        await RiskHouse.Until(async () => await house.Mode("main") == "reduceOnly" && await house.Mode("other") == "reduceOnly");
        var less = await house.Place("other", RiskHouse.Coin, "sell", "0.01");
        // What the sale costs is in the loss that is released.
        await RiskHouse.Until(async () => !await house.IsHolding("other"));
        await Task.Delay(500, TestContext.Current.CancellationToken);
        await RiskHouse.Until(async () => (await Alerts(house)).GetArrayLength() > 0);
        var resumed = await house.Post("trading", "/trading/resume", "{}");
        // A few looks later they are still released, and nothing is told twice.
        await Task.Delay(1_000, TestContext.Current.CancellationToken);
        var alert = Assert.Single((await Alerts(house)).EnumerateArray());

        Assert.Equal((201, 200), (less.Status, resumed.Status));
        Assert.Equal(("breach", "loss", "both"), (alert.GetProperty("level").GetString(), alert.GetProperty("limitId").GetString(), alert.GetProperty("portfolioId").GetString()));
        Assert.Equal(("normal", "normal", "normal"), (await house.Mode("main"), await house.Mode("other"), await house.Mode("outside")));
        Assert.Equal("max-daily-loss", await Code(house, "main", "0.001"));
    }

    [Theory]
    [MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task What_was_lost_in_per_cent_stays_when_money_comes_and_goes_and_when_trading_and_risk_start_again(string topology)
    {
        await using var house = await Lived(topology);
        Assert.Equal(201, (await house.Place("other", RiskHouse.Coin, "sell", "0.01")).Status);
        await house.Put("fall", """ "scope":"portfolio","scopeId":"both","rule":"maxDrawdown","unit":"percent","value":"20" """);
        await house.Put("loss", """ "scope":"portfolio","scopeId":"both","rule":"maxDailyLoss","unit":"percent","value":"20" """);
        await house.Put("amount", """ "scope":"portfolio","scopeId":"both","rule":"maxDailyLoss","unit":"money","value":"20000" """);
        await RiskHouse.Until(async () => !await house.IsHolding("other") && (await Shares(house)).Length == 3);
        await house.Lose("other");
        await RiskHouse.Until(async () => await Shares(house) is [> 900m, > 0m, > 0m]);
        var before = await Shares(house);
        // Nothing is held any more; what was highest until then is kept with the next push.
        await house.Put("late", """ "scope":"portfolio","scopeId":"both","rule":"maxDailyLoss","unit":"money","value":"30000","enabled":false """);
        await RiskHouse.Until(async () => await KeptFall(house) is { } fall && decimal.Round(fall, 8) == decimal.Round(before[1], 8));

        // It doubles, and half of it goes again; some only moves from one account to the other.
        var seen = new List<decimal[]>();
        foreach (var (account, amount) in new[] { ("main", "200000"), ("other", "-50000"), ("main", "50000"), ("main", "-200000") })
        {
            var worth = await Worth(house);
            Assert.Equal(200, (await house.Post("portfolio", $"/accounts/{account}/cash", $$"""{"currency":"USDT","amount":"{{amount}}"}""")).Status);
            await RiskHouse.Until(async () => Math.Abs(await Worth(house) - worth) > 1_000m);
            if (topology is "apart" && account is "main")
            {
                await house.House.Stop("risk");
                await house.House.Stop(RiskHouse.TradingRoom);
                await house.House.StartAgain(RiskHouse.TradingRoom);
                await house.UntilReady("main");
                await house.UntilReady("other");
                await house.House.StartAgain("risk");
            }

            await RiskHouse.Until(async () => (await Shares(house)).Length == 3);
            seen.Add(await Shares(house));
        }

        Assert.All(seen, shares => Assert.Equal(before.Select(share => decimal.Round(share, 8)), shares.Select(share => decimal.Round(share, 8))));
    }

    /// <summary>How far the portfolio is below its highest, in per cent, as risk has written it down.</summary>
    private static async Task<decimal?> KeptFall(RiskHouse house) =>
        (await house.House.Service<PeakStore>("risk").Find("both", "main other", TestContext.Current.CancellationToken))?.ReadShares() is { } kept ? (kept.Wholes.Peak - kept.Equity) / kept.Wholes.Peak * 100m : null;

    [Fact]
    public async Task A_warning_of_a_portfolio_is_told_once_and_names_no_account()
    {
        await using var house = await Lived("together", "60");

        await house.Put("together", """ "scope":"portfolio","scopeId":"both","rule":"maxPosition","unit":"quantity","value":"0.012","warnAt":"0.8" """);
        await RiskHouse.Until(async () => (await Alerts(house)).GetArrayLength() > 0);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        var alert = Assert.Single((await Alerts(house)).EnumerateArray());

        Assert.Equal(("warning", RiskHouse.Coin), (alert.GetProperty("level").GetString(), alert.GetProperty("symbol").GetString()));
        Assert.Equal("BTCUSDT.SIM in portfolio both is at 0.01 of the 0.012 of limit together (quantity).", alert.GetProperty("message").GetString());
        Assert.True(!alert.TryGetProperty("accountId", out var account) || account.ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task Accounts_of_several_currencies_cannot_be_counted_and_only_reduce()
    {
        await using var house = await Lived();
        await house.OpenAccount("euros", "EUR");
        await house.Group("mixed", "other", "euros");
        await house.Put("mixed", """ "scope":"portfolio","scopeId":"mixed","rule":"maxGrossExposure","unit":"money","value":"1000000" """);

        await RiskHouse.Until(async () => await Code(house, "other", "0.001") is "portfolio-unknown");
        var more = await house.Place("other", RiskHouse.Coin, "buy", "0.001");
        var less = await house.Place("other", RiskHouse.Coin, "sell", "0.001");

        Assert.Contains("account euros is counted in EUR, other in USDT", more.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(201, less.Status);
        Assert.Null(await Code(house, "main", "0.001"));
    }

    [Fact]
    public async Task What_nobody_tells_of_portfolios_or_told_long_ago_means_no_to_all_but_what_reduces()
    {
        await using var house = await Lived("together", "3600");
        var (trading, now) = (house.House.Get<ITrading>(), Instant64.FromInstant(SystemClock.Instance.GetCurrentInstant()));
        var until = now + Duration64.FromHours(1);
        Limit[] limits = [new("gross", LimitScope.Portfolio, "both", LimitRule.MaxGrossExposure, 1e9m, LimitUnit.Money)];
        LimitedPortfolio both = new("both", [new("main")]);

        var codes = new List<string?>();
        foreach (var (version, portfolios) in new[] { (1_000, null), (1_001, new(now, now, [both])), (1_002, new LimitedPortfolios(now, until, [both])) })
        {
            await trading.SetLimits(new(version, now, until, TradingMode.ReduceOnly, limits, portfolios), TestContext.Current.CancellationToken);
            codes.Add(await Code(house, "main", "0.001"));
        }

        Assert.Equal(["portfolio-unknown", "portfolio-unknown", null], codes);
    }

    /// <summary>Main and other are one portfolio, in which the other holds a coin; outside is in none.</summary>
    private static async Task<RiskHouse> Lived(string topology = "together", string pushSeconds = "0.2")
    {
        var house = await RiskHouse.Open(topology, ("Risk:PushSeconds", pushSeconds), ("Risk:AlertSeconds", "0.05"), ("Portfolio:CheckSeconds", "0.1"));
        await house.OpenAccount("other");
        await house.OpenAccount("outside");
        await house.Group("both", "main", "other");
        // No more than a quote shows, so that all of it fills.
        await house.Hold("other", RiskHouse.Coin, "0.01");
        return house;
    }

    /// <summary>How the portfolio stands to its limits, by their names.</summary>
    private static async Task<decimal[]> Shares(RiskHouse house) =>
        [.. (await house.House.Service<ITrading>("trading").ListStandings(new(), TestContext.Current.CancellationToken)).Items.Where(one => one.PortfolioId == "both").OrderBy(one => one.LimitId, StringComparer.Ordinal).Select(one => one.Now)];

    private static async Task<decimal> Worth(RiskHouse house) =>
        (await house.House.Service<ITrading>("trading").ListAccounts(new(), TestContext.Current.CancellationToken)).Accounts.Where(one => one.AccountId is "main" or "other").Sum(one => one.Equity ?? 0m);

    private static async Task<JsonElement> Alerts(RiskHouse house) => (await house.Get("risk", "/risk/alerts?portfolioId=both")).Json.GetProperty("items");

    /// <summary>The first refusal that buying would meet now.</summary>
    private static async Task<string?> Code(RiskHouse house, string account, string quantity)
    {
        var verdict = await house.Post("trading", "/orders/preview", $$"""{"accountId":"{{account}}","symbol":"{{RiskHouse.Coin}}","side":"buy","type":"market","quantity":"{{quantity}}"}""");
        return verdict.Json.GetProperty("refusals").EnumerateArray().Select(refusal => refusal.GetProperty("code").GetString()).FirstOrDefault();
    }
}
