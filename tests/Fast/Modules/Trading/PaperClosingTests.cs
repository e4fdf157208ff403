using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Connectors.Simulated;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>What is held on paper is seen alike by account and venue, can be closed, and is closed once.</summary>
public class PaperClosingTests
{
    private static readonly Instrument Coin = ModelVenue.Rules with { Symbol = new("BTCUSDT", "SIM"), LotSize = 0.001m, IsSimulated = true };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Simulated => [.. SimulatedMarket.Instruments.Select(one => one.Symbol.ToString())];

    [Theory, MemberData(nameof(Simulated))]
    public async Task Whatever_was_bought_is_agreed_on_also_after_a_restart_and_flattened(string symbol)
    {
        await using var tables = await TradingTables.Open();
        var instrument = SimulatedMarket.Instruments.Single(one => one.Symbol.ToString() == symbol);
        await using (var room = await PaperRoom.Open(tables, instrument))
        {
            var bought = await room.Place(OrderSide.Buy, OrderType.Market, instrument.RoundUpToLot(1m).Value);
            await room.Until(bought.Order!.OrderId, OrderStatus.Filled);
            Assert.True(await room.Desk.Connection!.Compare(Ct));
        }

        await using var again = await PaperRoom.Open(tables, instrument, isNew: false);
        var flat = await again.Switches.Flatten(new(PaperRoom.Account), Ct);

        Assert.Empty(flat.Left);
        Assert.Equal((true, 1, 0m), (flat.IsClean, flat.Closing.Count, await again.Held()));
        Assert.True(await again.Desk.Connection!.Compare(Ct));
    }

    [Fact]
    public async Task A_position_that_is_being_closed_is_not_closed_again()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await Holding(tables, AccountKind.Margin, 1m);
        await room.Market.Pause();

        var first = await room.Positions.Close(new(room.Position), Ct);
        var second = await room.Positions.Close(new(room.Position), Ct);
        var flat = room.Switches.Flatten(new(PaperRoom.Account, WaitMs: 5_000), Ct);
        var flatToo = room.Switches.Flatten(new(PaperRoom.Account, WaitMs: 5_000), Ct);
        await Task.Delay(300, Ct);
        await room.Quiet();
        await Task.WhenAll(flat, flatToo);

        Assert.Equal((null, RefusalCodes.NothingToReduce), (first.Refusal, second.Refusal!.Code));
        Assert.Contains(first.Order!.OrderId, second.Refusal.Message, StringComparison.Ordinal);
        Assert.Equal((0m, true, true), (await room.Held(), (await flat).IsClean, (await flatToo).IsClean));
    }

    [Theory]
    [InlineData("close"), InlineData("flatten")]
    public async Task What_a_strategy_alone_holds_is_closed_for_it(string how)
    {
        await using var tables = await TradingTables.Open();
        await using var room = await PaperRoom.Open(tables, Coin);
        var bought = await room.Orders.Place(new(PaperRoom.Account, Coin.Symbol.ToString(), OrderSide.Buy, OrderType.Market, new(1m), StrategyId: "trend", WaitMs: 2_000), OrderPurpose.Enter, isEmergency: false, Ct);
        await room.Until(bought.Order!.OrderId, OrderStatus.Filled);

        if (how == "close") await room.Positions.Close(new(room.Position, WaitMs: 2_000), Ct);
        else await room.Switches.Flatten(new(PaperRoom.Account, WaitMs: 5_000), Ct);
        for (var tries = 0; tries < 1_000 && await room.Held() != 0m; tries++) await Task.Delay(10, Ct);

        Assert.Equal((0m, 0m, 0m), await room.Desk.Writer.Do(step =>
            (step.State.Live.PositionOf(Coin.Symbol)!.Quantity, step.State.Live.Watch.QuantityOf("trend", 0), step.State.Live.Watch.QuantityOf(null, 0))));
        Assert.Empty(await room.Desk.Writer.Do(step => step.State.Parts.Of(Coin.Symbol).ToArray()));
    }

    [Fact]
    public async Task A_second_closing_takes_what_the_first_leaves()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await Holding(tables, AccountKind.Margin, 1m);
        await room.Market.Pause();

        await room.Positions.Close(new(room.Position, new(0.7m)), Ct);
        var rest = await room.Positions.Close(new(room.Position), Ct);
        await room.Quiet();

        Assert.Equal((0.3m, 0m), (rest.Order!.Quantity.Value, await room.Held()));
    }

    [Fact]
    public async Task A_cash_account_that_sells_by_a_waiting_order_and_by_one_that_only_reduces_is_never_short()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await Holding(tables, AccountKind.Cash, 0.004m);

        var plain = await room.Place(OrderSide.Sell, OrderType.Limit, 0.004m, 100.5m);
        var reducing = await room.Place(OrderSide.Sell, OrderType.Market, 0.004m, reduceOnly: true);
        await room.Until(reducing.Order!.OrderId, OrderStatus.Filled);
        room.Market.Price = 101;
        await room.Quiet();

        Assert.Equal((null, null, 0m), (plain.Refusal, reducing.Refusal, await room.Held()));
        await room.Until(plain.Order!.OrderId, OrderStatus.Cancelled);
        Assert.True(await room.Desk.Connection!.Compare(Ct));
    }

    [Fact]
    public async Task A_cash_account_whose_stop_is_reached_while_it_closes_is_never_short()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await Holding(tables, AccountKind.Cash, 0.01m);
        await room.Positions.Protect(new(room.Position, new Price(90m), WaitMs: 2_000), Ct);
        await room.Market.Pause();
        await Task.Delay(50, Ct);

        await room.Positions.Close(new(room.Position, new(0.001m)), Ct);
        var plain = await room.Place(OrderSide.Sell, OrderType.Market, 0.001m);
        room.Market.Price = 80;
        await room.Quiet();

        Assert.Equal((null, 0m), (plain.Refusal, await room.Held()));
    }

    private static async Task<PaperRoom> Holding(TradingTables tables, AccountKind kind, decimal quantity)
    {
        var room = await PaperRoom.Open(tables, Coin, kind);
        var bought = await room.Place(OrderSide.Buy, OrderType.Market, quantity);
        await room.Until(bought.Order!.OrderId, OrderStatus.Filled);
        return room;
    }
}
