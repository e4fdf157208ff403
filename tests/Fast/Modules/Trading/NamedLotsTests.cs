using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>Orders that name the lots they close.</summary>
public class NamedLotsTests
{
    private static readonly Instrument Coin = ModelVenue.Rules with { Symbol = new("BTCUSDT", "SIM"), LotSize = 0.001m, IsSimulated = true };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_closed_first_and_stay_what_they_are_through_a_restart()
    {
        await using var tables = await TradingTables.Open();
        await using (var room = await PaperRoom.Open(tables, Coin, lots: LotMethod.Specific))
        {
            foreach (var quantity in (decimal[])[1m, 2m, 3m]) await Filled(room, await room.Place(OrderSide.Buy, OrderType.Market, quantity));
            var sold = await Filled(room, await room.Place(OrderSide.Sell, OrderType.Market, 2.5m, lots: [2, 3]));

            Assert.Equal([2L, 3L], sold.Lots);
            Assert.Equal("1 x 1, 3 x 2.5", await Open(room));
        }

        await using var again = await PaperRoom.Open(tables, Coin, isNew: false);
        Assert.Equal("1 x 1, 3 x 2.5", await Open(again));
        var closed = await again.Positions.Close(new(again.Position, new(1m), Lots: [3]), Ct);
        await Filled(again, closed);

        Assert.Equal("1 x 1, 3 x 1.5", await Open(again));
    }

    /// <summary>Lots that one order names and another has closed meanwhile are passed over: the oldest go instead.</summary>
    [Fact]
    public async Task What_is_closed_when_the_order_trades_is_passed_over()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await PaperRoom.Open(tables, Coin, lots: LotMethod.Specific);
        foreach (var quantity in (decimal[])[1m, 2m]) await Filled(room, await room.Place(OrderSide.Buy, OrderType.Market, quantity));
        await room.Market.Pause();

        var first = await room.Place(OrderSide.Sell, OrderType.Market, 2m, lots: [2]);
        var second = await room.Place(OrderSide.Sell, OrderType.Market, 0.5m, lots: [2]);
        await room.Quiet();

        Assert.Equal((null, null), (first.Refusal, second.Refusal));
        Assert.Equal("1 x 0.5", await Open(room));
    }

    [Fact]
    public async Task Numbers_that_cannot_be_meant_are_refused_with_those_that_can()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await PaperRoom.Open(tables, Coin, lots: LotMethod.Specific);
        var tooEarly = await room.Place(OrderSide.Sell, OrderType.Market, 1m, lots: [1]);
        await Filled(room, await room.Place(OrderSide.Buy, OrderType.Market, 1m));
        await Filled(room, await room.Place(OrderSide.Buy, OrderType.Market, 1m));

        var unknown = (await room.Place(OrderSide.Sell, OrderType.Market, 1m, lots: [2, 9])).Refusal!;
        var buying = (await room.Place(OrderSide.Buy, OrderType.Market, 1m, lots: [1])).Refusal!;
        var twice = (await room.Place(OrderSide.Sell, OrderType.Market, 1m, lots: [1, 1])).Refusal!;
        var none = (await room.Place(OrderSide.Sell, OrderType.Market, 1m, lots: [])).Refusal!;
        var below = (await room.Place(OrderSide.Sell, OrderType.Market, 1m, lots: [0])).Refusal!;
        var preview = await room.Orders.Preview(new(PaperRoom.Account, Coin.Symbol.ToString(), OrderSide.Sell, OrderType.Market, new(1m), Lots: [9]), Ct);

        Assert.Equal("Lots are named by an order that closes a position; this one closes nothing of BTCUSDT.SIM.", tooEarly.Refusal!.Message);
        Assert.Equal(("invalid", "lots", "Lot 9 of BTCUSDT.SIM is not open."), (unknown.Code, unknown.Field, unknown.Message));
        Assert.Equal(["1", "2"], unknown.Choices);
        Assert.Equal(tooEarly.Refusal.Message, buying.Message);
        Assert.Equal(("A lot is named twice.", "0 lots are named; an order names 1 to 100, or leaves them out.", "A lot is a number above 0."), (twice.Message, none.Message, below.Message));
        Assert.Equal((false, unknown.Message), (preview.Approved, Assert.Single(preview.Refusals).Message));
        Assert.Equal("1 x 1, 2 x 1", await Open(room));
    }

    [Fact]
    public async Task An_account_that_closes_by_age_takes_none()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await PaperRoom.Open(tables, Coin, lots: LotMethod.Fifo);
        await Filled(room, await room.Place(OrderSide.Buy, OrderType.Market, 1m));

        var refused = await room.Place(OrderSide.Sell, OrderType.Market, 1m, lots: [1]);

        Assert.Equal("Account sheet closes lots by fifo; lots are named in an account that was opened with lots specific.", refused.Refusal!.Message);
    }

    private static async Task<OrderView> Filled(PaperRoom room, OrderReply placed)
    {
        Assert.Null(placed.Refusal);
        await room.Until(placed.Order!.OrderId, OrderStatus.Filled);
        return (await room.Orders.Find(placed.Order.OrderId, Ct)).Order!;
    }

    private static Task<string> Open(PaperRoom room) => room.Desk.Writer.Do(step =>
        string.Join(", ", step.State.Live.PositionOf(Coin.Symbol)!.Lots.Select(lot => FormattableString.Invariant($"{lot.Id} x {lot.Quantity / 1.000000000m}"))));
}
