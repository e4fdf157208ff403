using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Risk;
using static AlgoTrendy.Tests.Fast.Modules.Trading.Risk.PortfolioDesk;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Risk;

/// <summary>A portfolio of the part trend of account a, which was given 10,000, and of all of account b.</summary>
public sealed class PortfolioPartTests
{
    [Fact]
    public void Of_a_part_its_own_holdings_and_orders_alone_count()
    {
        var (parted, whole, room) = House(Of(LimitRule.MaxPosition, 10m, LimitUnit.Quantity));
        parted.Hold(50m);
        parted.Give(OrderSide.Buy, 50m, 90m, "other");
        parted.Hold(3m, "trend");
        parted.Give(OrderSide.Buy, 2m, 90m, "trend");

        List<string?> refused =
        [
            whole.Give(OrderSide.Buy, 5.001m).Refusal?.Code, whole.Give(OrderSide.Buy, 4m).Refusal?.Code,
            parted.Give(OrderSide.Buy, 1.001m, null, "trend").Refusal?.Code, parted.Give(OrderSide.Buy, 1m, null, "trend").Refusal?.Code,
            parted.Give(OrderSide.Buy, 100m).Refusal?.Code, parted.Give(OrderSide.Buy, 100m, null, "other").Refusal?.Code,
        ];

        Assert.Equal([RefusalCodes.MaxPosition, null, RefusalCodes.MaxPosition, null, null, null], refused);
        Assert.Equal(10m, Assert.Single(room.Standings(null, At(2))).Now);
    }

    [Fact]
    public void What_nobody_owns_is_a_part_as_well()
    {
        Limit[] limits = [Of(LimitRule.MaxPosition, 10m, LimitUnit.Quantity)];
        var room = new PortfolioRoom();
        Push(room, limits, "a:unassigned");
        var desk = new PortfolioDesk(room, "a", limits);
        desk.Hold(20m, "trend");
        desk.Hold(6m);

        Assert.Equal(RefusalCodes.MaxPosition, desk.Give(OrderSide.Buy, 4.001m).Refusal?.Code);
        Assert.Null(desk.Give(OrderSide.Buy, 4m).Refusal);
    }

    [Fact]
    public void A_part_reduces_by_its_own_position()
    {
        var (parted, _, _) = House(Of(LimitRule.MaxPosition, 1m, LimitUnit.Quantity));
        parted.Hold(50m);

        Assert.Equal(RefusalCodes.MaxPosition, parted.Give(OrderSide.Sell, 2m, null, "trend").Refusal?.Code);
        Assert.Null(parted.Give(OrderSide.Sell, 2m).Refusal);
    }

    [Fact]
    public void A_part_has_lost_what_its_strategy_has_of_what_it_was_given()
    {
        var (parted, whole, room) = House(Of(LimitRule.MaxDailyLoss, 10m, LimitUnit.Percent), Of(LimitRule.MaxDrawdown, 10m, LimitUnit.Percent));
        parted.Hold(500m);
        parted.Hold(100m, "trend");
        whole.Deposit(-90_000m);

        parted.Price(90);
        var of = room.Standings(null, At(2)).Select(standing => standing.Now).ToArray();
        parted.Price(79.9);
        parted.Look();
        whole.Look();

        // 100 coins have lost 1,000 of 20,000; those that are not the part's are another matter.
        Assert.Equal([5m, 5m], of);
        Assert.Equal((TradingMode.ReduceOnly, TradingMode.ReduceOnly), (parted.State.Row.TradingMode, whole.State.Row.TradingMode));
    }

    [Fact]
    public void A_share_of_equity_is_of_what_the_part_has()
    {
        var (parted, _, _) = House(Of(LimitRule.MaxGrossExposure, 50m, LimitUnit.Percent));

        // 10,000 here and 100,000 there.
        Assert.Equal(RefusalCodes.MaxGrossExposure, parted.Give(OrderSide.Buy, 550.001m, null, "trend").Refusal?.Code);
        Assert.Null(parted.Give(OrderSide.Buy, 550m, null, "trend").Refusal);
    }

    private static (PortfolioDesk Parted, PortfolioDesk Whole, PortfolioRoom Room) House(params Limit[] limits)
    {
        var room = new PortfolioRoom();
        Push(room, limits, "a:trend", "b");
        return (new(room, "a", limits), new(room, "b", limits), room);
    }
}
