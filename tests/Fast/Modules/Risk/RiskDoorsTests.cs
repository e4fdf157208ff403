using System.Text.Json;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using NodaTime;
using NodaTime.Text;

namespace AlgoTrendy.Tests.Fast.Modules.Risk;

/// <summary>The doors of risk: limits with their versions, and questions.</summary>
[Between("risk", "trading", "market-data")]
public sealed class RiskDoorsTests : IAsyncLifetime
{
    private RiskHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await RiskHouse.Open();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task The_first_limits_catch_slips_and_bad_days()
    {
        var limits = await _house.Get("risk", "/risk/limits");

        var on = limits.Json.GetProperty("items").EnumerateArray().Where(limit => limit.GetProperty("enabled").GetBoolean()).Select(limit => $"{limit.GetProperty("rule").GetString()} {limit.GetProperty("value").GetString()}");
        Assert.Equal("\"1\"", limits.Tag);
        Assert.Equal(["priceCollar 10", "maxOrdersPerMinute 300", "maxDailyLoss 20", "maxDrawdown 40", "stalePrice 60", "maxRiskPerTrade 5"], on);
    }

    [Fact]
    public async Task Whoever_changes_limits_has_seen_the_newest()
    {
        const string Body = """{"items":[{"limitId":"collar","scope":"account","rule":"priceCollar","unit":"percent","value":"5"}],"onBreach":"halted","note":"narrower"}""";

        var unsaid = await _house.Send("risk", HttpMethod.Put, "/risk/limits", Body, null);
        var first = await _house.Send("risk", HttpMethod.Put, "/risk/limits", Body, "\"1\"");
        var late = await _house.Send("risk", HttpMethod.Put, "/risk/limits", Body, "\"1\"");
        var versions = (await _house.Get("risk", "/risk/limits/versions?limit=1")).Json;

        Assert.Equal((428, 200, 412), (unsaid.Status, first.Status, late.Status));
        Assert.Equal("limits-changed", late.Code);
        Assert.Equal("\"2\"", first.Tag);
        var newest = Assert.Single(versions.GetProperty("items").EnumerateArray());
        Assert.Equal((2, "narrower", "halted"), (newest.GetProperty("version").GetInt64(), newest.GetProperty("note").GetString(), newest.GetProperty("onBreach").GetString()));
        Assert.Equal("collar", Assert.Single(newest.GetProperty("added").EnumerateArray()).GetString());
        Assert.Equal(8, newest.GetProperty("removed").GetArrayLength());
        Assert.Equal("2", versions.GetProperty("nextCursor").GetString());
    }

    [Theory]
    [InlineData(""" "scope":"account","rule":"priceCollar","unit":"money","value":"5" """, "unit")]
    [InlineData(""" "scope":"account","rule":"priceCollar","unit":"percent","value":"-5" """, "value")]
    [InlineData(""" "scope":"symbol","rule":"maxDailyLoss","unit":"percent","value":"5" """, "scope")]
    [InlineData(""" "scope":"symbol","scopeId":"no symbol","rule":"maxPosition","unit":"money","value":"5" """, "scopeId")]
    [InlineData(""" "scope":"account","rule":"maxPosition","unit":"money","value":"5","warnAt":"1.5" """, "warnAt")]
    [InlineData(""" "scope":"account","rule":"restrictedSymbols","unit":"none" """, "symbols")]
    [InlineData(""" "scope":"portfolio","rule":"patternDayTrader","unit":"count","value":"3" """, "scope")]
    [InlineData(""" "scope":"account","rule":"maxPosition","unit":"money" """, "value")]
    [InlineData(""" "scope":"account","rule":"patternDayTrader","unit":"count","value":"2.5" """, "value")]
    [InlineData(""" "scope":"account","rule":"maxOrdersPerMinute","unit":"count","value":"0.5" """, "value")]
    [InlineData(""" "scope":"account","rule":"selfTrade","unit":"none","value":"5" """, "value")]
    [InlineData(""" "scope":"account","rule":"patternDayTrader","unit":"count","value":"3","symbols":["AAPL.SIM"] """, "symbols")]
    [InlineData(""" "scope":"account","rule":"maxOrderValue","unit":"money","value":"3","hours":{"name":"US-EQUITY"} """, "hours")]
    [InlineData(""" "scope":"account","rule":"maxOrderValue","unit":"money","value":"3","countsWithoutStop":false """, "countsWithoutStop")]
    [InlineData(""" "scope":"account","rule":"maxDrawdown","unit":"percent","value":"3","countsWithoutStop":true """, "countsWithoutStop")]
    [InlineData(""" "scope":"account","scopeId":"mian","rule":"maxOrderValue","unit":"money","value":"3" """, "scopeId")]
    [InlineData(""" "scope":"portfolio","scopeId":"nobodys","rule":"maxPosition","unit":"money","value":"3" """, "scopeId")]
    public async Task What_is_no_limit_is_refused_with_its_field(string limit, string field)
    {
        var refused = await _house.Put("wrong", limit);

        Assert.Equal((400, "invalid"), (refused.Status, refused.Code));
        Assert.Equal(field, Assert.Single(refused.Json.GetProperty("errors").EnumerateObject()).Name);
        var all = await _house.Send("risk", HttpMethod.Put, "/risk/limits", $$"""{"items":[{"limitId":"wrong",{{limit}}}]}""", "\"1\"");
        Assert.Equal((400, $"items[0].{field}"), (all.Status, Assert.Single(all.Json.GetProperty("errors").EnumerateObject()).Name));
        Assert.Equal("\"1\"", (await _house.Get("risk", "/risk/limits")).Tag);
    }

