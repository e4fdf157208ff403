using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>What an account has sent within the last minute is known again after a restart, however much it is.</summary>
public class SentOrdersTests
{
    private const int Many = 1_100;

    private static readonly Instrument Coin = ModelVenue.Rules with { Symbol = new("BTCUSDT", "SIM"), LotSize = 0.001m, IsSimulated = true };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orders_and_changes_are_counted_as_before_and_what_the_gate_refused_is_not()
    {
        await using var tables = await TradingTables.Open();
        (int All, int Trend) before;
        await using (var room = await PaperRoom.Open(tables, Coin))
        {
            var placed = await Task.WhenAll(Enumerable.Range(0, Many).Select(number => Rest(room, 50m, number % 2 == 0 ? "trend" : null)));
            Assert.All(placed, reply => Assert.Null(reply.Refusal));
            Assert.NotNull((await Rest(room, -1m, "trend")).Refusal);
            Assert.NotNull((await Rest(room, 50m, "trend", quantity: 1_000_000_000m)).Refusal);
            Assert.Null((await room.Orders.Amend(new(placed[0].Order!.OrderId, LimitPrice: new(51m), WaitMs: 2_000), Ct)).Refusal);
            before = await Counted(room);
        }

        await using var again = await PaperRoom.Open(tables, Coin, isNew: false);

        Assert.Equal((Many + 1, Many / 2 + 1), before);
        Assert.Equal(before, await Counted(again));
    }

    private static Task<OrderReply> Rest(PaperRoom room, decimal limit, string? strategy, decimal quantity = 0.1m) =>
        room.Orders.Place(new(PaperRoom.Account, Coin.Symbol.ToString(), OrderSide.Buy, OrderType.Limit, new(quantity), LimitPrice: new(limit), StrategyId: strategy), OrderPurpose.Enter, isEmergency: false, Ct);

    private static Task<(int All, int Trend)> Counted(PaperRoom room) => room.Desk.Writer.Do(step =>
    {
        var watch = step.State.Live.Watch;
        return (watch.OrdersOfLastMinute(step.Now), watch.OrdersOfLastMinute(step.Now, "trend"));
    });
}
