using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>What goes wrong while an order is sent leaves none behind that is on its way for ever.</summary>
public class SendingTests
{
    private static readonly NewOrder Limit = new(null, ModelVenue.Btc.ToString(), OrderSide.Buy, OrderType.Limit, new(0.05m), new(100m));

    [Fact]
    public async Task What_no_ticket_can_be_made_of_was_not_sent_and_says_so()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);

        // A ticket of two orders has a stop at a price; the doors know that.
        var entered = await room.Place(Limit with { GroupType = OrderGroupType.Oco, StopLoss = new(TrailAmount: 5m) });
        await room.Quiet();

        Assert.Empty(venue.Orders);
        Assert.All(entered.Orders, live => Assert.StartsWith("It was not sent: ", Assert.IsType<OrderState.Rejected>(live.Order.State).Reason.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_that_no_ticket_can_be_made_of_leaves_the_order_as_it_was()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);
        var live = (await room.Place(Limit)).Orders[0];
        await room.Quiet();
        venue.Trade("at-one-1", 0.02m);
        await room.Hear(venue.ToTell[^1]);

        await room.Writer.Do(step =>
        {
            OrderAmending.Amend(step, room.Courier, live, new(live.OrderId, LimitPrice: new(99m)), replacesPartlyFilled: true);
            // Less than has traded: no ticket has a quantity below nothing.
            live.Order.Wanted = (live.NextTerms!, Quantity.Zero);
        });
        await room.Quiet();

        Assert.Equal((OrderStatus.PartiallyFilled, 100m, null), (live.Order.Status, ((LimitTerms)live.Order.Terms).Limit.Value, live.NextClientId));
        Assert.Single(venue.Orders);
    }

    [Fact]
    public async Task An_account_with_the_longest_name_trades_under_the_numbers_that_follow_a_restore()
    {
        await using var tables = await TradingTables.Open();
        var (account, venue) = (await tables.OpenAccount("abcdefghijklmnopqrstuvwx"), new ModelVenue());
        await using var room = await WriterRoom.Open(tables, account, venue);
        await room.Writer.Do(step => step.State.Row = step.State.Row with { LastOrder = 28_529_892 });
        var live = (await room.Place(Limit)).Orders[0];
        await room.Quiet();

        await room.Amend(live.Number, 0.04m, 99m);
        var both = (await room.Place(Limit with { LimitPrice = new(98m), GroupType = OrderGroupType.Oco, StopLoss = new(new Price(120m)) })).Orders;
        await room.Quiet();
        await room.Cancel(both[0].Number);
        await room.Quiet();

        Assert.Equal((OrderStatus.Accepted, 99m, 28_529_893L), (live.Order.Status, ((LimitTerms)live.Order.Terms).Limit.Value, live.Number));
        Assert.Equal(OrderStatus.Cancelled, both[0].Order.Status);
    }

    [Fact]
    public async Task Where_a_venue_throws_nobody_knows_and_it_is_asked()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue { Next = Fate.Throws };
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);

        var live = (await room.Place(Limit)).Orders[0];
        await room.Quiet();
        var inDoubt = live.Order.Status;
        await room.Settle(venue);

        Assert.Equal((OrderStatus.Unknown, OrderStatus.Rejected), (inDoubt, live.Order.Status));
    }
}
