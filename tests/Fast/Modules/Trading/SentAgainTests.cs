using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>Orders of the last minute count after a restart as before it.</summary>
public class SentAgainTests
{
    private static readonly Instant64 Start = Instant64.FromUtc(2024, 3, 1, 12, 0);

    [Fact]
    public async Task What_was_sent_within_a_minute_counts_after_a_restart_and_no_longer_than_without()
    {
        await using var tables = await TradingTables.Open();
        var (account, venue, now) = (await tables.OpenAccount("one"), new ModelVenue(), Start);
        await using (var room = await WriterRoom.Open(tables, account, venue, () => now))
        {
            await room.Place(OrderSide.Buy, 0.01m, 99m);
            now = Start + Duration64.FromSeconds(20);
            await room.Place(OrderSide.Buy, 0.01m, 98m);
            // Nobody has sent what the gate refused.
            await room.Place(OrderSide.Buy, 10_000m, 98m);
            await room.Quiet();
            await room.Amend(2, 0.02m, 97m);
            await room.Quiet();
            await room.Cancel(1);
            await room.Quiet();
            await Counts(room, 3);
        }

        await using var next = await WriterRoom.Open(tables, account, venue, () => now);
        await Counts(next, 3);
        now = Start + Duration64.FromSeconds(60);
        await Counts(next, 2);
        now = Start + Duration64.FromSeconds(80);
        await Counts(next, 0);

        Task Counts(WriterRoom room, int orders) => room.Writer.Do(step => Assert.Equal(orders, step.State.Live.Watch.OrdersOfLastMinute(now, step.State.Live.PlaceOf(ModelVenue.Btc))));
    }

    [Fact]
    public async Task A_limit_on_orders_a_minute_is_not_passed_over_a_restart()
    {
        await using var tables = await TradingTables.Open();
        var (account, venue, now) = (await tables.OpenAccount("one"), new ModelVenue(), Start);
        await using (var room = await WriterRoom.Open(tables, account, venue, () => now))
            foreach (var strategy in (string[])["trend", "trend", "grid"]) await Place(room, strategy);

        await using var next = await WriterRoom.Open(tables, account, venue, () => now);
        await next.Writer.Do(step => step.State.Limits = new(1, Start, [new("rate", LimitScope.Strategy, Limit.Every, LimitRule.MaxOrdersPerMinute, 2m, LimitUnit.Count)]));

        Assert.Equal(RefusalCodes.MaxOrdersPerMinute, (await Place(next, "trend")).Refusal?.Code);
        Assert.Null((await Place(next, "grid")).Refusal);

        static Task<AlgoTrendy.Modules.Trading.Orders.Entered> Place(WriterRoom room, string strategy) =>
            room.Place(new NewOrder(null, ModelVenue.Btc.ToString(), OrderSide.Buy, OrderType.Limit, new(0.01m), new(99m), StrategyId: strategy));
    }
}
