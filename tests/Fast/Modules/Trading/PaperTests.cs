using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>Orders of a new home's paper account on the simulated market, by the contract, in one process and in several.</summary>
public class PaperTests
{
    private const string Bitcoin = "BTCUSDT.SIM";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task An_account_that_is_ready_takes_orders_of_every_type_at_once(string topology)
    {
        await using var house = await House.Open(topology);
        var trading = house.Get<ITrading>();
        await ReplayEqualsBacktestTests.Ready(trading, "paper");

        var market = await trading.PlaceOrder(Buy(OrderType.Market) with { WaitMs = 5_000 }, Ct);
        var filled = await Until(trading, market.Order!.OrderId, OrderStatus.Filled);
        var price = filled.AveragePrice!.Value.Value;
        OrderReply[] waiting =
        [
            await trading.PlaceOrder(Buy(OrderType.Limit) with { LimitPrice = Near(price, 0.8m), WaitMs = 5_000 }, Ct),
            await trading.PlaceOrder(Sell(OrderType.Stop) with { StopPrice = Near(price, 0.8m), WaitMs = 5_000 }, Ct),
            await trading.PlaceOrder(Sell(OrderType.StopLimit) with { StopPrice = Near(price, 0.8m), LimitPrice = Near(price, 0.79m), WaitMs = 5_000 }, Ct),
            await trading.PlaceOrder(Sell(OrderType.TrailingStop) with { TrailPercent = 20m, WaitMs = 5_000 }, Ct),
            await trading.PlaceOrder(Buy(OrderType.Limit) with { LimitPrice = Near(price, 0.8m), GroupType = OrderGroupType.Bracket, TakeProfit = new(Near(price, 1.3m)), StopLoss = new(Near(price, 0.7m)), WaitMs = 5_000 }, Ct),
        ];

        Assert.All(waiting, reply => Assert.Equal((null, OrderStatus.Accepted), (reply.Refusal, reply.Order!.Status)));
        var amended = await trading.AmendOrder(new(waiting[0].Order!.OrderId, new(0.02m), Near(price, 0.81m), WaitMs: 5_000), Ct);
        Assert.Equal((null, 0.02m, Near(price, 0.81m), OrderStatus.Accepted), (amended.Refusal, amended.Order!.Quantity.Value, amended.Order.LimitPrice, amended.Order.Status));
        var cancelled = await trading.CancelOrder(new(amended.Order.OrderId, 5_000), Ct);
        Assert.Equal(OrderStatus.Cancelled, cancelled.Order!.Status);
    }

    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task The_same_key_is_the_same_order_and_another_request_under_it_is_refused(string topology)
    {
        await using var house = await House.Open(topology);
        var trading = house.Get<ITrading>();
        await ReplayEqualsBacktestTests.Ready(trading, "paper");
        var wanted = Buy(OrderType.Market) with { IdempotencyKey = "k1", WaitMs = 5_000 };

        var first = await trading.PlaceOrder(wanted, Ct);
        var again = await trading.PlaceOrder(wanted with { Quantity = new(0.0100m), WaitMs = 0 }, Ct);
        var other = await trading.PlaceOrder(wanted with { Quantity = new(0.02m) }, Ct);
        var refused = await trading.PlaceOrder(Buy(OrderType.Market) with { Quantity = new(1_000m), IdempotencyKey = "k2" }, Ct);
        var refusedAgain = await trading.PlaceOrder(Buy(OrderType.Market) with { Quantity = new(1_000m), IdempotencyKey = "k2" }, Ct);
        var cash = await trading.MoveCash(new("paper", Currency.Usdt, 5m, IdempotencyKey: "k1"), Ct);

        Assert.Null(first.Refusal);
        Assert.Equal(first.Order!.OrderId, again.Order!.OrderId);
        Assert.Equal("idempotency-key-reused", other.Refusal!.Code);
        Assert.Equal((refused.Refusal!.Code, refused.Order!.OrderId), (refusedAgain.Refusal!.Code, refusedAgain.Order!.OrderId));
        Assert.Equal("idempotency-key-reused", cash.Refusal!.Code);
        Assert.Equal(2, (await trading.ListOrders(new("paper"), Ct)).Items.Count);
    }

    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task The_same_key_closes_once_whatever_has_become_of_the_position(string topology)
    {
        await using var house = await House.Open(topology);
        var trading = house.Get<ITrading>();
        await ReplayEqualsBacktestTests.Ready(trading, "paper");
        PositionClose close = new($"paper:{Bitcoin}", IdempotencyKey: "c1", WaitMs: 5_000);
        PositionProtection protection = new($"paper:{Bitcoin}", TrailPercent: 20m, IdempotencyKey: "p1", WaitMs: 5_000);
        await Filled(await trading.PlaceOrder(Buy(OrderType.Market) with { WaitMs = 5_000 }, Ct));

        var protect = await trading.ProtectPosition(protection, Ct);
        var first = await trading.ClosePosition(close, Ct);
        await Filled(first);
        var (flat, flatProtect) = (await trading.ClosePosition(close, Ct), await trading.ProtectPosition(protection, Ct));
        await Filled(await trading.PlaceOrder(Buy(OrderType.Market) with { Quantity = new(0.02m), WaitMs = 5_000 }, Ct));
        var grown = await trading.ClosePosition(close, Ct);
        var other = await trading.ClosePosition(close with { Quantity = new(0.01m) }, Ct);

        Assert.All([flat, grown], reply => Assert.Equal((null, first.Order!.OrderId), (reply.Refusal, reply.Order!.OrderId)));
        Assert.Equal((null, protect.Order!.OrderId), (flatProtect.Refusal, flatProtect.Order!.OrderId));
        Assert.Equal("idempotency-key-reused", other.Refusal!.Code);

        Task<OrderView> Filled(OrderReply reply) => Until(trading, reply.Order!.OrderId, OrderStatus.Filled);
    }

    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task Money_that_comes_in_moves_once_and_leaves_account_and_venue_agreed(string topology)
    {
        await using var house = await House.Open(topology);
        var trading = house.Get<ITrading>();
        await ReplayEqualsBacktestTests.Ready(trading, "paper");
        var orders = Enumerable.Range(0, 20).Select(_ => trading.PlaceOrder(Buy(OrderType.Market) with { WaitMs = 5_000 }, Ct)).ToArray();

        var tooMuch = await trading.MoveCash(new("paper", Currency.Usdt, -1_000_000m, IdempotencyKey: "out"), Ct);
        var moved = await trading.MoveCash(new("paper", Currency.Usdt, 500m, IdempotencyKey: "in"), Ct);
        await trading.MoveCash(new("paper", Currency.Usdt, 500m, IdempotencyKey: "in"), Ct);
        // What was refused under a key was not done, and is refused again.
        var stillTooMuch = await trading.MoveCash(new("paper", Currency.Usdt, -1_000_000m, IdempotencyKey: "out"), Ct);
        foreach (var order in orders) await Until(trading, (await order).Order!.OrderId, OrderStatus.Filled);
        await trading.DisconnectBroker(new("paper"), Ct);
        await trading.ConnectBroker(new("paper"), Ct);
        await ReplayEqualsBacktestTests.Ready(trading, "paper");

        Assert.Equal(("insufficient-cash", null, "insufficient-cash"), (tooMuch.Refusal!.Code, moved.Refusal, stillTooMuch.Refusal!.Code));
        var account = (await trading.ListAccounts(new("paper"), Ct)).Accounts.Single();
        var paid = (await trading.ListExecutions(new("paper"), Ct)).Items.Sum(fill => fill.Quantity.Value * fill.Price.Value + fill.Fee);
        Assert.Equal(100_500m - paid, account.Cash);
        Assert.Empty((await trading.GetReconciliation(new("paper"), Ct)).Reconciliation!.Differences);
    }

    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task A_stop_that_outlives_its_position_opens_no_other(string topology)
    {
        await using var house = await House.Open(topology);
        var trading = house.Get<ITrading>();
        await ReplayEqualsBacktestTests.Ready(trading, "paper");
        var bought = await trading.PlaceOrder(Buy(OrderType.Market) with { WaitMs = 5_000 }, Ct);
        var price = (await Until(trading, bought.Order!.OrderId, OrderStatus.Filled)).AveragePrice!.Value.Value;

        var stop = await trading.ProtectPosition(new($"paper:{Bitcoin}", Near(price, 0.8m), WaitMs: 5_000), Ct);
        var closed = await trading.ClosePosition(new($"paper:{Bitcoin}", WaitMs: 5_000), Ct);
        await Until(trading, closed.Order!.OrderId, OrderStatus.Filled);

        Assert.True(stop.Order!.ReduceOnly);
        Assert.Equal(0m, (await trading.ListAccounts(new("paper"), Ct)).Accounts.Single().Positions.Sum(position => position.Quantity));
    }

    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task The_kill_switch_halts_lets_only_reduce_goes_on_and_flattens(string topology)
    {
        await using var house = await House.Open(topology);
        var trading = house.Get<ITrading>();
        await ReplayEqualsBacktestTests.Ready(trading, "paper");
        var bought = await trading.PlaceOrder(Buy(OrderType.Market) with { Quantity = new(0.05m), WaitMs = 5_000 }, Ct);
        var price = (await Until(trading, bought.Order!.OrderId, OrderStatus.Filled)).AveragePrice!.Value.Value;
        var resting = await trading.PlaceOrder(Buy(OrderType.Limit) with { LimitPrice = Near(price, 0.8m), WaitMs = 5_000 }, Ct);

        await trading.SetTradingMode(new(TradingMode.Halted, "paper", "A look."), Ct);
        var halted = await trading.PlaceOrder(Buy(OrderType.Market), Ct);
        await trading.SetTradingMode(new(TradingMode.ReduceOnly), Ct);
        var more = await trading.PlaceOrder(Buy(OrderType.Market), Ct);
        var less = await trading.PlaceOrder(Sell(OrderType.Market) with { WaitMs = 5_000 }, Ct);
        await Until(trading, less.Order!.OrderId, OrderStatus.Filled);
        await trading.SetTradingMode(new(TradingMode.Halted), Ct);
        var flat = await trading.Flatten(new("paper"), Ct);
        await trading.SetTradingMode(new(TradingMode.Normal), Ct);
        var again = await trading.PlaceOrder(Buy(OrderType.Market) with { WaitMs = 5_000 }, Ct);

        Assert.Equal(("trading-halted", "reduce-only", null), (halted.Refusal!.Code, more.Refusal!.Code, less.Refusal));
        Assert.Empty(flat.Left);
        Assert.True(flat.IsClean);
        Assert.Equal(OrderStatus.Cancelled, (await trading.GetOrder(new(resting.Order!.OrderId), Ct)).Order!.Status);
        Assert.Null(again.Refusal);
    }

    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task A_cursor_that_nobody_gave_out_is_refused_and_pages_lose_nothing(string topology)
    {
        await using var house = await House.Open(topology);
        var trading = house.Get<ITrading>();
        await ReplayEqualsBacktestTests.Ready(trading, "paper");
        for (var placed = 0; placed < 5; placed++) await trading.PlaceOrder(Buy(OrderType.Market) with { WaitMs = 5_000 }, Ct);

        var (seen, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await trading.ListOrders(new(Limit: 2, Cursor: cursor), Ct);
            seen.AddRange(page.Items.Select(order => order.OrderId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(["paper-5", "paper-4", "paper-3", "paper-2", "paper-1"], seen);
        foreach (var wrong in (string[])["x", "1.paper", "1.paper.x", "a.paper.1", "1.PAPER.1", "1.paper.-1", "1.paper.1.1", " 1.paper.1"])
        {
            Assert.Equal(("invalid", "cursor"), Of((await trading.ListOrders(new(Cursor: wrong), Ct)).Refusal));
            Assert.Equal(("invalid", "cursor"), Of((await trading.ListExecutions(new(Cursor: wrong), Ct)).Refusal));
        }

        static (string?, string?) Of(TradingRefusal? refusal) => (refusal?.Code, refusal?.Field);
    }

    private static NewOrder Buy(OrderType type) => new("paper", Bitcoin, OrderSide.Buy, type, new(0.01m));

    private static NewOrder Sell(OrderType type) => new("paper", Bitcoin, OrderSide.Sell, type, new(0.01m));

    private static Price Near(decimal price, decimal factor) => new(decimal.Round(price * factor, 0));

    private static async Task<OrderView> Until(ITrading trading, string order, OrderStatus wanted)
    {
        OrderView? found = null;
        for (var tries = 0; tries < 1_200; tries++)
        {
            found = (await trading.GetOrder(new(order), Ct)).Order;
            if (found?.Status == wanted) return found;
            await Task.Delay(25, Ct);
        }

        Assert.Fail($"{order} stays {found?.Status}: {found?.Reason?.Message}");
        return found!;
    }
}
