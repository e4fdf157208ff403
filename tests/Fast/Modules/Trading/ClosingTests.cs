using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Store;
using AlgoTrendy.Platform.Telling;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>Closing at a venue that sells only what is free: what guards a position gives way, and comes back for what is left.</summary>
public class ClosingTests
{
    private const string Position = "one:BTCUSDT.BINANCE";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_protected_position_is_closed_whole()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await Protected(tables, venue);

        var closed = await room.Positions.Close(new(Position, WaitMs: 2_000), Ct);
        var twice = await room.Positions.Close(new(Position, WaitMs: 2_000), Ct);
        venue.Trade(closed.Order!.ClientOrderId, 1m);
        await room.Until(closed.Order.OrderId, OrderStatus.Filled);
        await Task.Delay(300, Ct);

        Assert.Equal((null, RefusalCodes.NothingToReduce), (closed.Refusal, twice.Refusal!.Code));
        Assert.DoesNotContain(venue.Orders, order => order.IsOpen);
        Assert.Equal((3, 0m), (venue.Orders.Count, Held(venue)));
    }

    [Fact]
    public async Task What_a_closing_leaves_is_guarded_at_once()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await Protected(tables, venue);

        var closed = await room.Positions.Close(new(Position, new(0.4m), WaitMs: 2_000), Ct);

        await Guarded(venue, 0.6m, 90m);
        venue.Trade(closed.Order!.ClientOrderId, 0.4m);
        await room.Until(closed.Order.OrderId, OrderStatus.Filled);
        await Guarded(venue, 0.6m, 90m);
    }

    [Fact]
    public async Task What_was_not_closed_after_all_is_guarded_again()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await Protected(tables, venue);

        var closed = await room.Positions.Close(new(Position, new(0.4m), WaitMs: 2_000), Ct);
        await Guarded(venue, 0.6m, 90m);
        venue.EndByItself(closed.Order!.ClientOrderId, expires: true);

        await Guarded(venue, 1m, 90m);
    }

    [Fact]
    public async Task A_guard_that_the_venue_does_not_take_back_is_told()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await Protected(tables, venue);
        venue.Refuses = true;

        var closed = await room.Positions.Close(new(Position, WaitMs: 2_000), Ct);

        Assert.Equal(OrderStatus.Rejected, closed.Order!.Status);
        for (var tries = 0; tries < 200 && await Alerts(tables) == 0; tries++) await Task.Delay(20, Ct);
        Assert.Equal(1, await Alerts(tables));
        var shown = await new OrderLists(tables.Database).Alerts(new("one", Limit: 1), Ct);
        Assert.Equal(("one", "exit-refused", null), (shown.Items[0].AccountId, shown.Items[0].Code, shown.NextCursor));
        Assert.Contains(room.Logs.Lines, line => line.Contains("Account one, exit-refused: 1 BTCUSDT.BINANCE was guarded", StringComparison.Ordinal));
    }

    /// <summary>A venue that takes nothing for a while, neither the sale nor the stop: the stop is placed when it does.</summary>
    [Fact]
    public async Task A_guard_that_the_venue_does_not_take_now_comes_back_later()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue { RefusalCode = BrokerRefusals.RateLimited };
        await using var room = await Protected(tables, venue);
        venue.Refuses = true;

        var closed = await room.Positions.Close(new(Position, WaitMs: 2_000), Ct);
        for (var tries = 0; tries < 500 && await Alerts(tables) == 0; tries++) await Task.Delay(20, Ct);
        await Task.Delay(1_500, Ct);
        Assert.DoesNotContain(venue.Orders, order => order.IsOpen);
        venue.Refuses = false;

        Assert.Equal(OrderStatus.Rejected, closed.Order!.Status);
        await Guarded(venue, 1m, 90m);
        Assert.Equal(1, await Alerts(tables));
        Assert.Single(venue.Orders, order => order.IsOpen);
    }

    /// <summary>What is wrong with a closing is seen before anything makes room for it.</summary>
    [Theory]
    [InlineData(0.005, null, RefusalCodes.OffLot), InlineData(1, 7, "invalid")]
    public async Task A_closing_that_can_come_to_nothing_takes_no_guard_away(double quantity, int? lot, string code)
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await Protected(tables, venue);

        var closed = await room.Positions.Close(new(Position, new((decimal)quantity), Lots: lot is { } number ? [number] : null), Ct);

        Assert.Equal(code, closed.Refusal!.Code);
        Assert.Equal((2, true), (venue.Orders.Count, venue.Orders.Single(order => order.Stop == 90m).IsOpen));
    }

    [Fact]
    public async Task Exits_of_a_bracket_give_way_and_come_back_together()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await tables.OpenAccount("one");
        await using var room = await ModuleRoom.Open(tables, venue);
        await room.Ready("one");
        var entry = await room.Place(new("one", "BTCUSDT.BINANCE", OrderSide.Buy, OrderType.Limit, new(1m), new(100m), GroupType: OrderGroupType.Bracket, TakeProfit: new(new(110m)), StopLoss: new(new(90m)), WaitMs: 2_000));
        venue.Trade(entry.Order!.ClientOrderId, 1m);
        await Guarded(venue, 1m, 90m);

        var closed = await room.Positions.Close(new(Position, new(0.4m), WaitMs: 2_000), Ct);

        await Guarded(venue, 0.6m, 90m);
        Assert.Null(closed.Refusal);
        Assert.Equal([0.6m], venue.Orders.Where(order => order is { IsOpen: true, Limit: 110m }).Select(order => order.Quantity));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_orders_only_reduce_exits_go_with_the_position_that_is_closed(bool isPart)
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue { Capabilities = new ModelVenue().Capabilities with { ReduceOnly = true } };
        await tables.OpenAccount("one");
        await using var room = await ModuleRoom.Open(tables, venue);
        await room.Ready("one");
        var bracket = new NewOrder("one", "BTCUSDT.BINANCE", OrderSide.Buy, OrderType.Limit, new(1m), new(100m), GroupType: OrderGroupType.Bracket, TakeProfit: new(new(110m)), StopLoss: new(new(90m)), WaitMs: 2_000);
        var entry = await room.Place(bracket);
        venue.Trade(entry.Order!.ClientOrderId, 1m);
        await Guarded(venue, 1m, 90m);
        var waiting = await room.Place(bracket with { LimitPrice = new(95m) });

        var closed = await room.Positions.Close(new(Position, isPart ? new(0.4m) : null, WaitMs: 2_000), Ct);
        venue.Trade(closed.Order!.ClientOrderId, 1m);
        await room.Until(closed.Order.OrderId, OrderStatus.Filled);

        await Guarded(venue, isPart ? 1m : 0m, 90m);
        Assert.Equal(isPart, venue.Orders.ToArray().Any(order => order is { IsOpen: true, Limit: 110m }));
        Assert.Equal([OrderStatus.Accepted, OrderStatus.New, OrderStatus.New], await Standing(room, waiting));
    }

    [Fact]
    public async Task What_was_placed_to_guard_a_position_ends_with_it()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue { Capabilities = new ModelVenue().Capabilities with { ReduceOnly = true } };
        await using var room = await Protected(tables, venue);
        await room.Positions.Protect(new(Position, new Price(80m), WaitMs: 2_000), Ct);
        await Guarded(venue, 1m, 80m);

        venue.Trade(venue.Orders.Single(order => order.Stop == 90m).ClientId, 1m);

        await Guarded(venue, 0m, 80m);
    }

    [Fact]
    public async Task What_is_too_little_to_be_sold_is_called_that()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await Holding(tables, venue);
        await Buy(room, venue); // for a fee in the coin

        var flattening = room.Switches.Flatten(new("one", WaitMs: 5_000), Ct);
        await Sell(venue);
        var flat = await flattening;

        var (desk, _) = await room.Desks.Find("one");
        var view = await desk!.Writer.Do(step => AlgoTrendy.Modules.Trading.Accounts.AccountViews.Of(step.State).Positions.Single());
        Assert.True(flat.IsClean, string.Join(' ', flat.Left));
        Assert.Equal("0.01 BTCUSDT.BINANCE stays in the books: what there is of it is less than can be sold.", Assert.Single(flat.Left));
        Assert.Equal((0.01m, 0m, false), (view.Quantity, view.Closable, view.IsProtected));
    }

    /// <summary>Fees aside.</summary>
    internal static decimal Held(ModelVenue venue) => venue.Trades.Sum(trade => trade.Side == OrderSide.Buy ? trade.Quantity.Value : -trade.Quantity.Value);

    /// <summary>Trades whatever is to be sold at the market, once it is there.</summary>
    internal static async Task Sell(ModelVenue venue)
    {
        ModelOrder? sale = null;
        for (var tries = 0; tries < 400 && sale is null; tries++, await Task.Delay(20, Ct)) sale = venue.Orders.ToArray().FirstOrDefault(order => order is { IsOpen: true, Side: OrderSide.Sell, Limit: null, Stop: null });
        Assert.NotNull(sale);
        venue.Trade(sale.ClientId, sale.Quantity);
    }

    internal static async Task<ModuleRoom> Holding(TradingTables tables, ModelVenue venue, AccountSettings? settings = null)
    {
        await tables.OpenAccount("one", settings: settings);
        var room = await ModuleRoom.Open(tables, venue);
        await room.Ready("one");
        await Buy(room, venue);
        return room;
    }

    internal static async Task<ModuleRoom> Protected(TradingTables tables, ModelVenue venue, AccountSettings? settings = null)
    {
        var room = await Holding(tables, venue, settings);
        var stop = await room.Positions.Protect(new(Position, new Price(90m), WaitMs: 2_000), Ct);
        Assert.Equal((null, OrderStatus.Accepted), (stop.Refusal, stop.Order!.Status));
        return room;
    }

    private static async Task Buy(ModuleRoom room, ModelVenue venue)
    {
        var bought = await room.Place(new("one", "BTCUSDT.BINANCE", OrderSide.Buy, OrderType.Limit, new(1m), new(100m), WaitMs: 2_000));
        venue.Trade(bought.Order!.ClientOrderId, 1m);
        await room.Until(bought.Order.OrderId, OrderStatus.Filled);
    }

    /// <summary>Stops for so much rest at the venue.</summary>
    private static async Task Guarded(ModelVenue venue, decimal quantity, decimal stop)
    {
        decimal found = 0m;
        for (var tries = 0; tries < 300; tries++, await Task.Delay(20, Ct))
            if ((found = venue.Orders.ToArray().Where(order => order.IsOpen && order.Stop == stop).Sum(order => order.Quantity)) == quantity) return;
        Assert.Fail($"{found} is guarded.");
    }

    private static async Task<OrderStatus[]> Standing(ModuleRoom room, OrderReply placed)
    {
        var found = await room.Orders.Find(placed.Order!.OrderId, Ct);
        return [found.Order!.Status, .. found.Group.Select(order => order.Status)];
    }

    private static async Task<int> Alerts(TradingTables tables) =>
        (await tables.Database.ReadTold(0, int.MaxValue, Ct)).Where(one => one.Name == nameof(TradingAlert)).Count(one => one.Open<TradingAlert>().Code == "exit-refused");
}
