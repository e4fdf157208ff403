using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Risk;
using AlgoTrendy.Platform.Databases;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>The module ends and begins again on the same tables, with the same venue.</summary>
public class RecoveryTests
{
    private static readonly NewOrder Limit = new("one", ModelVenue.Btc.ToString(), OrderSide.Buy, OrderType.Limit, new(0.05m), new(99m), WaitMs: 2_000);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_key_is_the_same_order_after_a_restart_too()
    {
        await using var tables = await TradingTables.Open();
        await tables.OpenAccount("one");
        var venue = new ModelVenue();
        OrderReply first, refused;
        await using (var room = await ModuleRoom.Open(tables, venue))
        {
            await room.Ready("one");
            first = await room.Place(Limit with { IdempotencyKey = "k" });
            refused = await room.Place(Limit with { Quantity = new(10_000m), IdempotencyKey = "much" });
        }

        await using var next = await ModuleRoom.Open(tables, venue);
        // Not even the gate has to be open for it.
        var again = await next.Place(Limit with { IdempotencyKey = "k", WaitMs = 0 });
        var other = await next.Place(Limit with { IdempotencyKey = "k", Side = OrderSide.Sell });
        var refusedAgain = await next.Place(Limit with { Quantity = new(10_000m), IdempotencyKey = "much" });

        Assert.Equal((null, "one-1", OrderStatus.Accepted), (first.Refusal, first.Order!.OrderId, first.Order.Status));
        Assert.Equal("one-1", again.Order!.OrderId);
        Assert.Equal("idempotency-key-reused", other.Refusal!.Code);
        Assert.Equal((refused.Refusal, refused.Order!.OrderId), (refusedAgain.Refusal, refusedAgain.Order!.OrderId));
        Assert.Single(venue.Orders);
    }

    [Fact]
    public async Task What_a_strategy_waits_for_counts_for_its_limits_after_a_restart_too()
    {
        await using var tables = await TradingTables.Open();
        await tables.OpenAccount("one");
        var venue = new ModelVenue();
        await using (var room = await ModuleRoom.Open(tables, venue))
        {
            await room.Ready("one");
            await room.Place(Limit with { StrategyId = "trend" });
        }

        await using var next = await ModuleRoom.Open(tables, venue);
        await new LimitDesk(next.Desks, next.Limits, new(), NodaTime.SystemClock.Instance).Set(new(2, Instant64.MinValue, Instant64.MaxValue, TradingMode.ReduceOnly, [new("most", LimitScope.Strategy, "trend", LimitRule.MaxPosition, 0.08m, LimitUnit.Quantity)]), Ct);
        await next.Ready("one");
        var much = await next.Place(Limit with { StrategyId = "trend" });
        var little = await next.Place(Limit with { StrategyId = "trend", Quantity = new(0.03m) });
        var other = await next.Place(Limit with { StrategyId = "other" });

        Assert.Equal([RefusalCodes.MaxPosition, null, null], new[] { much, little, other }.Select(reply => reply.Refusal?.Code));
    }

