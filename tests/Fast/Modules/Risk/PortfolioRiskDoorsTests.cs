using System.Globalization;
using System.Text.Json;

namespace AlgoTrendy.Tests.Fast.Modules.Risk;

/// <summary>The risk of what accounts hold together, asked through every module that knows a part of it.</summary>
[Between("risk", "trading", "portfolio", "history", "market-data")]
public sealed class PortfolioRiskDoorsTests
{
    private const string Ether = "ETHUSDT.SIM";

    [Theory]
    [MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task A_portfolio_shows_what_its_accounts_hold_and_how_much_may_be_lost(string topology)
    {
        await using var house = await Lived(topology);

        var risk = (await house.Get("risk", "/risk/portfolio/both?confidence=0.99&horizonDays=5&days=200&seed=7")).Json;
        var alone = (await house.Get("risk", "/risk/portfolio/main?benchmark=none")).Json;
        var all = (await house.Get("risk", "/risk/portfolio/all")).Json;

        Assert.Equal(["BTCUSDT.SIM", Ether], risk.GetProperty("holdings").EnumerateArray().Select(one => Text(one, "symbol")));
        Assert.Equal(("portfolio", "USDT"), (Text(risk, "heldBy"), Text(risk, "currency")));
        Assert.InRange(Number(risk, "equity"), 199_000m, 201_000m);
        Assert.Equal(Number(risk.GetProperty("exposure"), "gross"), risk.GetProperty("holdings").EnumerateArray().Sum(one => Number(one, "worth")));
        Assert.Equal("crypto", Text(Assert.Single(risk.GetProperty("byClass").EnumerateArray()), "assetClass"));
        // Coins trade every day: each return is a day, and the first has none before it.
        var basis = risk.GetProperty("basis");
        Assert.InRange(basis.GetProperty("returns").GetInt32(), 197, 200);
        Assert.Equal(("0.99", 5, 200, 7), (Text(basis, "confidence"), basis.GetProperty("horizonDays").GetInt32(), basis.GetProperty("days").GetInt32(), basis.GetProperty("seed").GetInt64()));

        // What the holdings bring adds up to the parametric figure, and the three figures are of one size.
        var parametric = Number(risk.GetProperty("parametric"), "valueAtRisk");
        Assert.Equal(parametric, risk.GetProperty("holdings").EnumerateArray().Sum(one => Number(one, "contribution")), 6);
        foreach (var method in (string[])["historical", "parametric", "monteCarlo"])
        {
            Assert.InRange(Number(risk.GetProperty(method), "valueAtRisk"), parametric * 0.4m, parametric * 2.5m);
            Assert.True(Number(risk.GetProperty(method), "conditional") >= Number(risk.GetProperty(method), "valueAtRisk"));
        }

        var correlation = risk.GetProperty("correlation").GetProperty("rows").EnumerateArray().Select(row => row.EnumerateArray().Select(one => one.GetDouble()).ToArray()).ToArray();
        Assert.Equal((1.0, 1.0, correlation[1][0]), (correlation[0][0], correlation[1][1], correlation[0][1]));
        Assert.InRange(correlation[0][1], 0.2, 0.99);

        // The coin itself was chosen, and a tenth or so of the equity is in it and its like.
        Assert.Equal(("BTCUSDT.SIM", false), (Text(risk.GetProperty("beta"), "benchmark"), risk.GetProperty("beta").GetProperty("isAsked").GetBoolean()));
        Assert.InRange(risk.GetProperty("beta").GetProperty("beta").GetDouble(), 0.001, 0.2);
        Assert.Contains(risk.GetProperty("notes").EnumerateArray(), note => note.GetString()!.Contains("BTCUSDT.SIM is taken", StringComparison.Ordinal));
        Assert.InRange(risk.GetProperty("age").GetProperty("barAgeMs").GetInt64(), 0, 2 * 86_400_000L);

        Assert.Equal(("account", JsonValueKind.Null), (Text(alone, "heldBy"), alone.GetProperty("beta").ValueKind));
        Assert.Equal("BTCUSDT.SIM", Text(Assert.Single(alone.GetProperty("holdings").EnumerateArray()), "symbol"));
        Assert.Equal("allAccounts", Text(all, "heldBy"));
        // The first account of a new home is there too.
        Assert.Equal(["main", "other", "paper"], all.GetProperty("accounts").EnumerateArray().Select(one => one.GetString()!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task A_stress_test_of_a_portfolio_is_that_of_its_accounts(string topology)
    {
        await using var house = await Lived(topology);

        var both = await house.Post("risk", "/risk/stress-tests", """{"portfolioId":"both","shocks":[{"name":"mine","summary":"coins halve","classes":{"crypto":"-50"}}]}""");
        var nobody = await house.Post("risk", "/risk/stress-tests", """{"portfolioId":"nobody"}""");
        var twice = await house.Post("risk", "/risk/stress-tests", """{"portfolioId":"both","accountId":"main"}""");

        var outcome = Assert.Single(both.Json.GetProperty("results").EnumerateArray());
        var lines = outcome.GetProperty("lines").EnumerateArray().ToArray();
        Assert.Equal(["BTCUSDT.SIM", Ether], lines.Select(line => Text(line, "symbol")));
        Assert.Equal(lines.Sum(line => Number(line, "worth")) / -2m, Number(outcome, "pnl"));
        Assert.InRange(Number(both.Json, "equity"), 199_000m, 201_000m);
        Assert.Equal((404, "unknown-portfolio"), (nobody.Status, nobody.Code));
        Assert.Equal(400, twice.Status);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused_with_its_field()
    {
        await using var house = await RiskHouse.Open();

        foreach (var (query, field) in new[]
        {
            ("confidence=1", "confidence"), ("confidence=0.5", "confidence"), ("confidence=high", "confidence"), ("confidence=NaN", "confidence"), ("horizonDays=0", "horizonDays"), ("horizonDays=31", "horizonDays"), ("horizonDays=1.5", "horizonDays"),
            ("days=29", "days"), ("days=3651", "days"), ("days=99999999999999999999", "days"), ("seed=-1", "seed"), ("seed=x", "seed"), ("benchmark=NOSUCHTHING", "benchmark"), ("benchmark=", "benchmark"),
        })
        {
            var refused = await house.Get("risk", $"/risk/portfolio/main?{query}");
            Assert.True(refused.Status == 400, $"{query}: {refused.Status} {refused.Json}");
            Assert.Equal(field, Assert.Single(refused.Json.GetProperty("errors").EnumerateObject()).Name);
        }

        var unknown = await house.Get("risk", "/risk/portfolio/nobody");
        Assert.Equal((404, "unknown-portfolio"), (unknown.Status, unknown.Code));
        Assert.Contains("main", unknown.Json.GetProperty("choices").EnumerateArray().Select(choice => choice.GetString()));
        Assert.Equal(400, (await house.Get("risk", "/risk/portfolio/a%E2%80%AEb")).Status);
    }

    [Fact]
    public async Task An_account_that_holds_nothing_has_no_figures_and_says_so()
    {
        await using var house = await RiskHouse.Open();

        var risk = await house.Get("risk", "/risk/portfolio/main");

        Assert.Equal(200, risk.Status);
        Assert.Equal((JsonValueKind.Null, 0), (risk.Json.GetProperty("historical").ValueKind, risk.Json.GetProperty("holdings").GetArrayLength()));
        Assert.Equal("Nothing is held.", Assert.Single(risk.Json.GetProperty("notes").EnumerateArray()).GetString());
    }

    /// <summary>Two accounts, each with a coin, in one portfolio.</summary>
    private static async Task<RiskHouse> Lived(string topology)
    {
        var house = await RiskHouse.Open(topology);
        await house.OpenAccount("other");
        await house.Hold("main", RiskHouse.Coin, "0.1");
        await house.Hold("other", Ether, "1");
        await house.Group("both", "main", "other");
        return house;
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static decimal Number(JsonElement element, string name) => decimal.Parse(Text(element, name)!, CultureInfo.InvariantCulture);
}
