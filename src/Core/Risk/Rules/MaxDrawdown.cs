using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>How far equity may lie below its highest; a share is of that.</summary>
internal sealed class MaxDrawdown() : RiskRule(RefusalCodes.MaxDrawdown, WithoutSymbol, LimitUnit.Money, LimitUnit.Percent)
{
    public override OfOthers Needs(LimitUnit unit) => OfOthers.Worth;

    public override Measure? Measured(OrderSight sight, Limit limit)
    {
        var (fall, from) = sight.DrawdownOf(limit);
        return Against(limit, Math.Max(0m, fall), Math.Max(0m, fall), from);
    }

    protected override string Told(OrderSight sight, Limit limit, string wouldBe) => $"Equity is {wouldBe} below its highest";
}
