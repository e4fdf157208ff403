using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>How much one order may be worth, at the worst price that it may trade at.</summary>
internal sealed class MaxOrderValue() : RiskRule(RefusalCodes.MaxOrderValue, Everywhere, LimitUnit.Money, LimitUnit.Percent)
{
    public override OfOthers Needs(LimitUnit unit) => EquityOnly(unit);

    public override Measure? Measured(OrderSight sight, Limit limit) => Against(limit, 0m, sight.Value, sight.EquityOf(limit.Scope));

    protected override string Told(OrderSight sight, Limit limit, string wouldBe) => $"The order is worth {wouldBe}{OfEquity(limit)}";
}
