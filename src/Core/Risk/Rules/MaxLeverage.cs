using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>How many times the equity all positions together may be worth.</summary>
internal sealed class MaxLeverage() : RiskRule(RefusalCodes.MaxLeverage, WithoutSymbol, LimitUnit.Times)
{
    public override OfOthers Needs(LimitUnit unit) => OfOthers.Worth;

    public override Measure? Measured(OrderSight sight, Limit limit)
    {
        var (holdings, equity) = (sight.HoldingsOf(limit.Scope), sight.EquityOf(limit.Scope));
        return new(holdings.GrossBefore, holdings.GrossAfter, limit.Value * equity, Math.Max(equity, 0.01m));
    }

    protected override string Told(OrderSight sight, Limit limit, string wouldBe) => $"Positions would be worth {wouldBe}";
}
