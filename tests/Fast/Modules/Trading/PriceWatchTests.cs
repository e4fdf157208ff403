using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Brokers;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>Prices that the account asks its venue for, where no feed tells them.</summary>
public class PriceWatchTests
{
    /// <summary>A waiting order of what was never traded would count as nothing after a restart.</summary>
    [Fact]
    public async Task What_an_order_waits_for_has_a_price_after_a_restart()
    {
        await using var tables = await TradingTables.Open();
        var (account, venue) = (await tables.OpenAccount("one"), new ModelVenue());
        await using (var room = await WriterRoom.Open(tables, account, venue))
        {
            await room.Place(OrderSide.Buy, 0.05m, 99m);
            await room.Quiet();
        }

        await using var next = await WriterRoom.Open(tables, account, venue);
        var before = await Price(next);
        await new PriceWatch(next.Writer, venue).Look(TestContext.Current.CancellationToken);

        Assert.Equal((null, 100d), (before, await Price(next)));
    }

    private static Task<double?> Price(WriterRoom room) => room.Writer.Do(step => step.State.Prices.TryGetValue(ModelVenue.Btc, out var seen) ? (double?)seen.Price : null);
}
