using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Stops;

/// <summary>Rules over positions of a new home's paper account, by the contract, in one process and in several.</summary>
public class StopRulePaperTests
{
    private const string Position = "paper:BTCUSDT.SIM";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task A_rule_guards_a_position_until_that_is_closed(string topology)
    {
        await using var house = await House.Open(topology);
        var trading = house.Get<ITrading>();
        await ReplayEqualsBacktestTests.Ready(trading, "paper");
        await Trade(trading, OrderSide.Buy, 0.05m);
        var average = (await Held(trading))!.AveragePrice;

        var attached = await trading.SetStopRule(new(Position, StopKind.Fixed, Percent: 20m), Ct);
        var first = await Until(trading, StopRuleStatus.Resting, OrderType.Stop, 0.05m);
        await Trade(trading, OrderSide.Buy, 0.03m);
        var grown = await Until(trading, StopRuleStatus.Resting, OrderType.Stop, 0.08m);
        Assert.Null((await trading.SetStopRule(new(Position, StopKind.Trailing, Percent: 25m, CloseAfterSeconds: 3_600), Ct)).Refusal);
        var trailing = await Until(trading, StopRuleStatus.Resting, OrderType.TrailingStop, 0.08m);
        await trading.ClosePosition(new(Position, WaitMs: 5_000), Ct);
        await UntilNoRule(trading);

        Assert.Null(attached.Refusal);
        Assert.InRange(average * 0.8m - attached.Rule!.StopsAt!.Value.Value, 0m, 0.1m);
        Assert.Equal((StopHolder.Venue, attached.Rule.StopsAt), (first.HeldAt, first.StopsAt));
        Assert.Equal(first.StopsAt, grown.StopsAt);
        Assert.True(trailing is { IsTrailing: true, CloseAt: not null, BestPrice: not null });
        Assert.Empty((await trading.ListStopRules(new(), Ct)).Items);
    }

    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task A_stop_by_the_average_true_range_takes_it_from_history(string topology)
    {
        await using var house = await House.Open(topology);
        var trading = house.Get<ITrading>();
        await ReplayEqualsBacktestTests.Ready(trading, "paper");
        await Trade(trading, OrderSide.Buy, 0.05m);
        var average = (await Held(trading))!.AveragePrice;

        var rule = (await trading.SetStopRule(new(Position, StopKind.Atr, Multiple: 2m, Interval: Interval.OneHour), Ct)).Rule!;
        var none = await trading.SetStopRule(new(Position, StopKind.Atr, Multiple: 2m, Interval: Interval.Parse("2d")), Ct);

        Assert.Equal((14, Interval.OneHour, false), (rule.Period, rule.Interval, rule.IsTrailing));
        Assert.InRange(rule.AverageRange!.Value / average, 0.0001m, 0.2m);
        Assert.InRange(average - 2m * rule.AverageRange.Value - rule.StopsAt!.Value.Value, 0m, 0.1m);
        Assert.Equal("no-bars", none.Refusal!.Code);
        Assert.Equal(rule.AttachedAt, (await trading.GetStopRule(new(Position), Ct)).Rule!.AttachedAt);
    }

    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task A_stop_beyond_the_price_is_refused_and_a_time_a_turn_and_the_kill_switch_end_the_rule_and_leave_no_stop(string topology)
    {
        await using var house = await House.Open(topology);
        var trading = house.Get<ITrading>();
        await ReplayEqualsBacktestTests.Ready(trading, "paper");

        await Trade(trading, OrderSide.Buy, 0.05m);
        var average = (await Held(trading))!.AveragePrice;
        var beyond = await trading.SetStopRule(new(Position, StopKind.Fixed, StopPrice: new(decimal.Round(average * 1.5m, 0))), Ct);
        await trading.SetStopRule(new(Position, CloseAfterSeconds: 1), Ct);
        await UntilNoRule(trading);
        var timed = await Held(trading);

        await Trade(trading, OrderSide.Buy, 0.05m);
        await trading.SetStopRule(new(Position, StopKind.Fixed, Percent: 20m), Ct);
        await Until(trading, StopRuleStatus.Resting, OrderType.Stop, 0.05m);
        await Trade(trading, OrderSide.Sell, 0.08m);
        await UntilNoRule(trading);
        var turned = await Held(trading);

        await trading.SetStopRule(new(Position, StopKind.Trailing, Amount: 9_000m), Ct);
        var above = (await Until(trading, StopRuleStatus.Resting, OrderType.TrailingStop, 0.03m)).StopsAt!.Value.Value;
        var flat = await trading.Flatten(new("paper"), Ct);
        await UntilNoRule(trading);

        Assert.Equal(("invalid", "stopPrice"), (beyond.Refusal!.Code, beyond.Refusal.Field));
        Assert.Null(timed);
        Assert.Equal(-0.03m, turned!.Quantity);
        Assert.True(above > average, $"{above}");
        // What closes it trades at the next quote, which may take longer than the switch waits; nothing else is left.
        Assert.All(flat.Left, left => Assert.EndsWith("is still held.", left));
        Assert.Null(await Held(trading));
    }

    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task With_the_rule_goes_its_stop_and_the_position_stays(string topology)
    {
        await using var house = await House.Open(topology);
        var trading = house.Get<ITrading>();
        await ReplayEqualsBacktestTests.Ready(trading, "paper");
        await Trade(trading, OrderSide.Buy, 0.05m);
        await trading.SetStopRule(new(Position, StopKind.Fixed, Percent: 20m), Ct);
        await Until(trading, StopRuleStatus.Resting, OrderType.Stop, 0.05m);

        var removed = await trading.RemoveStopRule(new(Position), Ct);
        await UntilNoRule(trading);
        var again = await trading.RemoveStopRule(new(Position), Ct);

        Assert.Equal((null, Position), (removed.Refusal, removed.Rule!.PositionId));
        Assert.Equal("unknown-stop-rule", again.Refusal!.Code);
        Assert.Equal(0.05m, (await Held(trading))!.Quantity);
    }

