using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Risk.Limits;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Risk;

/// <summary>What risk counts of a portfolio before it pushes it.</summary>
[Between("risk", "trading", "portfolio")]
public sealed class PortfolioCountTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_highest_gain_stays_until_there_is_a_higher_one_or_the_members_change()
    {
        await using var house = await RiskHouse.Open();
        var peaks = house.House.Service<PeakStore>("risk");

        var seen = new List<decimal>();
        foreach (var (members, profit) in new[] { ("a b", 10m), ("a b", 5m), ("a b", 12m), ("a b", -3m), ("a", -3m), ("a", -7m) })
        {
            await peaks.Keep([new("both", members, profit, null)], Ct);
            seen.Add((await peaks.Find("both", members, Ct))!.Profit);
        }


        Assert.Equal([10m, 10m, 12m, 12m, -3m, -3m], seen);
    }

    [Fact]
    public async Task A_portfolio_is_pushed_with_its_members_and_the_highest_gain_that_these_had()
    {
        await using var house = await RiskHouse.Open("together", ("Portfolio:CheckSeconds", "0.1"));
        await house.OpenAccount("other");
        await house.Group("both", "main", "other");
        var count = house.House.Service<PortfolioCount>("risk");

        var first = await count.Take(Ct);
        var shares = new PortfolioShares(90_000m, 100_000m, Instant64.FromUtc(2024, 3, 2, 0, 0), new(95_000m, 99_000m, new(1.5m, 2m)));
        var isCounted = await count.Keep(first, [new("both", 12.5m, Shares: shares)], Ct);
        var isUnknown = await count.Keep(first, [new("both", null, "a price is missing")], Ct);
        var again = Assert.Single(await count.Take(Ct));

        Assert.Equal((null, true, false, 12.5m), (Assert.Single(first).PeakProfit, isCounted, isUnknown, again.PeakProfit));
        Assert.Equal(shares, again.Shares);
        Assert.Equal([new("main"), new("other")], again.Accounts);
    }

    [Fact]
    public async Task Of_a_part_the_books_tell_what_was_given_to_it()
    {
        await using var house = await RiskHouse.Open("together", ("Portfolio:CheckSeconds", "0.1"));
        await house.OpenAccount("other");
        var members = """{"accountId":"main","part":"trend"},{"accountId":"main","part":"unassigned"},{"accountId":"other","part":"new"}""";
        await RiskHouse.Until(async () => (await house.Post("portfolio", "/accounts/main/transfers", """{"from":"unassigned","to":"trend","currency":"USDT","amount":"30000"}""")).Status == 200);
        await RiskHouse.Until(async () => (await house.Post("portfolio", "/portfolios", $$"""{"portfolioId":"parts","name":"parts","accounts":[{{members}}]}""")).Status == 201);

        var counted = Assert.Single(await house.House.Service<PortfolioCount>("risk").Take(Ct));

        Assert.Equal([new("main", "trend", 30_000m), new("main", "unassigned", 70_000m), new("other", "new", 0m)], counted.Accounts);
    }
}
