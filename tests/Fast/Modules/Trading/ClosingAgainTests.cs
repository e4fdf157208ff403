using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Protecting;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>Wherever a process ends that has taken exits away for a closing: the next one guards what is left, once.</summary>
public class ClosingAgainTests
{
    private const string Position = "one:BTCUSDT.BINANCE";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exits_come_back_whose_closing_was_never_sent()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using (var room = await ClosingTests.Protected(tables, venue))
        {
            await Release(room);
            await Offered(venue, stops: 0m, market: 0m);
        }

        await using var again = await ModuleRoom.Open(tables, venue);

        await Offered(venue, stops: 1m, market: 0m);
        await NothingIsAside(tables);
    }

    [Fact]
    public async Task Exits_of_a_bracket_come_back_together()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await tables.OpenAccount("one");
        await using (var room = await ModuleRoom.Open(tables, venue))
        {
            await room.Ready("one");
            var entry = await room.Place(new("one", "BTCUSDT.BINANCE", OrderSide.Buy, OrderType.Limit, new(1m), new(100m), GroupType: OrderGroupType.Bracket, TakeProfit: new(new(110m)), StopLoss: new(new(90m)), WaitMs: 2_000));
            venue.Trade(entry.Order!.ClientOrderId, 1m);
            await Offered(venue, stops: 1m, market: 0m);
            await Release(room);
            await Offered(venue, stops: 0m, market: 0m);
        }

        await using var again = await ModuleRoom.Open(tables, venue);

        await Offered(venue, stops: 1m, market: 0m);
        Assert.Equal([1m], venue.Orders.ToArray().Where(order => order is { IsOpen: true, Limit: 110m }).Select(order => order.Quantity));
    }

    [Fact]
    public async Task A_closing_that_ends_by_itself_after_a_restart_is_guarded()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        string closing;
        await using (var room = await ClosingTests.Protected(tables, venue))
        {
            closing = (await room.Positions.Close(new(Position, new(0.4m), WaitMs: 2_000), Ct)).Order!.ClientOrderId;
            await Offered(venue, stops: 0.6m, market: 0.4m);
        }

        await using var again = await ModuleRoom.Open(tables, venue);
        await again.Ready("one");
        venue.EndByItself(closing, expires: true);

        await Offered(venue, stops: 1m, market: 0m);
        await NothingIsAside(tables);
    }

    [Fact]
    public async Task A_guard_that_was_written_down_and_never_sent_is_placed_anew()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using (var room = await ClosingTests.Protected(tables, venue))
        {
            await Release(room);
            await Offered(venue, stops: 0m, market: 0m);
            venue.Next = Fate.OnItsWay;
            var (desk, _) = await room.Desks.Find("one");
            await desk!.Writer.Do(step => ExitsAside.Begin(step, ModelVenue.Btc, null));
            for (var tries = 0; tries < 200 && venue.Next != Fate.Done; tries++) await Task.Delay(20, Ct);
        }

        await using var again = await ModuleRoom.Open(tables, venue);

        await Offered(venue, stops: 1m, market: 0m);
        await NothingIsAside(tables);
        Assert.Empty(venue.SentTwice);
    }

    [Fact]
    public async Task Wherever_processes_end_what_is_held_is_offered_once()
    {
        var chance = new Random(11);
        for (var story = 0; story < Stories.Of(6); story++)
        {
            await using var tables = await TradingTables.Open();
            var venue = new ModelVenue();
            var room = await ClosingTests.Protected(tables, venue);
            for (var life = 0; life < 3; life++)
            {
                var closing = Close(room, new(chance.Next(1, 4) / 10m));
                await Task.Delay(chance.Next(0, 60), Ct);
                await room.DisposeAsync();
                await closing;
                room = await ModuleRoom.Open(tables, venue);
            }

            await room.Ready("one");
            foreach (var order in venue.Orders.ToArray().Where(order => order is { IsOpen: true, Side: OrderSide.Sell, Stop: null })) venue.EndByItself(order.ClientId, expires: true);
            await Offered(venue, stops: 1m, market: 0m);
            await room.DisposeAsync();
        }
    }

    private static async Task Close(ModuleRoom room, Quantity quantity)
    {
        try
        {
            await room.Positions.Close(new(Position, quantity, WaitMs: 100), Ct);
        }
        catch (Exception ended) when (ended is ObjectDisposedException or OperationCanceledException or AlgoTrendy.Platform.Databases.DatabaseException)
        {
            // its process has ended
        }
    }

    private static async Task Release(ModuleRoom room)
    {
        var (desk, _) = await room.Desks.Find("one");
        BrokerConnection connection = desk!.Connection!;
        for (var tries = 0; tries < 200; tries++)
        {
            if (await desk.Writer.Do(step => connection.Exits.Release(step, ModelVenue.Btc))) return;
            await Task.Delay(20, Ct);
        }

        Assert.Fail("The exits stay.");
    }

    /// <summary>So much is offered at the venue, and stays so.</summary>
    private static async Task Offered(ModelVenue venue, decimal stops, decimal market)
    {
        (decimal Stops, decimal Market) found = default;
        for (var (tries, times) = (0, 0); tries < 600; tries++, await Task.Delay(20, Ct))
        {
            var open = venue.Orders.ToArray().Where(order => order is { IsOpen: true, Side: OrderSide.Sell }).ToArray();
            found = (open.Where(order => order.Stop is not null).Sum(order => order.Quantity), open.Where(order => order is { Stop: null, Limit: null }).Sum(order => order.Quantity));
            times = found == (stops, market) ? times + 1 : 0;
            if (times == 10) return;
        }

        Assert.Equal((stops, market), found);
    }

    private static async Task NothingIsAside(TradingTables tables)
    {
        for (var tries = 0; tries < 200 && await Count() > 0; tries++) await Task.Delay(20, Ct);
        Assert.Equal(0, await Count());

        Task<long> Count() => tables.Database.Read(reading => reading.Get<long>("select count(*) from exits_aside"), Ct);
    }
}
