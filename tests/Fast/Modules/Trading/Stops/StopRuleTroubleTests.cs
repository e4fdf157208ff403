using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Protecting;
using AlgoTrendy.Platform.Telling;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Stops;

/// <summary>Others cancel a rule's stop, refuse it, tie up what it needs, or guard the same position: the rule goes on, and nobody fights.</summary>
public class StopRuleTroubleTests
{
    private static readonly StopRuleChange FivePercent = new("", StopKind.Fixed, Percent: 5m);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stop_that_other_hands_cancel_is_placed_again_and_told()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables);
        await room.Buy(0.05m);
        await room.Attach(FivePercent);

        room.Venue.EndByItself(room.Stops.Single().ClientId, expires: false);
        await room.Deliver();

        Assert.Equal([0.05m], room.Stops.Select(stop => stop.Quantity));
        Assert.Equal(["stop-cancelled"], await room.Alerts());
        // Who goes on doing it is not answered at once for ever.
        room.Venue.EndByItself(room.Stops.Single().ClientId, expires: true);
        await room.Deliver();
        Assert.Empty(room.Stops);
        await room.Pass(1);
        Assert.Single(room.Stops);
    }

    [Fact]
    public async Task A_rule_that_follows_another_takes_over_its_stop_and_all_that_happens_to_it()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables);
        await room.Buy(0.05m);
        await room.Attach(FivePercent);

        await room.Attach(FivePercent with { Percent = 8m });
        var moved = room.Stops.Select(stop => (stop.Stop, stop.ClientId)).ToArray();
        room.Venue.EndByItself(room.Stops.Single().ClientId, expires: false);
        await room.Deliver();

        Assert.Equal([(92m, "at-one-2_1")], moved);
        Assert.Equal(["stop-cancelled"], await room.Alerts());
        Assert.Equal([92m], room.Stops.Select(stop => stop.Stop));
    }

    [Fact]
    public async Task A_stop_that_is_refused_is_told_and_tried_again_later_each_time()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables);
        await room.Buy(0.05m);
        room.Venue.Refuses = true;
        await room.Attach(FivePercent);
        var tries = new List<int>();
        foreach (var seconds in new[] { 0, 0.5, 0.6, 1.5, 0.6, 3.5, 0.6 })
        {
            await room.Pass(seconds);
            tries.Add(await Tries());
        }

        var view = await room.View();
        room.Venue.Refuses = false;
        await room.Pass(60);

        Assert.Equal([1, 1, 2, 2, 3, 3, 4], tries); // after 1, 2 and 4 s
        Assert.Equal((StopHolder.Platform, true), (view!.HeldAt, view.Trouble is not null));
        Assert.Contains("stop-refused", await room.Alerts());
        Assert.Single(room.Stops);
        Assert.Null((await room.View())!.Trouble);

        Task<int> Tries() => room.Do(step => (int)step.State.Row.LastOrder - 1);
    }

    [Fact]
    public async Task A_refused_stop_is_none_and_the_platform_closes_when_the_price_comes()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables);
        await room.Buy(0.05m);
        room.Venue.Refuses = true;
        await room.Attach(FivePercent);
        room.Venue.Refuses = false;

        await room.See(95m);
        await room.Pass(1);

        Assert.Equal([0.05m], room.Exits.Select(exit => exit.Quantity));
    }

    [Fact]
    public async Task A_spot_venue_gets_a_stop_for_what_is_free_and_the_rest_is_watched()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables);
        await room.Buy(0.05m);
        await room.Room.Place(OrderSide.Sell, 0.02m, 120m);
        await room.Attach(FivePercent);
        var free = room.Stops.Select(stop => stop.Quantity).ToArray();

        await room.See(95m);
        await room.Deliver();

        Assert.Equal([0.03m], free);
        Assert.DoesNotContain(room.Venue.Orders, order => order is { IsOpen: true, Limit: not null });
        Assert.Equal(0.05m, room.Exits.Sum(exit => exit.Quantity));
    }

    [Fact]
    public async Task A_rule_takes_the_place_of_a_stop_that_the_platform_placed_before()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables, settings: new(ProtectAfterSeconds: 1, Unprotected: Unprotected.Protect, ProtectDistancePercent: 10m));
        await room.Buy(0.05m);
        var watch = new ProtectionWatch(room.Room.Courier);
        await room.Room.Writer.Do(watch.Look);
        await Task.Delay(1_050, Ct);
        await room.Room.Writer.Do(watch.Look);
        await room.Deliver();
        var before = room.Stops.Select(stop => stop.Stop).ToArray();

        await room.Attach(FivePercent);
        await room.Deliver();

        Assert.Equal([90m], before);
        Assert.Equal([95m], room.Stops.Select(stop => stop.Stop));
    }

    [Theory]
    [InlineData(Unprotected.Protect), InlineData(Unprotected.Close)]
    public async Task The_protection_tells_of_a_rule_without_a_stop_and_leaves_it_to_the_rule(Unprotected how)
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables, venue: StopRoom.VenueWith(), settings: new(ProtectAfterSeconds: 1, Unprotected: how));
        await room.Buy(0.05m);
        await room.Attach(FivePercent);
        var watch = new ProtectionWatch(room.Room.Courier);

        for (var round = 0; round < 3; round++)
        {
            await room.Room.Writer.Do(watch.Look);
            await Task.Delay(1_050, Ct);
        }

        await room.Deliver();
        Assert.Equal(["unprotected"], await room.Alerts());
        Assert.Single(room.Venue.Orders);
    }

    [Theory]
    [InlineData(null, 0), InlineData("BTCUSDT", 0), InlineData("ETHUSDT", 1)]
    public async Task Who_cancels_is_not_worked_against_and_rules_of_other_symbols_go_on(string? symbol, int during)
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables);
        await room.Buy(0.05m);
        await room.Attach(FivePercent);
        var which = symbol is null ? (Symbol?)null : new Symbol(symbol, "BINANCE");

        await StandAside(60_000);
        await room.Room.Cancel(2);
        await room.Deliver();
        var aside = room.Stops.Length;
        await StandAside(0);
        await room.Deliver();

        Assert.Equal((during, 1), (aside, room.Stops.Length));

        Task<bool> StandAside(int ms) => room.Do(step =>
        {
            step.State.Stops.StandAside(which, Environment.TickCount64 + ms);
            return true;
        });
    }

    [Fact]
    public async Task A_rule_ends_with_its_position_also_where_the_next_one_begins_in_the_same_turn()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables);
        await room.Buy(0.05m);
        await room.Attach(FivePercent);
        var next = (await room.Room.Place(OrderSide.Buy, 0.03m, 99m)).Orders[0];
        await room.Deliver();

        room.Venue.Trade(room.Stops[0].ClientId, 0.05m);
        room.Venue.Trade(next.ClientId.Value, 0.03m);
        var told = room.Venue.ToTell.ToArray();
        room.Venue.ToTell.Clear();
        await room.Room.Together([.. told.Select<BrokerEvent, Action<Step>>(each => step => VenueStream.Heard(step, room.Room.Courier, each))]);
        await room.Deliver();

        Assert.Null(await room.View());
        Assert.Equal("The position was closed.", (await room.Endings())[^1]);
        Assert.Empty(room.Stops);
    }

    [Fact]
    public async Task A_stop_that_was_cancelled_while_the_platform_was_down_is_placed_again()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables);
        await room.Buy(0.05m);
        await room.Attach(FivePercent);
        room.Venue.EndByItself(room.Stops.Single().ClientId, expires: false);
        room.Venue.ToTell.Clear();

        await room.Restart();
        await room.Room.Settle(room.Venue);
        await room.Deliver();

        Assert.Single(room.Stops);
        Assert.Contains("stop-cancelled", await room.Alerts());
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("0.02", 0.02)] // a fee took a little of the third lot
    public async Task Who_closes_a_position_on_spot_is_not_refused_because_of_its_stop(string? quantity, double left)
    {
        await using var tables = await TradingTables.Open();
        await tables.OpenAccount("one");
        var venue = new ModelVenue();
        await using var room = await ModuleRoom.Open(tables, venue);
        await room.Ready("one");
        var bought = await room.Place(new("one", ModelVenue.Btc.ToString(), OrderSide.Buy, OrderType.Limit, new(0.05m), new(99m), WaitMs: 2_000));
        venue.Trade("at-one-1", 0.05m);
        await room.Until(bought.Order!.OrderId, OrderStatus.Filled);
        var desk = (await room.Desks.Find("one")).Desk!;
        await desk.Writer.Do(step => StopAttaching.Attach(step, FivePercent with { PositionId = "one:" + ModelVenue.Btc }, ModelVenue.Btc, null));
        await room.Until("one-2", OrderStatus.Accepted);

        var closed = await room.Positions.Close(new($"one:{ModelVenue.Btc}", quantity is null ? null : new(decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture)), WaitMs: 2_000), Ct);
        venue.Trade(closed.Order!.ClientOrderId, 0.05m);
        await room.Until(closed.Order.OrderId, OrderStatus.Filled);
        decimal[] stops;
        var tries = 0;
        do
        {
            await Task.Delay(20, Ct);
            stops = [.. venue.Orders.Where(order => order is { IsOpen: true, Stop: not null }).Select(order => order.Quantity)];
        }
        while ((stops.Length == 0) == (left > 0) && tries++ < 400);

        Assert.Null(closed.Refusal);
        Assert.Equal(left == 0 ? [] : [(decimal)left], stops);
        Assert.DoesNotContain("stop-cancelled", (await tables.Database.ReadTold(0, int.MaxValue, Ct)).Where(one => one.Name == nameof(TradingAlert)).Select(one => one.Open<TradingAlert>().Code));
    }
}
