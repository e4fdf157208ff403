using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Risk.Limits;
using NodaTime;

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
            seen.Add(Assert.Single(await peaks.Raise([new("both", members, profit)], Ct)));

        Assert.Equal([10m, 10m, 12m, 12m, -3m, -3m], seen);
    }

    [Fact]
    public async Task Money_that_comes_is_no_gain_and_a_position_is_counted_with_its_sign()
    {
        await using var house = await RiskHouse.Open("together", ("Portfolio:CheckSeconds", "0.1"));
        await house.OpenAccount("other");
        await house.Group("both", "main", "other");
        var count = house.House.Service<PortfolioCount>("risk");

        var before = Assert.Single(await count.Take(Ct));
        await house.Post("portfolio", "/accounts/main/cash", """{"currency":"USDT","amount":"10000"}""");
        await RiskHouse.Until(async () => (await house.House.Get<IPortfolio>().ListBooks(new("main"), Ct)).Accounts[0].Capital == 110_000m);
        var after = Assert.Single(await count.Take(Ct));
        await RiskHouse.Until(async () => (await house.Place("main", RiskHouse.Coin, "sell", "0.01")).Status == 201);
        await RiskHouse.Until(async () => (await count.Take(Ct))[0].Accounts[0].Holdings is { Net: < 0m });
        var held = (await count.Take(Ct))[0].Accounts;

        Assert.Equal((200_000m, 210_000m), (before.PeakEquity, after.PeakEquity));
        Assert.Equal((110_000m, 110_000m, 0m), (after.Accounts[0].Holdings!.Equity, after.Accounts[0].Holdings!.DayStartEquity, after.Accounts[0].Holdings!.Gross));
        Assert.Equal(-held[0].Holdings!.Net, held[0].Holdings!.Gross);
        Assert.Equal(-0.01m, Assert.Single(held[0].Holdings!.Quantities).Value);
        Assert.Equal((100_000m, 0m), (held[1].Holdings!.Equity, held[1].Holdings!.Gross));
    }

    [Fact]
    public async Task What_was_lost_on_an_earlier_day_is_no_loss_of_today()
    {
        await using var house = await RiskHouse.Open("together", ("Portfolio:CheckSeconds", "0.1"));
        await house.Group("one", "main");
        await house.Hold("main", RiskHouse.Coin, "0.01");
        await RiskHouse.Until(async () => (await house.Place("main", RiskHouse.Coin, "sell", "0.01")).Status == 201);
        await RiskHouse.Until(async () => (await house.House.Get<IPortfolio>().ListBooks(new("main"), Ct)).Accounts is [{ OpenPositions: 0, FeesPaid: > 1m }]);

        var today = await Count(Duration.Zero);
        var later = await Count(Duration.FromDays(2));

        // Opened today with 100,000; fees at least are lost since.
        Assert.Equal((100_000m, true), (today.DayStartEquity, today.Equity < 100_000m));
        Assert.Equal(later.Equity, later.DayStartEquity);

        async Task<AccountHoldings> Count(Duration from)
        {
            var clock = new StoppedClock(SystemClock.Instance.GetCurrentInstant() + from);
            var count = new PortfolioCount(house.House.Get<ITrading>(), house.House.Get<IPortfolio>(), house.House.Get<IMarketData>(), house.House.Service<PeakStore>("risk"), clock);
            return (await count.Take(Ct))[0].Accounts[0].Holdings!;
        }
    }

    private sealed class StoppedClock(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
