using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>How many orders and changes of orders may be sent in any sixty seconds.</summary>
internal sealed class MaxOrdersPerMinute() : RiskRule(RefusalCodes.MaxOrdersPerMinute, WithoutPortfolio, LimitUnit.Count)
{
    public override Measure? Measured(OrderSight sight, Limit limit)
    {
        var sent = limit.Scope switch
        {
            LimitScope.Strategy => sight.Watch.OrdersOfLastMinute(sight.Now, sight.Names.Strategy),
            LimitScope.Symbol => sight.Watch.OrdersOfLastMinute(sight.Now, sight.Place),
            _ => sight.Watch.OrdersOfLastMinute(sight.Now),
        };
        return new(sent, sent + sight.Ahead + 1, limit.Value);
    }

    protected override string Told(OrderSight sight, Limit limit, string wouldBe) => $"It would be order {wouldBe} within a minute";
}
