using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading;
using AlgoTrendy.Modules.Trading.Store;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Tests.Databases.Servers;
using AlgoTrendy.Tests.Fast.Modules.Trading;
using AlgoTrendy.Tests.Fast.Modules.Trading.Stops;
using NodaTime;

namespace AlgoTrendy.Tests.Databases;

/// <summary>An account's writer on both databases: orders, answers that get lost, fills, restarts, lists; and a server that goes away.</summary>
public class TradingTests(PostgresServer server)
{
    private static readonly Currency Bitcoin = new("BTC");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task An_account_lives_through_lost_answers_and_restarts_and_equals_its_venue(string kind)
    {
        await using var place = new Place(kind, server);
        await using var tables = await Tables(place, place.Postgres);
        var (account, venue) = (await tables.OpenAccount("one"), new ModelVenue());
        await using (var room = await WriterRoom.Open(tables, account, venue))
        {
            await room.Place(OrderSide.Buy, 0.05m, 99m);
            await room.Quiet();
            venue.Trade("at-one-1", 0.02m);
            venue.Next = Fate.DoneButLost;
            await room.Place(OrderSide.Buy, 0.03m, 98m);
            venue.Next = Fate.NotDoneAndLost;
            await room.Place(OrderSide.Buy, 0.04m, 97m);
            await room.Place(new(null, ModelVenue.Btc.ToString(), OrderSide.Sell, OrderType.StopLimit, new(0.01m), new(89m), new(90m), TimeInForce: TimeInForce.Gtc, StrategyId: "trend", Tag: "a note"));
            await room.Quiet();
        }

        await using (var room = await WriterRoom.Open(tables, account, venue))
        {
            Assert.True(await room.Settle(venue));
            await room.Amend(2, 0.06m, 96m);
            await room.Quiet();
            venue.Trade("at-one-2_1", 0.06m);
            await room.Cancel(1);
            Assert.True(await room.Settle(venue));
        }

        await using var last = await WriterRoom.Open(tables, account, venue);
        Assert.True(await last.Settle(venue));
        var lists = new OrderLists(tables.Database);
        var first = await lists.Orders(new(Limit: 3), Ct);
        var rest = await lists.Orders(new(Limit: 3, Cursor: first.NextCursor), Ct);
        var fills = await lists.Executions(new(AccountId: account, Symbol: ModelVenue.Btc), Ct);
        Assert.Equal(["one-4", "one-3", "one-2", "one-1"], first.Items.Concat(rest.Items).Select(order => order.OrderId));
        Assert.Equal(
            [OrderStatus.Cancelled, OrderStatus.Filled, OrderStatus.Rejected],
            first.Items.Concat(rest.Items).Reverse().Take(3).Select(order => order.Status));
        Assert.Equal((0.02m, 0.06m), (fills.Items[^1].Quantity.Value, fills.Items[0].Quantity.Value));
        Assert.Single((await lists.Orders(new(StrategyId: "trend", Symbol: ModelVenue.Btc), Ct)).Items);
        Assert.Equal(venue.Money[Bitcoin], await last.Writer.Do(step => step.State.Live.TotalOf(Bitcoin)));
        Assert.Empty(venue.SentTwice);
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_stop_rule_outlives_a_restart_and_goes_with_its_position(string kind)
    {
        await using var place = new Place(kind, server);
        await using var tables = await Tables(place, place.Postgres);
        await using var room = await StopRoom.Open(tables, "ruled");
        await room.Buy(0.05m);
        Assert.Null(await room.Attach(new("", StopKind.Atr, Multiple: 2m, Period: 20, Interval: Interval.OneHour, IsTrailing: true, CloseAfterSeconds: 1_000)));
        await room.See(110.5m);
        var before = await room.View();

        await room.Restart();
        var after = await room.View();
        await room.Pass(1_000);
        await room.TradeExits();
        await room.Restart();

        Assert.Equal((107.5m, 1.5m, "ruled-2"), (before!.StopsAt!.Value.Value, before.AverageRange, before.OrderId));
        Assert.Equal(before, after);
        Assert.Null(await room.View());
        Assert.Empty(room.Stops);
    }

    [Fact]
    public async Task A_server_that_goes_away_stops_orders_with_a_reason_and_loses_nothing()
    {
        await using var own = new PostgresServer();
        await own.InitializeAsync();
        await using var place = new Place("postgres", own);
        await using var tables = await Tables(place, own.ConnectionString);
        var (account, venue) = (await tables.OpenAccount("one"), new ModelVenue());
        await using var room = await WriterRoom.Open(tables, account, venue);
        await room.Place(OrderSide.Buy, 0.05m, 99m);
        await room.Quiet();

        await own.Stop("QUIT");
        venue.Trade("at-one-1", 0.05m);
        var refused = await Assert.ThrowsAsync<DatabaseException>(() => room.Place(OrderSide.Buy, 0.01m, 99m));
        await own.Start();
        // The account is read again within a second or two.
        for (var until = Environment.TickCount64 + 20_000; room.Writer.Fault is not null && Environment.TickCount64 < until;)
        {
            await Task.Delay(100, Ct);
            try
            {
                await room.Writer.Do(_ => { });
            }
            catch (DatabaseException)
            {
                // Not yet.
            }
        }

        Assert.True(await room.Settle(venue));
        Assert.Equal("database-unreachable", refused.Code);
        Assert.Equal(["at-one-1"], venue.Orders.Select(order => order.ClientId));
        Assert.Equal(venue.Money[Bitcoin], await room.Writer.Do(step => step.State.Live.TotalOf(Bitcoin)));
    }

    [Fact]
    public async Task The_tests_of_the_writer_that_are_shared_with_files_run_on_the_server_here()
    {
        await using var tables = await TradingTables.Open();

        Assert.StartsWith("PostgreSQL", await tables.Database.Read(reading => reading.Get<string>("select version()"), Ct), StringComparison.Ordinal);
    }

    private static async Task<TradingTables> Tables(Place place, string? postgres) =>
        TradingTables.On(await Database.Open(place.Module, place.Home, postgres, Durability.Full, typeof(TradingModule).Assembly, SystemClock.Instance));
}
