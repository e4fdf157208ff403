using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>How many orders and changes of orders may be sent in any sixty seconds.</summary>
internal sealed class MaxOrdersPerMinute() : RiskRule(RefusalCodes.MaxOrdersPerMinute, Everywhere, LimitUnit.Count)
{
    public override OfOthers Needs(LimitUnit unit) => OfOthers.Orders;

    public override Measure? Measured(OrderSight sight, Limit limit)
    {
        var sent = limit.Scope == LimitScope.Symbol ? sight.Watch.OrdersOfLastMinute(sight.Now, sight.Place)
            : sight.IsOfPart(limit.Scope) ? sight.Watch.OrdersOfLastMinute(sight.Now, sight.Names.Strategy)
            : sight.Watch.OrdersOfLastMinute(sight.Now);
        foreach (var other in sight.OrdersElsewhere(limit.Scope)) sent += other.Sent.OfLastMinute(sight.Now);
        return new(sent, sent + sight.Ahead + 1, limit.Value);
    }

    protected override string Told(OrderSight sight, Limit limit, string wouldBe) => $"It would be order {wouldBe} within a minute";
}
