using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using static AlgoTrendy.Tests.Fast.Core.Risk.LimitDesk;

namespace AlgoTrendy.Tests.Fast.Core.Risk;

/// <summary>The limits once more, the long way: every set of waiting orders that may come to trade is tried, and the worst counts.</summary>
internal static class NaiveLimits
{
    public static bool Allows(LimitDesk desk, Order order) => Reduces(desk, order) || desk.Limits!.Items.All(limit => WouldBe(desk, order, limit) <= Most(desk, limit));

    private static bool Reduces(LimitDesk desk, Order order)
    {
        if (order.IsReduceOnly) return true;
        var held = desk.Account.Positions[Place(order)].Quantity;
        var closing = desk.Waiting.Append(order).Where(other => Place(other) == Place(order) && other.Side == order.Side && !other.IsReduceOnly).Sum(other => other.Quantity.Value);
        return order.Side == OrderSide.Sell ? closing <= held : closing <= -held;
    }

    private static decimal WouldBe(LimitDesk desk, Order order, Limit limit)
    {
        var worst = Outcomes(desk, order).ToList();
        return limit.Rule switch
        {
            LimitRule.MaxOrderValue => order.Quantity.Value * PriceOf(desk, order),
            LimitRule.MaxOrderQuantity => order.Quantity.Value,
            LimitRule.MaxPosition => worst.Max(end => Math.Abs(end[Place(order)].Quantity)),
            LimitRule.MaxConcentration => worst.Max(end => Math.Abs(end[Place(order)].Worth)),
            LimitRule.MaxGrossExposure or LimitRule.MaxLeverage => worst.Max(end => Math.Abs(end[0].Worth)) + worst.Max(end => Math.Abs(end[1].Worth)),
            LimitRule.MaxNetExposure => worst.Max(end => Math.Abs(end[0].Worth + end[1].Worth)),
            _ => throw new ArgumentOutOfRangeException(nameof(limit), limit.Rule, "Not drawn."),
        };
    }

    private static decimal Most(LimitDesk desk, Limit limit) => limit.Unit switch
    {
        LimitUnit.Percent => limit.Value / 100m * desk.Account.Equity,
        LimitUnit.Times => limit.Value * desk.Account.Equity,
        _ => limit.Value,
    };

    /// <summary>What each instrument comes to in every set of orders that trade: market orders always do.</summary>
    private static IEnumerable<(decimal Quantity, decimal Worth)[]> Outcomes(LimitDesk desk, Order order)
    {
        Order[] all = [.. desk.Waiting.Append(order).Where(one => !one.IsReduceOnly)];
        for (var set = 0; set < 1 << all.Length; set++)
        {
            if (all.Where((one, index) => one.Terms is MarketTerms && (set >> index & 1) == 0).Any()) continue;
            var end = new (decimal Quantity, decimal Worth)[2];
            for (var place = 0; place < 2; place++) end[place] = (desk.Account.Positions[place].Quantity, desk.Account.Positions[place].Quantity * desk.Account.ExactMarkOf(place));
            for (var index = 0; index < all.Length; index++)
            {
                if ((set >> index & 1) == 0) continue;
                var signed = all[index].Side == OrderSide.Buy ? all[index].Quantity.Value : -all[index].Quantity.Value;
                ref var one = ref end[Place(all[index])];
                one = (one.Quantity + signed, one.Worth + signed * PriceOf(desk, all[index]));
            }

            yield return end;
        }
    }

    private static decimal PriceOf(LimitDesk desk, Order order) => order.Terms switch
    {
        LimitTerms { Limit: var limit } when order.Side == OrderSide.Buy => limit.Value,
        LimitTerms { Limit: var limit } => Math.Max(limit.Value, desk.Account.ExactMarkOf(Place(order))),
        _ => desk.Account.ExactMarkOf(Place(order)),
    };

    private static int Place(Order order) => order.Instrument == Coin ? 0 : 1;
}
