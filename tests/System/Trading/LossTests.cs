namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>The market moves against what an account holds at a venue, and nobody trades.</summary>
public sealed class LossTests
{
    [Fact]
    public async Task A_day_that_loses_too_much_leaves_the_account_reducing_alone_until_somebody_says_otherwise()
    {
        await using var house = await TradingHouse.Open();

        // Ten bitcoins and a million: three quarters of a third of it are gone.
        await house.Venue.Price(10_000m);
        await Eventually.Holds(async () => (await house.Status()).GetProperty("mode").GetString() == "reduceOnly" ? null : $"{await house.Status()}");
        var bought = await house.Place(new { accountId = TradingHouse.Account, symbol = TradingHouse.Bitcoin, side = "buy", type = "limit", quantity = 1m, limitPrice = 9_000m });
        await house.Send(HttpMethod.Post, "trading/resume", new { accountId = TradingHouse.Account });
        var boughtAfter = await house.Place(new { accountId = TradingHouse.Account, symbol = TradingHouse.Bitcoin, side = "buy", type = "limit", quantity = 0.01m, limitPrice = 9_900m }, wait: 3_000);

        Assert.Equal("reduce-only", bought.Code);
        Assert.Equal("max-daily-loss", boughtAfter.Code);
        Assert.Equal("10000", (await house.Books()).GetProperty("positions")[0].GetProperty("currentPrice").GetString());
    }
}