    [Fact]
    public async Task After_a_restore_no_number_is_given_out_again()
    {
        await using var tables = await TradingTables.Open();
        await tables.OpenAccount("one");
        var venue = new ModelVenue();
        await using (var room = await ModuleRoom.Open(tables, venue))
        {
            await room.Ready("one");
            await room.Place(Limit);
        }

        await tables.Database.Write(writing => Generation.Raise(writing, 0), Ct);
        var numbers = new List<long>();
        for (var life = 0; life < 2; life++)
        {
            await using var next = await ModuleRoom.Open(tables, venue);
            await next.Ready("one");
            numbers.Add(Number(await next.Place(Limit)));
        }

        Assert.True(numbers[0] > 1_000_000, $"{numbers[0]}");
        Assert.Equal(numbers[0] + 1, numbers[1]);
        Assert.Empty(venue.SentTwice);

        static long Number(OrderReply reply) => long.Parse(reply.Order!.OrderId["one-".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task The_gate_stays_shut_until_account_and_venue_agree_and_lets_pass_what_reduces()
    {
        await using var tables = await TradingTables.Open();
        await tables.OpenAccount("one");
        var venue = new ModelVenue();
        await using var room = await ModuleRoom.Open(tables, venue);
        await room.Ready("one");
        var bought = await room.Place(Limit);
        venue.Trade("at-one-1", 0.05m);
        await room.Until(bought.Order!.OrderId, OrderStatus.Filled);
        venue.Money[new("BNB")] += 7m;
        var (desk, _) = await room.Desks.Find("one");
        await desk!.Connection!.Compare(Ct);
        await desk.Connection.Compare(Ct);

        var shut = await room.Place(Limit);
        var closed = await room.Positions.Close(new($"one:{ModelVenue.Btc}", WaitMs: 2_000), Ct);
        var differences = (await room.Brokers.Reconciliation(new("one"))).Reconciliation!.Differences;
        await room.Brokers.Accept(new("one", [.. differences.Select(one => one.DifferenceId)], "A gift."), Ct);
        await room.Ready("one");
        var open = await room.Place(Limit);

        Assert.Equal("gate-shut", shut.Refusal!.Code);
        Assert.Null(closed.Refusal);
        Assert.Equal(["balance"], differences.Select(one => one.Kind));
        Assert.Null(open.Refusal);
    }

    [Fact]
    public async Task What_trades_while_a_difference_is_accepted_is_not_booked_twice()
    {
        await using var tables = await TradingTables.Open();
        await tables.OpenAccount("one");
        var venue = new ModelVenue();
        await using var room = await ModuleRoom.Open(tables, venue);
        await room.Ready("one");
        await room.Place(Limit);
        venue.Money[Currency.Usdt] += 7m;
        var (desk, _) = await room.Desks.Find("one");
        await desk!.Connection!.Compare(Ct);
        await desk.Connection.Compare(Ct);
        var difference = (await room.Brokers.Reconciliation(new("one"))).Reconciliation!.Differences.Single();

        venue.AfterBalances = async () =>
        {
            venue.AfterBalances = null;
            venue.Trade("at-one-1", 0.05m);
            await room.Until("one-1", OrderStatus.Filled);
        };
        await room.Brokers.Accept(new("one", [difference.DifferenceId]), Ct);
        await room.Ready("one");

        var adjustments = await tables.Database.Read(reading => reading.Query<decimal>("select amount from moves where account_id = 'one' and kind = 'adjustment'"), Ct);
        Assert.Equal([7m], adjustments);
    }

    [Fact]
    public async Task A_shut_gate_lets_pass_what_may_only_reduce_and_makes_a_position_smaller()
    {
        await using var tables = await TradingTables.Open();
        await tables.OpenAccount("one");
        var venue = new ModelVenue { Capabilities = new ModelVenue().Capabilities with { ReduceOnly = true } };
        await using var room = await ModuleRoom.Open(tables, venue);
        await room.Ready("one");
        await room.Place(Limit);
        venue.Trade("at-one-1", 0.05m);
        await room.Until("one-1", OrderStatus.Filled);
        venue.Money[new("BNB")] += 7m;
        var (desk, _) = await room.Desks.Find("one");
        await desk!.Connection!.Compare(Ct);
        await desk.Connection.Compare(Ct);
        var sale = Limit with { Side = OrderSide.Sell, LimitPrice = new(101m), ReduceOnly = true };

        var (more, plain, other) = (await room.Place(sale with { Quantity = new(0.06m) }), await room.Place(sale with { ReduceOnly = false }), await room.Place(sale with { Side = OrderSide.Buy }));
        var previewed = await room.Orders.Preview(sale, Ct);
        var less = await room.Place(sale);

        Assert.All([more, plain, other], reply => Assert.Equal("gate-shut", reply.Refusal!.Code));
        Assert.True(previewed.Approved);
        Assert.Null(less.Refusal);
    }

    [Fact]
    public async Task An_order_of_another_hand_is_flagged_and_adopted_when_somebody_says_so()
    {
        await using var tables = await TradingTables.Open();
        await tables.OpenAccount("one");
        var venue = new ModelVenue();
        await using var room = await ModuleRoom.Open(tables, venue);
        await room.Ready("one");
        venue.PlaceByHand("mine", OrderSide.Buy, 0.5m, 90m);
        venue.Trade("mine", 0.2m);
        var (desk, _) = await room.Desks.Find("one");
        for (var tries = 0; tries < 50 && await desk!.Writer.Do(step => step.State.Differences.Count) == 0; tries++) await desk.Connection!.Compare(Ct);

        var differences = (await room.Brokers.Reconciliation(new("one"))).Reconciliation!.Differences;
        await room.Brokers.Accept(new("one", [.. differences.Select(one => one.DifferenceId)]), Ct);
        await room.Ready("one");
        var adopted = (await room.Orders.Find("one-1", Ct)).Order!;
        venue.Trade("mine", 0.3m);
        var filled = await room.Until("one-1", OrderStatus.Filled);

        Assert.Contains("foreign-order", differences.Select(one => one.Kind));
        Assert.Equal((true, "mine", 0.3m, OrderStatus.Accepted), (adopted.IsForeign, adopted.ClientOrderId, adopted.Quantity.Value, adopted.Status));
        Assert.Equal(0.3m, filled.FilledQuantity.Value);
    }
}
