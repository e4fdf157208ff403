using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Reconciling;
using AlgoTrendy.Platform.Telling;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>Exits of a bracket are due, and the venue refuses them: what was bought is never left with nothing under way, and people are told.</summary>
public class RefusedExitTests
{
    private static readonly NewOrder Bracket = new(null, ModelVenue.Btc.ToString(), OrderSide.Buy, OrderType.Limit, new(0.05m), new(100m), GroupType: OrderGroupType.Bracket, TakeProfit: new(new(110m)), StopLoss: new(new(90m)));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_venue_that_asks_to_wait_gets_both_again_when_it_listens()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue { RetryAfter = TimeSpan.FromMilliseconds(300) };
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);

        await Bought(room, venue, Fate.Refused);
        await Look(room);
        Assert.Empty(Open(venue));
        await Task.Delay(350, Ct);
        await Look(room);

        Assert.Equal([(0.05m, 110m, null), (0.05m, null, 90m)], Open(venue));
        Assert.Single(await Alerts(tables));
    }

    [Fact]
    public async Task What_waits_to_be_sent_again_is_sent_after_a_restart()
    {
        await using var tables = await TradingTables.Open();
        var account = await tables.OpenAccount("one");
        var venue = new ModelVenue { RetryAfter = TimeSpan.FromHours(1) };
        await using (var room = await WriterRoom.Open(tables, account, venue)) await Bought(room, venue, Fate.Refused);

        await using var next = await WriterRoom.Open(tables, account, venue);
        Assert.True(await next.Settle(venue));
        await Look(next);

        Assert.Equal([(0.05m, 110m, null), (0.05m, null, 90m)], Open(venue));
        Assert.Empty(venue.SentTwice);
    }

    [Fact]
    public async Task A_refused_pair_becomes_the_stop_alone()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);

        await Bought(room, venue, Fate.Refused);
        await Look(room);

        Assert.Equal([(0.05m, (decimal?)null, 90m)], Open(venue));
        Assert.Single(await Alerts(tables));
    }

    /// <summary>Nothing is wrong with these exits: they are not given up for a sale.</summary>
    [Theory]
    [InlineData(BrokerRefusals.Unreachable), InlineData(BrokerRefusals.RateLimited), InlineData(BrokerRefusals.Banned), InlineData(BrokerRefusals.ClockSkew)]
    [InlineData(BrokerRefusals.CredentialsRefused), InlineData(BrokerRefusals.AccountRestricted), InlineData(BrokerRefusals.MarketClosed)]
    public async Task What_is_not_about_them_lets_both_wait(string code)
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue { RefusalCode = code };
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);

        await Bought(room, venue, [Fate.Refused, Fate.Refused], 100m);
        await Look(room);
        Assert.Empty(venue.Orders.Skip(1));
        for (var until = Environment.TickCount64 + 20_000; Open(venue).Length == 0 && Environment.TickCount64 < until; await Task.Delay(50, Ct)) await Look(room);

        Assert.Equal([(0.05m, 110m, null), (0.05m, null, 90m)], Open(venue));
        Assert.Equal(2, (await Alerts(tables)).Count);
    }

    /// <summary>What waits to be sent is in nobody's way: the position is closed, and it ends.</summary>
    [Fact]
    public async Task A_sale_that_waits_does_not_close_it_yet()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one", bnb: 1m), venue);
        await Bought(room, venue, [Fate.Refused, Fate.Refused, Fate.Refused], 100m);

        var closing = await room.Writer.Do(step => ClosingOrders.Of(step.State, step.State.Live.PositionOf(ModelVenue.Btc)!).Count());
        var waiting = await room.Writer.Do(step => step.State.Open.Values.Count(live => live.Order.Terms is MarketTerms));

        Assert.Equal((0, 1), (closing, waiting));
    }

    /// <summary>The second bracket's fee is paid in what it bought: its exits are for what those of the first leave.</summary>
    [Fact]
    public async Task A_second_bracket_is_guarded_as_far_as_the_first_lets_it()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);

        await Bought(room, venue, Fate.Done);
        var second = await room.Place(Bracket);
        await room.Quiet();
        venue.Trade(second.Orders[0].ClientId.Value, 0.05m);
        await room.Hear(venue.ToTell[^1]);
        for (var turn = 0; turn < 4; turn++) await room.Quiet();

        Assert.Equal([0.05m, 0.04m], Open(venue).Where(order => order.Item3 is not null).Select(order => order.Item1));
        Assert.Equal(0.09999m, venue.Money[new("BTC")]);
    }

    [Theory]
    [InlineData(100, 2)] // the stop alone is refused too
    [InlineData(89, 1)] // the price has fallen through the stop
    [InlineData(111, 1)] // or has run over the target
    public async Task What_cannot_be_guarded_is_closed_at_the_market(double price, int refusals)
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);

        await Bought(room, venue, [.. Enumerable.Repeat(Fate.Refused, refusals)], (decimal)price);
        await Look(room);

        Assert.Equal([(0.05m, (decimal?)null, (decimal?)null)], Open(venue));
        Assert.Equal(refusals, (await Alerts(tables)).Count);
    }

    [Fact]
    public async Task A_closing_that_is_refused_too_is_sent_again_and_ends_with_the_position()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);

        await Bought(room, venue, [Fate.Refused, Fate.Refused], 89m);
        Assert.Empty(Open(venue));
        await Task.Delay(2_100, Ct);
        await Look(room);
        Assert.Equal([(0.05m, (decimal?)null, (decimal?)null)], Open(venue));

        venue.Trade(venue.Orders.Single(order => order.IsOpen).ClientId, 0.05m);
        await room.Hear(venue.ToTell[^1]);
        await Look(room);
        Assert.Empty(await room.Writer.Do(step => step.State.Open.Keys.ToArray()));
    }

    /// <summary>A fill worth less than the venue sells: its sale is not sent for ever.</summary>
    [Fact]
    public async Task What_is_too_little_to_be_sold_stays_and_is_told()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue { RefusalCode = RefusalCodes.BelowMinimumNotional };
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);

        await Bought(room, venue, [Fate.Refused, Fate.Refused, Fate.Refused], 100m);
        await Look(room);

        Assert.Empty(await room.Writer.Do(step => step.State.Open.Keys.ToArray()));
        Assert.Equal("It is too little to be sold, and stays.", (await Alerts(tables))[^1].Message[^39..]);
    }

    [Fact]
    public async Task What_waits_ends_when_others_have_closed_the_position()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue { RetryAfter = TimeSpan.FromMilliseconds(100) };
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one", bnb: 1m), venue);
        await Bought(room, venue, Fate.Refused);

        var sale = await room.Place(new(null, ModelVenue.Btc.ToString(), OrderSide.Sell, OrderType.Market, new(0.05m)));
        await room.Quiet();
        venue.Trade(sale.Orders[0].ClientId.Value, 0.05m);
        await room.Hear(venue.ToTell[^1]);
        await Task.Delay(150, Ct);
        await Look(room);

        Assert.Empty(Open(venue));
        Assert.Empty(await room.Writer.Do(step => step.State.Open.Keys.ToArray()));
    }

    private static Task Bought(WriterRoom room, ModelVenue venue, Fate fate) => Bought(room, venue, [fate], 100m);

    /// <summary>The entry has traded, at this price of the market, and so do the writes after it go.</summary>
    private static async Task Bought(WriterRoom room, ModelVenue venue, Fate[] fates, decimal price)
    {
        await room.Place(Bracket);
        await room.Quiet();
        await room.Writer.Do(step => step.State.See(ModelVenue.Btc, (double)price, step.Now));
        venue.Next = fates[0];
        foreach (var fate in fates.Skip(1)) venue.Then.Enqueue(fate);
        venue.Trade("at-one-1", 0.05m);
        await room.Hear(venue.ToTell[^1]);
        for (var turn = 0; turn < 4; turn++) await room.Quiet();
    }

    private static async Task Look(WriterRoom room)
    {
        await room.Writer.Do(step => OrderWatch.Look(step, room.Courier));
        for (var turn = 0; turn < 4; turn++) await room.Quiet();
    }

    private static (decimal, decimal?, decimal?)[] Open(ModelVenue venue) => [.. venue.Orders.Where(order => order.IsOpen).Select(order => (order.Quantity, order.Limit, order.Stop))];

    private static async Task<IReadOnlyList<TradingAlert>> Alerts(TradingTables tables) =>
        [.. (await tables.Database.ReadTold(0, int.MaxValue, Ct)).Where(one => one.Name == nameof(TradingAlert)).Select(one => one.Open<TradingAlert>()).Where(one => one.Code == "exit-refused")];
}