    private static async Task Trade(ITrading trading, OrderSide side, decimal quantity)
    {
        var placed = await trading.PlaceOrder(new("paper", "BTCUSDT.SIM", side, OrderType.Market, new(quantity), WaitMs: 5_000), Ct);
        for (var tries = 0; tries < 2_000 && placed.Refusal?.Code is "no-limits" or "stale-price"; tries++)
        {
            // Risk pushes limits a moment after it has started; on a busy machine the market is heard late.
            await Task.Delay(25, Ct);
            placed = await trading.PlaceOrder(new("paper", "BTCUSDT.SIM", side, OrderType.Market, new(quantity), WaitMs: 5_000), Ct);
        }

        Assert.Null(placed.Refusal);
        for (var tries = 0; tries < 1_200; tries++)
        {
            if ((await trading.GetOrder(new(placed.Order!.OrderId), Ct)).Order!.Status == OrderStatus.Filled) return;
            await Task.Delay(25, Ct);
        }

        Assert.Fail($"{placed.Order!.OrderId} is never filled.");
    }

    private static async Task<HeldPosition?> Held(ITrading trading) => (await trading.ListAccounts(new("paper"), Ct)).Accounts.Single().Positions.SingleOrDefault(position => position.PositionId == Position);

    /// <summary>The rule, once it stands so and one order of this kind and quantity is all that is open.</summary>
    private static async Task<StopRuleView> Until(ITrading trading, StopRuleStatus status, OrderType type, decimal quantity)
    {
        StopRuleView? rule = null;
        IReadOnlyList<OrderView> open = [];
        for (var tries = 0; tries < 800; tries++)
        {
            rule = (await trading.GetStopRule(new(Position), Ct)).Rule;
            open = (await trading.ListOrders(new("paper", IsOpen: true), Ct)).Items;
            if (rule?.Status == status && open is [var only] && only.Type == type && only.Quantity.Value == quantity && only.OrderId == rule.OrderId) return rule;
            await Task.Delay(25, Ct);
        }

        Assert.Fail($"{rule}; open: {string.Join(", ", open)}");
        return rule!;
    }

    private static async Task UntilNoRule(ITrading trading)
    {
        for (var tries = 0; tries < 800; tries++)
        {
            if ((await trading.GetStopRule(new(Position), Ct)).Refusal?.Code == "unknown-stop-rule" && (await trading.ListOrders(new("paper", IsOpen: true), Ct)).Items.Count == 0) return;
            await Task.Delay(25, Ct);
        }

        Assert.Fail($"{(await trading.GetStopRule(new(Position), Ct)).Rule}; open: {string.Join(", ", (await trading.ListOrders(new("paper", IsOpen: true), Ct)).Items)}");
    }
}