    [Fact]
    public async Task An_assessment_names_the_limit_its_value_and_what_the_order_would_make_of_it()
    {
        await _house.Put("small", """ "scope":"account","rule":"maxOrderQuantity","unit":"quantity","value":"0.01" """);

        var verdict = (await _house.Post("risk", "/risk/assess", """{"accountId":"main","symbol":"BTCUSDT.SIM","side":"buy","type":"market","quantity":"0.02"}""")).Json;
        var order = await _house.Buy("0.02");

        Assert.False(verdict.GetProperty("approved").GetBoolean());
        var refusal = Assert.Single(verdict.GetProperty("refusals").EnumerateArray());
        Assert.Equal(("max-order-quantity", "small", "0.01", "0.02"), (Text(refusal, "code"), Text(refusal, "limit"), Text(refusal, "value"), Text(refusal, "wouldBe")));
        Assert.Equal((order.Code, order.Json.GetProperty("detail").GetString()), (Text(refusal, "code"), Text(refusal, "message")));
        Assert.Contains(verdict.GetProperty("limits").EnumerateArray(), use => Text(use, "limitId") == "max-orders-per-minute" && Text(use, "wouldBe") == "1");
    }

    [Theory]
    [InlineData("""{"symbol":"BTCUSDT.SIM","method":"riskPerTrade","percent":"1","price":"50000","stopPrice":"49000","equity":"100000"}""", "1")]
    [InlineData("""{"symbol":"BTCUSDT.SIM","method":"percentOfEquity","percent":"10","price":"50000","accountId":"main"}""", "0.2")]
    [InlineData("""{"symbol":"BTCUSDT.SIM","method":"atr","percent":"1","atr":"2000","price":"50000","equity":"100000"}""", "0.5")]
    [InlineData("""{"symbol":"BTCUSDT.SIM","method":"volatilityTarget","percent":"10","volatility":"0.5","price":"50000","equity":"100000"}""", "0.4")]
    [InlineData("""{"symbol":"BTCUSDT.SIM","method":"kelly","winRate":"0.6","payoff":"1","cap":"100","price":"50000","equity":"100000"}""", "0.2")]
    [InlineData("""{"symbol":"BTCUSDT.SIM","method":"fixed","quantity":"0.3","price":"50000","equity":"1"}""", "0.3")]
    public async Task A_size_comes_in_whole_lots(string question, string quantity)
    {
        var size = await _house.Post("risk", "/risk/size", question);

        Assert.Equal(200, size.Status);
        Assert.Equal(decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture), decimal.Parse(Text(size.Json, "quantity")!, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("SPY.SIM", 5)]
    [InlineData("BTCUSDT.SIM", 14)]
    public async Task A_true_range_that_nobody_gives_is_taken_of_daily_bars(string symbol, int length)
    {
        var size = (await _house.Post("risk", "/risk/size", $$"""{"symbol":"{{symbol}}","method":"atr","percent":"1","price":"500","equity":"10000000","length":{{length}}}""")).Json;

        var basis = size.GetProperty("basis");
        var bars = (await _house.House.Get<IHistory>().ReadBars(new(new(symbol.Split('.')[0], "SIM"), Interval.OneDay, Moment(basis, "from"), Moment(basis, "to")), TestContext.Current.CancellationToken)).Bars;
        Assert.Equal(("atr", length, bars.Count), (Text(basis, "measure"), basis.GetProperty("length").GetInt32(), basis.GetProperty("bars").GetInt32()));
        Assert.True(bars.Count > 6 * length);
        Assert.InRange(basis.GetProperty("ageMs").GetInt64(), 0, 5 * 86_400_000L);

        // Wilder's average the long way: the mean of the first ranges, and then a share of each new one.
        var ranges = bars.Skip(1).Zip(bars, (bar, before) => Math.Max(bar.High, before.Close) - Math.Min(bar.Low, before.Close)).ToArray();
        var average = ranges.Skip(length).Aggregate(ranges.Take(length).Average(), (sum, range) => sum + (range - sum) / length);
        Assert.Equal(average, (double)Number(basis, "value"), 1e-6 * average);
        Assert.Equal(100_000m / Number(basis, "value"), Number(size, "wanted"), 6);
    }

    [Fact]
    public async Task A_volatility_that_nobody_gives_is_that_of_the_last_daily_returns()
    {
        var size = (await _house.Post("risk", "/risk/size", """{"symbol":"BTCUSDT.SIM","method":"volatilityTarget","percent":"10","price":"50000","equity":"100000","length":30}""")).Json;

        var basis = size.GetProperty("basis");
        var bars = (await _house.House.Get<IHistory>().ReadBars(new(new("BTCUSDT", "SIM"), Interval.OneDay, Moment(basis, "from"), Moment(basis, "to")), TestContext.Current.CancellationToken)).Bars;
        var returns = bars.Skip(1).Zip(bars, (bar, before) => bar.Close / before.Close - 1).ToArray();
        var deviation = Math.Sqrt(returns.Sum(one => (one - returns.Average()) * (one - returns.Average())) / 29);
        Assert.Equal(("volatility", 31, 30), (Text(basis, "measure"), basis.GetProperty("bars").GetInt32(), returns.Length));
        Assert.Equal(deviation * Math.Sqrt(365), (double)Number(basis, "value"), 1e-6);
        Assert.Equal(0.1m / Number(basis, "value") * 2m, Number(size, "wanted"), 6);
    }

    [Theory]
    [InlineData("""{"symbol":"BTCUSDT.SIM","method":"atr","percent":"1","price":"500","equity":"1000","length":1}""", 400, "length")]
    [InlineData("""{"symbol":"BTCUSDT.SIM","method":"atr","percent":"1","price":"500","equity":"1000","length":5,"atr":"3"}""", 400, "length")]
    [InlineData("""{"symbol":"BTCUSDT.SIM","method":"fixed","quantity":"1","price":"500","equity":"1000","length":5}""", 400, "length")]
    [InlineData("""{"symbol":"BTCUSDT.BINANCE","method":"atr","percent":"1","price":"500","equity":"1000"}""", 422, "atr")]
    public async Task What_cannot_be_taken_of_bars_is_refused(string question, int status, string field)
    {
        var refused = await _house.Post("risk", "/risk/size", question);

        Assert.Equal(status, refused.Status);
        Assert.Equal(field, Assert.Single(refused.Json.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task What_is_given_is_not_taken_of_bars()
    {
        var size = await _house.Post("risk", "/risk/size", """{"symbol":"BTCUSDT.SIM","method":"atr","percent":"1","atr":"2000","price":"50000","equity":"100000"}""");

        Assert.Equal(JsonValueKind.Null, size.Json.GetProperty("basis").ValueKind);
    }

    [Fact]
    public async Task A_stress_test_of_given_holdings_adds_up()
    {
        var reply = await _house.Post("risk", "/risk/stress-tests", """
            {"holdings":[{"symbol":"BTCUSDT.SIM","worth":"1000"},{"symbol":"AAPL.SIM","worth":"-500"}],"equity":"2000","scenarios":["2022-crypto"],"shocks":[{"name":"mine","summary":"coins halve","classes":{"crypto":"-50"}}]}
            """);

        var results = reply.Json.GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal(["2022-crypto", "mine"], results.Select(result => Text(result, "scenario")));
        // A quarter of the short is won, and 76.99 % of the coins is lost: HistoricalScenarios has the figures.
        Assert.Equal(-769.9m + 127.15m, Number(results[0], "pnl"));
        Assert.Equal((-500m, 1_500m), (Number(results[1], "pnl"), Number(results[1], "equityAfter")));
    }

    [Fact]
    public async Task Limits_of_accounts_and_portfolios_that_are_there_are_kept_and_the_others_told_what_there_is()
    {
        await _house.Group("mine", "main");

        var account = await _house.Put("one", """ "scope":"account","scopeId":"main","rule":"maxOrderValue","unit":"money","value":"3" """);
        var portfolio = await _house.Put("two", """ "scope":"portfolio","scopeId":"mine","rule":"maxPosition","unit":"money","value":"3" """);
        var strategy = await _house.Put("three", """ "scope":"strategy","scopeId":"not born yet","rule":"maxPosition","unit":"money","value":"3" """);
        var misspelt = await _house.Put("four", """ "scope":"account","scopeId":"mian","rule":"maxOrderValue","unit":"money","value":"3" """);

        Assert.Equal((200, 200, 200), (account.Status, portfolio.Status, strategy.Status));
        Assert.Contains("main", misspelt.Json.GetProperty("choices").EnumerateArray().Select(choice => choice.GetString()));
    }

    [Fact]
    public async Task A_closed_account_is_in_no_way_of_all()
    {
        await _house.OpenAccount("euros", "EUR");
        var portfolio = await _house.Get("risk", "/risk/portfolio/all");

        Assert.Equal(200, (await _house.Send("portfolio", HttpMethod.Delete, "/accounts/euros", null, null)).Status);

        Assert.Equal("other-currency", portfolio.Code);
        Assert.Equal(200, (await _house.Get("risk", "/risk/portfolio/all")).Status);
        Assert.Equal(200, (await _house.Post("risk", "/risk/stress-tests", "{}")).Status);
    }

    [Theory]
    [InlineData("""{"shocks":[{"name":"x","summary":"y","classes":null}]}""", "shocks[0].classes")]
    [InlineData("""{"shocks":[{"name":"x","summary":"y","symbols":null,"currencies":null}]}""", "shocks[0].classes")]
    [InlineData("""{"shocks":[{"name":"x","summary":"y","currencies":{"USDT":"-50"}}]}""", "shocks[0].currencies")]
    [InlineData("""{"accountId":"main","shocks":[{"name":"x","summary":"y","classes":null,"currencies":{"EUR":"1","USDT":"-50"}}]}""", "shocks[0].currencies")]
    public async Task Shocks_of_nothing_or_of_the_accounts_own_currency_are_refused(string asked, string field)
    {
        var refused = await _house.Post("risk", "/risk/stress-tests", asked);

        Assert.Equal((400, "invalid"), (refused.Status, refused.Code));
        Assert.Equal(field, Assert.Single(refused.Json.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task What_a_scenario_says_nothing_of_may_be_null()
    {
        var reply = await _house.Post("risk", "/risk/stress-tests", """{"shocks":[{"name":"x","summary":"y","classes":{"crypto":"-5"},"symbols":null,"currencies":null}]}""");

        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task An_assessment_takes_what_an_order_takes()
    {
        await _house.UntilReady("paper");

        var verdict = await _house.Post("risk", "/risk/assess", """{"symbol":"BTCUSDT.SIM","side":"buy","type":"limit","quantity":"0.02","limitPrice":"1000","groupType":"bracket","stopLoss":{"stopPrice":"900"}}""");
        var key = await _house.Post("risk", "/risk/assess", """{"symbol":"BTCUSDT.SIM","side":"buy","type":"market","quantity":"0.02","idempotencyKey":"k"}""");

        Assert.Equal((200, true), (verdict.Status, verdict.Json.GetProperty("approved").GetBoolean()));
        Assert.Equal(400, key.Status);
    }

    [Fact]
    public async Task Settings_that_somebody_changed_meanwhile_are_not_changed()
    {
        await RiskHouse.Until(async () => (await _house.Get("portfolio", "/accounts/main")).Status == 200);

        var late = await _house.Send("portfolio", HttpMethod.Patch, "/accounts/main", """{"name":"Mine"}""", "\"99\"");

        Assert.Equal((412, "version-conflict"), (late.Status, late.Code));
    }

    [Fact]
    public async Task An_account_that_nobody_knows_has_no_stress()
    {
        var reply = await _house.Post("risk", "/risk/stress-tests", """{"accountId":"nobody"}""");

        Assert.Equal((404, "unknown-account"), (reply.Status, reply.Code));
    }

    private static Instant Moment(JsonElement element, string name) => InstantPattern.ExtendedIso.Parse(Text(element, name)!).Value;

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static decimal Number(JsonElement element, string name) => decimal.Parse(Text(element, name)!, System.Globalization.CultureInfo.InvariantCulture);
}
