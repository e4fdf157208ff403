using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>Brackets at a venue that knows none: the exits go when the entry is over, for what it has filled.</summary>
public class BracketTests
{
    private static readonly NewOrder Bracket = new(null, ModelVenue.Btc.ToString(), OrderSide.Buy, OrderType.Limit, new(0.05m), new(100m), GroupType: OrderGroupType.Bracket, TakeProfit: new(new(110m)), StopLoss: new(new(90m)));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exits_wait_until_the_entry_is_over_and_then_guard_what_it_bought()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);
        await room.Place(Bracket);
        await room.Quiet();
        venue.Trade("at-one-1", 0.02m);
        await room.Hear(venue.ToTell[^1]);
        Assert.Single(venue.Orders);

        venue.EndByItself("at-one-1", expires: false);
        await room.Hear(venue.ToTell[^1]);
        await room.Quiet();

        Assert.Equal([("at-one-3", 0.02m, 110m, null), ("at-one-2", 0.02m, null, 90m)], venue.Orders.Skip(1).Select(order => (order.ClientId, order.Quantity, order.Limit, order.Stop)));
        Assert.Equal([OrderStatus.Cancelled, OrderStatus.Accepted, OrderStatus.Accepted], await Statuses(tables));
    }

    [Fact]
    public async Task Exits_go_after_a_restart_too()
    {
        await using var tables = await TradingTables.Open();
        var account = await tables.OpenAccount("one");
        var venue = new ModelVenue();
        await using (var room = await WriterRoom.Open(tables, account, venue))
        {
            await room.Place(Bracket);
            await room.Quiet();
        }

        venue.Trade("at-one-1", 0.05m);
        await using var next = await WriterRoom.Open(tables, account, venue);
        Assert.True(await next.Settle(venue));

        Assert.Equal(["at-one-1", "at-one-3", "at-one-2"], venue.Orders.Select(order => order.ClientId));
        Assert.Equal([OrderStatus.Filled, OrderStatus.Accepted, OrderStatus.Accepted], await Statuses(tables));
    }

    [Fact]
    public async Task Exits_that_were_written_down_and_never_came_to_the_venue_are_sent_anew()
    {
        await using var tables = await TradingTables.Open();
        var account = await tables.OpenAccount("one");
        var venue = new ModelVenue();
        await using (var room = await WriterRoom.Open(tables, account, venue))
        {
            await room.Place(Bracket);
            await room.Quiet();
            venue.Trade("at-one-1", 0.05m);
            venue.Next = Fate.NotDoneAndLost;
            await room.Hear(venue.ToTell[^1]);
            await room.Quiet();
        }

        await using var next = await WriterRoom.Open(tables, account, venue);
        Assert.True(await next.Settle(venue));

        Assert.Equal([0.05m, 0.05m], venue.Orders.Where(order => order.IsOpen).Select(order => order.Quantity));
        Assert.Equal([null, 90m], venue.Orders.Where(order => order.IsOpen).Select(order => order.Stop).Order());
        Assert.Empty(venue.SentTwice);
    }

    [Fact]
    public async Task Exits_of_an_entry_that_bought_nothing_end_with_it()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);
        await room.Place(Bracket);
        await room.Quiet();

        venue.EndByItself("at-one-1", expires: true);
        await room.Hear(venue.ToTell[^1]);

        Assert.Single(venue.Orders);
        Assert.Equal([OrderStatus.Expired, OrderStatus.Cancelled, OrderStatus.Cancelled], await Statuses(tables));
    }

    private static async Task<IEnumerable<OrderStatus>> Statuses(TradingTables tables) => (await tables.Database.Read(reading => reading.Query<OrderRow>("select * from orders order by number"), Ct)).Select(row => row.Status);
}
