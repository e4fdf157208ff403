using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>How much of the equity may be in one instrument.</summary>
internal sealed class MaxConcentration() : RiskRule(RefusalCodes.MaxConcentration, Everywhere, LimitUnit.Percent)
{
    public override OfOthers Needs(LimitUnit unit) => OfOthers.Worth;

    public override Measure? Measured(OrderSight sight, Limit limit)
    {
        var holdings = sight.HoldingsOf(limit.Scope);
        return Against(limit, holdings.WorthBefore, holdings.WorthAfter, sight.EquityOf(limit.Scope));
    }

    protected override string Told(OrderSight sight, Limit limit, string wouldBe) => $"{wouldBe} of equity would be in {sight.Instrument.Symbol}";
}
