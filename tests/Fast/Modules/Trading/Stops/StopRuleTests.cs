using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Protecting;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Stops;

/// <summary>A rule keeps one stop under its position, follows it, and closes it when price or time has come; whoever is in the way.</summary>
public class StopRuleTests
{
    private static readonly StopRuleChange FivePercent = new("", StopKind.Fixed, Percent: 5m);
    private static readonly StopRuleChange Trailing = new("", StopKind.Trailing, Amount: 2m);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<StopRuleChange, decimal> Places => new()
    {
        { FivePercent, 95m },
        { new("", StopKind.Fixed, StopPrice: new(97.5m)), 97.5m },
        { new("", StopKind.Fixed, Amount: 1.234m), 98.76m }, // the tick that is not closer
        { new("", StopKind.Trailing, Percent: 10m), 99m }, // of 110, where the price is
        { Trailing, 108m },
        { new("", StopKind.Atr, Multiple: 2m), 97m }, // two ranges of 1.5 from the entry
        { new("", StopKind.Atr, Multiple: 2m, IsTrailing: true), 107m },
    };

    [Theory, MemberData(nameof(Places))]
    public async Task The_stop_rests_at_the_venue_for_all_that_is_held(StopRuleChange rule, decimal stop)
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables);
        await room.Buy(0.05m);
        await room.See(110m);

        var refusal = await room.Attach(rule);

        Assert.Null(refusal);
        Assert.Equal([(stop, 0.05m)], room.Stops.Select(one => (one.Stop!.Value, one.Quantity)));
        var view = (await room.View())!;
        Assert.Equal((StopHolder.Venue, StopRuleStatus.Resting, stop, null), (view.HeldAt, view.Status, view.StopsAt!.Value.Value, view.Trouble));
        Assert.True(await room.Do(step => ProtectionWatch.IsProtected(step.State, step.State.Live.PositionOf(ModelVenue.Btc)!)));
    }

    [Fact]
    public async Task The_stop_grows_and_shrinks_with_the_position_and_is_never_two()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables);
        await room.Buy(0.05m);
        await room.Attach(FivePercent);

        await room.Buy(0.03m); // its fee takes a little of the coin: seven whole lots are left
        var grown = room.Stops.Select(one => (one.Stop, one.Quantity)).ToArray();
        room.Venue.PlaceByHand("hand", OrderSide.Sell, 0.04m, 100m);
        room.Venue.Trade("hand", 0.04m);
        await room.Room.Reconciler.Run(Ct);
        await room.Deliver();

        Assert.Equal([(95m, 0.07m)], grown);
        Assert.Equal([(95m, 0.03m)], room.Stops.Select(one => (one.Stop, one.Quantity)));
    }

    [Fact]
    public async Task A_trailing_stop_is_moved_up_and_not_often_and_never_back()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables);
        await room.Buy(0.05m);
        await room.Attach(Trailing);
        var places = new List<decimal?>();
        await Look(0);

        foreach (var (price, seconds) in new[] { (103m, 0d), (104m, 4), (106m, 2), (105m, 10), (105.5m, 10), (106.004m, 10), (106.02m, 10) })
        {
            await room.See(price);
            await Look(seconds);
        }

        // At 100; at once for 103; not again after 4 s for 104; after 6 for 106; neither back nor by less than a tick; by two ticks.
        Assert.Equal([98m, 101m, 101m, 104m, 104m, 104m, 104m, 104.02m], places);

        async Task Look(double seconds)
        {
            await room.Pass(seconds);
            places.Add(room.Stops.Single().Stop);
        }
    }

    [Fact]
    public async Task A_price_beyond_the_stop_already_closes_at_the_market()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables);
        await room.Buy(0.05m);
        await room.See(94m);

        await room.Attach(FivePercent);
        var (stops, exits, view) = (room.Stops, room.Exits.Select(exit => exit.Quantity).ToArray(), await room.View());
        await room.TradeExits();

        Assert.Empty(stops);
        Assert.Equal([0.05m], exits);
        Assert.Equal(StopRuleStatus.Closing, view!.Status);
        Assert.Null(await room.View());
        Assert.Equal<string?>([null, null, "The position was closed."], (IEnumerable<string?>)await room.Endings());
    }

    [Fact]
    public async Task Where_the_venue_holds_no_stops_the_platform_watches_the_price()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables, venue: StopRoom.VenueWith());
        await room.Buy(0.05m);
        await room.Attach(Trailing);
        await room.See(110m);
        await room.Pass(2);

        await room.See(108.01m);
        var (before, view) = (room.Exits, await room.View());
        await room.Do(step => step.State.Row = step.State.Row with { TradingMode = TradingMode.Halted });
        await room.See(108m);

        Assert.Empty(before);
        Assert.Equal((StopHolder.Platform, StopRuleStatus.Watching), (view!.HeldAt, view.Status));
        Assert.Equal([0.05m], room.Exits.Select(exit => exit.Quantity));
        await room.See(90m);
        Assert.Single(room.Exits); // it is being sold already
    }

    [Fact]
    public async Task When_its_time_has_come_the_position_is_closed()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables);
        await room.Buy(0.05m);
        await room.Attach(FivePercent with { CloseAfterSeconds = 60 });

        await room.Pass(59);
        var (stops, exits) = (room.Stops.Length, room.Exits.Length);
        await room.Pass(1);

        Assert.Equal((1, 0), (stops, exits));
        Assert.Empty(room.Stops);
        Assert.Equal([0.05m], room.Exits.Select(exit => exit.Quantity));
    }

    [Fact]
    public async Task A_stop_that_begins_to_trade_takes_the_rest_with_it()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables);
        await room.Buy(0.05m);
        await room.Attach(FivePercent);
        var stop = room.Stops.Single().ClientId;
        room.Venue.Trade(stop, 0.02m);
        await room.Deliver();
        var during = room.Exits.Length;

        room.Venue.EndByItself(stop, expires: true);
        await room.See(99m);
        await room.Deliver();

        Assert.Equal(0, during); // what it has not traded yet, it may
        Assert.Empty(room.Stops);
        Assert.Equal([0.02m], room.Exits.Select(exit => exit.Quantity)); // a fee took a little of the third lot
    }

    [Fact]
    public async Task With_the_rule_goes_its_stop()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables);
        await room.Buy(0.05m);
        await room.Attach(FivePercent);

        await room.Do(step =>
        {
            StopKeeper.End(step, step.State.Stops.Find(ModelVenue.Btc)!, "Nobody wants it.");
            return true;
        });
        await room.Deliver();
        await room.Restart();

        Assert.Empty(room.Stops);
        Assert.Null(await room.View());
    }

    [Fact]
    public async Task A_restart_finds_rule_and_stop_as_they_were()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables);
        await room.Buy(0.05m);
        await room.Attach(Trailing with { CloseAfterSeconds = 1_000 });
        await room.See(110m);
        await room.Deliver();
        var before = await room.View();

        await room.Restart();
        await room.See(109m);
        await room.Deliver();

        Assert.Equal(before, await room.View());
        Assert.Equal([(108m, 0.05m)], room.Stops.Select(stop => (stop.Stop!.Value, stop.Quantity)));
    }

    [Fact]
    public async Task Where_the_venue_trails_by_itself_it_does_until_that_would_begin_further_back()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables, venue: StopRoom.VenueWith(typeof(StopTerms), typeof(TrailingStopTerms)));
        await room.Buy(0.05m);
        await room.Attach(new("", StopKind.Trailing, Percent: 10m));
        var trails = await Terms();
        await room.See(120m);
        await room.Pass(10);
        var still = await Terms();

        await room.See(115m);
        await room.Buy(0.02m); // the price is 100 again, behind the best by more than the distance: no venue would begin at 108
        await room.Deliver();

        Assert.Equal([TrailingStopTerms.ByPercent(10m)], trails);
        Assert.Equal(trails, still);
        Assert.Equal(108m, (await room.Do(step => step.State.Stops.Find(ModelVenue.Btc)!.Row.StopsAt)));
        Assert.Empty(await Terms());
        Assert.NotEmpty(room.Exits);

        Task<OrderTerms[]> Terms() => room.Do(step => StopOrders.Of(step.State, ModelVenue.Btc).Where(live => live.Order.Terms is not MarketTerms).Select(live => live.Order.Terms).ToArray());
    }

    [Fact]
    public async Task A_trailing_stop_that_has_to_grow_behind_the_best_price_becomes_one_that_is_moved()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables, venue: StopRoom.VenueWith(typeof(StopTerms), typeof(TrailingStopTerms)));
        await room.Buy(0.05m);
        await room.See(105m);
        await room.Attach(new("", StopKind.Trailing, Percent: 10m)); // at 94.5
        await room.Buy(0.03m); // at 100
        await room.Deliver();

        Assert.Equal([(94.5m, 0.07m)], room.Stops.Select(stop => (stop.Stop!.Value, stop.Quantity)));
        Assert.Single(room.Venue.Orders, order => order is { IsOpen: true });
    }

    public static TheoryData<StopRuleChange, string, string> Impossible => new()
    {
        { new("", StopKind.Fixed, StopPrice: new(95.001m)), "off-tick", "stopPrice" },
        { new("", StopKind.Fixed, Amount: 100m), "invalid", "amount" },
        { new("", StopKind.Atr, Multiple: 100m), "invalid", "multiple" },
        { new("", CloseAt: NodaTime.HighPerformance.Instant64.FromUtc(2026, 1, 1, 0, 0)), "invalid", "closeAt" },
    };

    [Theory, MemberData(nameof(Impossible))]
    public async Task A_rule_that_cannot_be_is_refused_with_its_field_and_nothing_is_kept(StopRuleChange rule, string code, string field)
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables);
        await room.Buy(0.05m);

        var refusal = await room.Attach(rule);

        Assert.Equal((code, field), (refusal!.Code, refusal.Field));
        Assert.Null(await room.View());
        Assert.Equal(0, await tables.Database.Read(reading => reading.Get<long>("select count(*) from stop_rules"), Ct));
        Assert.Single(room.Venue.Orders);
    }

    [Fact]
    public async Task Without_a_position_there_is_nothing_to_guard()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await StopRoom.Open(tables);

        Assert.Equal("unknown-position", (await room.Attach(FivePercent))!.Code);
    }
}
