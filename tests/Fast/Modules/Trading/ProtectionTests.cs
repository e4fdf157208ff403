using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Protecting;
using AlgoTrendy.Platform.Telling;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>No position stays longer than its account wants without a stop that rests at the venue and covers all of it.</summary>
public class ProtectionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Unprotected.Alert), InlineData(Unprotected.Protect), InlineData(Unprotected.Close)]
    public async Task A_position_without_a_stop_is_seen_to(Unprotected how)
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await Holding(tables, venue, how);

        await Look(room, 2);
        Assert.Empty(await Alerts(tables));
        await Task.Delay(1_050, Ct);
        await Look(room, 3);

        Assert.Single(await Alerts(tables));
        var exits = venue.Orders.Skip(1).Select(order => (order.Side, order.Quantity, order.Stop)).ToArray();
        if (how == Unprotected.Alert) Assert.Empty(exits);
        else Assert.Equal([(OrderSide.Sell, 0.05m, how == Unprotected.Protect ? 95m : (decimal?)null)], exits);
        if (how == Unprotected.Protect) Assert.True(await IsProtected(room));
    }

    [Fact]
    public async Task What_closes_a_position_and_is_under_way_is_not_sent_again()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await Holding(tables, venue, Unprotected.Close);
        var watch = new ProtectionWatch(room.Courier);

        for (var round = 0; round < 3; round++)
        {
            await room.Writer.Do(watch.Look);
            await Task.Delay(1_050, Ct);
        }

        await room.Quiet();
        Assert.Equal(2, venue.Orders.Count);
    }

    [Theory]
    [InlineData(0.05, null, true)]
    [InlineData(0.04, null, false)] // not all of it
    [InlineData(0.05, "late", false)] // on its way
    [InlineData(0.05, "cancelled", false)]
    [InlineData(0.05, "pending-cancel", false)]
    [InlineData(0.05, "limit", false)] // takes a profit, stops nothing
    public async Task A_stop_counts_when_it_rests_at_the_venue_and_covers_all(double quantity, string? how, bool isProtected)
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await Holding(tables, venue, Unprotected.Alert);
        if (how == "late") venue.Next = Fate.Late;
        var stop = new NewOrder(null, ModelVenue.Btc.ToString(), OrderSide.Sell, how == "limit" ? OrderType.Limit : OrderType.Stop, new((decimal)quantity), how == "limit" ? new(110m) : null, how == "limit" ? null : new(90m));

        await room.Place(stop);
        await room.Quiet();
        if (how == "cancelled")
        {
            venue.EndByItself("at-one-2", expires: false);
            await room.Hear(venue.ToTell[^1]);
        }
        else if (how == "pending-cancel")
        {
            venue.Next = Fate.Late;
            await room.Cancel(2);
        }

        Assert.Equal(isProtected, await IsProtected(room));
    }

    [Fact]
    public async Task Exits_of_an_entry_that_has_bought_nothing_protect_nothing()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await Holding(tables, venue, Unprotected.Alert);

        await room.Place(new(null, ModelVenue.Btc.ToString(), OrderSide.Buy, OrderType.Limit, new(0.05m), new(99m), GroupType: OrderGroupType.Bracket, StopLoss: new(new(90m))));
        // As a venue that knows brackets would say: the stop is there, for nothing yet.
        await room.Writer.Do(step =>
        {
            var exit = step.State.Find(3)!;
            step.Move(exit, OrderState.PendingRisk);
            step.Move(exit, OrderState.Submitting);
            step.Move(exit, OrderState.Accepted);
        });

        Assert.False(await IsProtected(room));
    }

    [Fact]
    public async Task Stops_that_cover_a_part_stay_and_the_rest_gets_one_of_its_own()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await Holding(tables, venue, Unprotected.Protect);
        await room.Place(new NewOrder(null, ModelVenue.Btc.ToString(), OrderSide.Sell, OrderType.Limit, new(0.02m), new(110m), GroupType: OrderGroupType.Oco, StopLoss: new(new(91m))));
        await room.Place(new NewOrder(null, ModelVenue.Btc.ToString(), OrderSide.Sell, OrderType.Stop, new(0.01m), StopPrice: new(92m)));
        await room.Quiet();

        await Look(room, 1);
        await Task.Delay(1_050, Ct);
        await Look(room, 3);

        Assert.Equal([(0.02m, 91m), (0.01m, 92m), (0.02m, 95m)], venue.Orders.Where(order => order is { IsOpen: true, Stop: not null }).Select(order => (order.Quantity, order.Stop!.Value)));
        Assert.Single(venue.Orders, order => order is { IsOpen: true, Limit: 110m });
        Assert.True(await IsProtected(room));
    }

    [Theory]
    [InlineData(Unprotected.Protect, false), InlineData(Unprotected.Protect, true), InlineData(Unprotected.Close, false)]
    public async Task What_ties_the_position_up_and_guards_nothing_is_gone_before_anything_is_placed(Unprotected how, bool isOfBracket)
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await Holding(tables, venue, how, isOfBracket ? new TakeProfit(new(110m)) : null);
        if (!isOfBracket) await room.Place(new NewOrder(null, ModelVenue.Btc.ToString(), OrderSide.Sell, OrderType.Limit, new(0.05m), new(110m)));
        await room.Quiet();
        await Look(room, 1);
        await Task.Delay(1_050, Ct);

        venue.Next = Fate.OnItsWay;
        await Look(room, 3);
        Assert.Equal([110m], venue.Orders.Where(order => order.IsOpen).Select(order => order.Limit));
        venue.AnswerLate();
        for (var until = Environment.TickCount64 + 10_000; !venue.Orders.Any(order => order.IsOpen && order.Limit is null) && Environment.TickCount64 < until; await Task.Delay(5, Ct)) await Look(room, 1);

        Assert.Equal([(0.05m, (decimal?)null, how == Unprotected.Protect ? 95m : null)], venue.Orders.Where(order => order.IsOpen).Select(order => (order.Quantity, order.Limit, order.Stop)));
        Assert.Equal(2, (await Alerts(tables)).Count);
    }

    private static async Task<WriterRoom> Holding(TradingTables tables, ModelVenue venue, Unprotected how, TakeProfit? target = null)
    {
        var room = await WriterRoom.Open(tables, await tables.OpenAccount("one", settings: new(ProtectAfterSeconds: 1, Unprotected: how, ProtectDistancePercent: 5m)), venue);
        await room.Place(new NewOrder(null, ModelVenue.Btc.ToString(), OrderSide.Buy, OrderType.Limit, new(0.05m), new(100m), GroupType: target is null ? null : OrderGroupType.Bracket, TakeProfit: target));
        await room.Quiet();
        venue.Trade("at-one-1", 0.05m);
        await room.Hear(venue.ToTell[^1]);
        await room.Quiet();
        return room;
    }

    private static async Task Look(WriterRoom room, int times)
    {
        var watch = new ProtectionWatch(room.Courier);
        for (var time = 0; time < times; time++)
        {
            await room.Writer.Do(watch.Look);
            await room.Quiet();
        }
    }

    private static Task<bool> IsProtected(WriterRoom room) => room.Writer.Do(step => ProtectionWatch.IsProtected(step.State, step.State.Live.PositionOf(ModelVenue.Btc)!));

    private static async Task<IReadOnlyList<TradingAlert>> Alerts(TradingTables tables) =>
        [.. (await tables.Database.ReadTold(0, int.MaxValue, Ct)).Where(one => one.Name == nameof(TradingAlert)).Select(one => one.Open<TradingAlert>()).Where(one => one.Code == "unprotected")];
}
