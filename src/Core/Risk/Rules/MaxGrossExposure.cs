using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>How much all positions together may be worth, without their signs.</summary>
internal sealed class MaxGrossExposure() : RiskRule(RefusalCodes.MaxGrossExposure, WithoutSymbol, LimitUnit.Money, LimitUnit.Percent)
{
    public override OfOthers Needs(LimitUnit unit) => OfOthers.Worth;

    public override Measure? Measured(OrderSight sight, Limit limit)
    {
        var holdings = sight.HoldingsOf(limit.Scope);
        return Against(limit, holdings.GrossBefore, holdings.GrossAfter, sight.EquityOf(limit.Scope));
    }

    protected override string Told(OrderSight sight, Limit limit, string wouldBe) => $"Gross exposure would be {wouldBe}{OfEquity(limit)}";
}
