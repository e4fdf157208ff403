using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Reconciling;
using AlgoTrendy.Modules.Trading.Store;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>The one writer of an account: turns, recovery, fence, and what a database that fails does to them.</summary>
public class WriterTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fill_of_an_order_that_the_venue_does_not_show_yet_waits_for_its_order()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue { Next = Fate.DoneButLost, HiddenMs = 2_000, Capabilities = new ModelVenue().Capabilities with { SettlingTime = TimeSpan.FromSeconds(5) } };
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);
        await room.Place(OrderSide.Buy, 0.05m, 100m);
        venue.Trade("at-one-1", 0.02m);

        var verdict = await room.Reconciler.Run(TestContext.Current.CancellationToken);
        var booked = await room.Writer.Do(step => step.State.Executions.Count);
        await Task.Delay(2_050, TestContext.Current.CancellationToken);

        Assert.Equal((null, 0), (verdict, booked));
        Assert.True(await room.Settle(venue));
        Assert.Equal((OrderStatus.PartiallyFilled, 0.02m), await room.Writer.Do(step => (step.State.Find(1)!.Order.Status, step.State.Find(1)!.Order.Filled.Value)));
    }

    [Fact]
    public async Task A_turn_that_goes_wrong_takes_none_of_its_neighbours_along()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);

        var before = room.Place(OrderSide.Buy, 0.01m, 99m);
        var wrong = room.Writer.Do(void (_) => throw new InvalidOperationException("This turn is wrong."));
        var after = room.Place(OrderSide.Buy, 0.02m, 99m);
        await Assert.ThrowsAsync<InvalidOperationException>(() => wrong);
        var (first, second) = (await before, await after);
        await room.Quiet();

        Assert.Equal([0.01m, 0.02m], venue.Orders.Select(order => order.Quantity));
        Assert.Equal((1L, 2L), (first.Orders[0].Number, second.Orders[0].Number));
    }

    [Fact]
    public async Task An_effect_that_fails_stops_nobody()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), new());

        await room.Writer.Do(step => step.After(() => throw new InvalidOperationException("The world is not there.")));

        Assert.Equal("one", await room.Writer.Do(step => step.State.Id));
    }

    [Fact]
    public async Task Of_two_writers_of_one_account_the_second_changes_nothing()
    {
        await using var tables = await TradingTables.Open();
        var account = await tables.OpenAccount("one");
        var venue = new ModelVenue();
        await using var first = await WriterRoom.Open(tables, account, venue);
        await using var second = await WriterRoom.Open(tables, account, venue);
        await first.Place(OrderSide.Buy, 0.01m, 99m);

        var fault = await Assert.ThrowsAsync<DatabaseException>(() => second.Place(OrderSide.Buy, 0.02m, 99m));
        await second.Quiet();

        Assert.Equal((DatabaseFault.Locked, "database-locked"), (fault.Fault, fault.Code));
        Assert.Equal([0.01m], venue.Orders.Select(order => order.Quantity));
        Assert.Equal([0.01m], await Quantities(tables));
    }

    [Fact]
    public async Task A_full_disk_stops_orders_with_a_reason_and_loses_nothing()
    {
        await using var tables = await TradingTables.Open(mostPages: 400);
        await tables.Database.Write(writing => writing.Execute("create table ballast as select zeroblob(1000000) as weight"), Ct);
        var account = await tables.OpenAccount("one");
        var venue = new ModelVenue();
        await using var room = await WriterRoom.Open(tables, account, venue);

        DatabaseException? fault = null;
        for (var tried = 0; tried < 2_000 && fault is null; tried++)
        {
            try
            {
                await room.Place(OrderSide.Buy, 0.01m, 99m);
                await room.Quiet();
            }
            catch (DatabaseException full)
            {
                fault = full;
            }
        }

        foreach (var order in venue.Orders.ToArray()) venue.Trade(order.ClientId, 0.01m);
        await Assert.ThrowsAsync<DatabaseException>(() => room.Place(OrderSide.Buy, 0.02m, 99m));
        // Somebody makes room.
        await tables.Database.Write(writing => writing.Execute("delete from ballast"), Ct);
        var agrees = await room.Settle(venue);

        Assert.Equal("database-full", fault?.Code);
        Assert.True(agrees);
        Assert.Equal(venue.Orders.Count, await room.Writer.Do(step => step.State.Executions.Count));
        Assert.Equal(venue.Money[new("BTC")], await room.Writer.Do(step => step.State.Live.TotalOf(new("BTC"))));
        Assert.Empty(venue.SentTwice);
    }

    [Fact]
    public async Task A_gate_that_a_full_disk_has_shut_says_so_and_opens_when_there_is_room()
    {
        await using var tables = await TradingTables.Open(mostPages: 400);
        await tables.OpenAccount("one");
        await using var room = await ModuleRoom.Open(tables, new());
        await room.Ready("one");
        await tables.Database.Write(writing => writing.Execute("create table ballast (weight blob)"), Ct);
        await Assert.ThrowsAsync<DatabaseException>(async () =>
        {
            for (var page = 0; page < 1_000; page++) await tables.Database.Write(writing => writing.Execute("insert into ballast (weight) values (zeroblob(3000))"), Ct);
        });

        // What little room there is in pages that are begun goes first.
        var first = await Assert.ThrowsAsync<DatabaseException>(async () =>
        {
            for (var tried = 0; tried < 200; tried++) Assert.Null((await room.Place(new("one", "BTCUSDT.BINANCE", OrderSide.Buy, OrderType.Limit, new(0.01m), new(99m), Tag: new('x', 200), WaitMs: 2_000))).Refusal);
        });
        var second = await room.Place(new("one", "BTCUSDT.BINANCE", OrderSide.Buy, OrderType.Limit, new(0.01m), new(99m)));
        await tables.Database.Write(writing => writing.Execute("delete from ballast"), Ct);
        await room.Ready("one");

        Assert.Equal("database-full", first.Code);
        Assert.Equal(("gate-shut", "There is no room left on the disk of the database: nothing new is taken until there is, and nothing that was kept is lost."), (second.Refusal?.Code, second.Refusal?.Message));
        Assert.Null((await room.Place(new("one", "BTCUSDT.BINANCE", OrderSide.Buy, OrderType.Limit, new(0.01m), new(99m)))).Refusal);
    }

    /// <summary>Where an order stands when the process ends, and where the next one finds it.</summary>
    [Theory]
    [InlineData(OrderStatus.Accepted, OrderStatus.Accepted)]
    [InlineData(OrderStatus.PartiallyFilled, OrderStatus.PartiallyFilled)]
    [InlineData(OrderStatus.Filled, OrderStatus.Filled)]
    [InlineData(OrderStatus.Cancelled, OrderStatus.Cancelled)]
    [InlineData(OrderStatus.Expired, OrderStatus.Expired)]
    [InlineData(OrderStatus.Rejected, OrderStatus.Rejected)]
    [InlineData(OrderStatus.Submitting, OrderStatus.Unknown)]
    [InlineData(OrderStatus.PendingCancel, OrderStatus.Unknown)]
    [InlineData(OrderStatus.PendingReplace, OrderStatus.Unknown)]
    [InlineData(OrderStatus.Unknown, OrderStatus.Unknown)]
    public async Task Every_state_survives_a_restart(OrderStatus before, OrderStatus after)
    {
        await using var tables = await TradingTables.Open();
        var account = await tables.OpenAccount("one");
        var venue = new ModelVenue();
        await using (var room = await WriterRoom.Open(tables, account, venue))
        {
            await Bring(room, venue, before);
            Assert.Equal(before, (await Row(tables)).Status);
        }

        await using var next = await WriterRoom.Open(tables, account, venue);
        await next.Quiet();

        Assert.Equal(after, (await Row(tables)).Status);
        Assert.True(await next.Settle(venue));
        Assert.Equal(venue.Orders.Sum(order => order.Filled), (await Row(tables)).Filled);
        Assert.DoesNotContain((await Row(tables)).Status, (OrderStatus[])[OrderStatus.Unknown, OrderStatus.Submitting, OrderStatus.PendingCancel, OrderStatus.PendingReplace]);
    }

    [Fact]
    public async Task A_fill_that_comes_after_the_end_is_booked_and_the_venue_asked_where_the_order_stands()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);
        await room.Place(OrderSide.Buy, 0.05m, 99m);
        await room.Quiet();
        venue.Trade("at-one-1", 0.02m);
        var late = venue.ToTell[^1];
        // The venue's word of the end came without the fill before it.
        await room.Hear(new BrokerEvent.Cancelled(venue.Find("at-one-1")!.Event() with { Status = VenueOrderStatus.Cancelled, Filled = 0m }));
        Assert.Equal(OrderStatus.Cancelled, (await Row(tables)).Status);

        venue.EndByItself("at-one-1", expires: false);
        await room.Hear(late);
        Assert.Equal(OrderStatus.PartiallyFilled, (await Row(tables)).Status);
        Assert.True(await room.Settle(venue));

        var row = await Row(tables);
        Assert.Equal((OrderStatus.Cancelled, 0.02m, true), (row.Status, row.Filled, row.HasLateFill));
    }

    [Fact]
    public async Task A_venue_that_trades_more_than_it_was_asked_for_is_believed()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);
        await room.Place(OrderSide.Buy, 0.02m, 99m);
        await room.Quiet();
        venue.Trade("at-one-1", 0.02m);
        var fill = (BrokerEvent.Filled)venue.ToTell[^1];
        await room.Hear(fill);

        await room.Hear(fill with { Execution = fill.Execution with { Key = new(ModelVenue.Btc, 9_999) } });

        var row = await Row(tables);
        Assert.Equal((OrderStatus.Filled, 0.04m), (row.Status, row.Filled));
        await using var again = await WriterRoom.Open(tables, "one", venue);
        Assert.Equal(0.04m - 0.00001m * venue.Trades.Count(one => one.Fee.Currency == new Currency("BTC")), await again.Writer.Do(step => step.State.Live.TotalOf(new("BTC"))));
    }

    [Fact]
    public async Task A_change_is_only_for_what_has_not_traded_also_where_a_fill_is_heard_in_the_same_turn()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);
        var live = (await room.Place(OrderSide.Buy, 0.05m, 100m)).Orders[0];
        await room.Quiet();
        venue.Trade("at-one-1", 0.01m);

        await room.Together(
            step => OrderAmending.Amend(step, room.Courier, live, new(live.OrderId, LimitPrice: new(99m)), replacesPartlyFilled: false),
            step => VenueStream.Heard(step, room.Courier, venue.ToTell[^1]));
        await room.Quiet();

        // What trades while the change is on its way would be bought twice.
        Assert.Equal((OrderStatus.PartiallyFilled, 100m), (live.Order.Status, ((LimitTerms)live.Order.Terms).Limit.Value));
        Assert.Equal("at-one-1", Assert.Single(venue.Orders).ClientId);
    }

    [Fact]
    public async Task What_an_adopted_order_had_traded_before_the_account_was_taken_over_is_not_booked_again()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);
        var mine = venue.PlaceByHand("mine", OrderSide.Buy, 0.05m, 90m);
        venue.Trade("mine", 0.02m);
        await room.Writer.Do(step =>
        {
            step.State.Row = step.State.Row with { AdoptedAt = venue.Trades[^1].Time.PlusNanoseconds(1) };
            Adoption.Adopt(step, room.Shelf, mine.Report());
        });

        venue.Trade("mine", 0.01m);
        await room.Writer.Do(step => room.Courier.Ask(step.State.Find("mine")!));
        for (var turn = 0; turn < 4; turn++) await room.Quiet();

        Assert.Equal(0.01m, await room.Writer.Do(step => step.State.Live.PositionOf(ModelVenue.Btc)!.Quantity));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task What_is_still_on_its_way_is_not_given_up_however_often_the_venue_does_not_know_it(bool isChange)
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);
        if (isChange)
        {
            await room.Place(OrderSide.Buy, 0.01m, 98m);
            await room.Quiet();
        }

        venue.Next = Fate.OnItsWay;
        if (isChange) await room.Amend(1, 0.01m, 99m);
        else await room.Place(OrderSide.Buy, 0.01m, 99m);
        for (var times = 0; times < 4; times++)
        {
            await room.AskAll();
            await Task.Delay(30, Ct); // more than the settling time of this venue
            await room.Quiet();
        }

        var before = await Status(room);
        venue.AnswerLate();
        for (var until = Environment.TickCount64 + 10_000; await Status(room) != OrderStatus.Accepted && Environment.TickCount64 < until;) await Task.Delay(5, Ct);

        Assert.Equal((isChange ? OrderStatus.PendingReplace : OrderStatus.Submitting, OrderStatus.Accepted), (before, await Status(room)));
        Assert.Equal(99m, venue.Orders.Single(order => order.IsOpen).Limit);
    }

    [Fact]
    public async Task An_account_that_differs_for_a_moment_is_not_shut()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await WriterRoom.Open(tables, await tables.OpenAccount("one"), venue);
        Assert.True(await room.Reconciler.Run(Ct));

        // Money has come that a fill on its way will explain.
        venue.Money[Currency.Usdt] += 5m;
        var looking = room.Reconciler.Run(Ct);
        await Task.Delay(40, Ct);
        venue.Money[Currency.Usdt] -= 5m;
        Assert.True(await looking);

        venue.Money[Currency.Usdt] += 5m;
        Assert.False(await room.Reconciler.Run(Ct));
        Assert.Equal(["balance:USDT:100005"], await room.Writer.Do(step => step.State.Differences.Keys.ToArray()));
    }

    private static async Task Bring(WriterRoom room, ModelVenue venue, OrderStatus wanted)
    {
        if (wanted == OrderStatus.Submitting) venue.Next = Fate.Late;
        if (wanted == OrderStatus.Unknown) venue.Next = Fate.DoneButLost;
        venue.IsMute = wanted == OrderStatus.Unknown;
        venue.Refuses = wanted == OrderStatus.Rejected;
        await room.Place(OrderSide.Buy, 0.05m, 99m);
        await room.Quiet();
        switch (wanted)
        {
            case OrderStatus.PartiallyFilled or OrderStatus.Filled:
                venue.Trade("at-one-1", wanted == OrderStatus.Filled ? 0.05m : 0.02m);
                await room.Hear(venue.ToTell[^1]);
                break;
            case OrderStatus.Cancelled or OrderStatus.Expired:
                venue.EndByItself("at-one-1", wanted == OrderStatus.Expired);
                await room.Hear(venue.ToTell[^1]);
                break;
            case OrderStatus.PendingCancel:
                venue.Next = Fate.Late;
                await room.Cancel(1);
                break;
            case OrderStatus.PendingReplace:
                venue.Next = Fate.Late;
                await room.Amend(1, 0.04m, 98m);
                break;
        }

        await room.Quiet();
    }

    private static Task<OrderStatus> Status(WriterRoom room) => room.Writer.Do(step => step.State.Find(1)!.Order.Status);

    private static Task<OrderRow> Row(TradingTables tables) => tables.Database.Read(reading => reading.Get<OrderRow>("select * from orders where number = 1"), Ct);

    private static Task<IReadOnlyList<decimal>> Quantities(TradingTables tables) => tables.Database.Read(reading => reading.Query<decimal>("select quantity from orders order by number"), Ct);
}
