using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>How far longs may outweigh shorts, or shorts longs.</summary>
internal sealed class MaxNetExposure() : RiskRule(RefusalCodes.MaxNetExposure, WithoutSymbol, LimitUnit.Money, LimitUnit.Percent)
{
    public override OfOthers Needs(LimitUnit unit) => OfOthers.Worth;

    public override Measure? Measured(OrderSight sight, Limit limit)
    {
        var holdings = sight.HoldingsOf(limit.Scope);
        return Against(limit, holdings.NetBefore, holdings.NetAfter, sight.EquityOf(limit.Scope));
    }

    protected override string Told(OrderSight sight, Limit limit, string wouldBe) => $"Net exposure would be {wouldBe}{OfEquity(limit)}";
}
