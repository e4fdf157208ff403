using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>How much may be held of the order's instrument once all that waits has traded.</summary>
internal sealed class MaxPosition() : RiskRule(RefusalCodes.MaxPosition, Everywhere, LimitUnit.Quantity, LimitUnit.Money)
{
    public override OfOthers Needs(LimitUnit unit) => OfOthers.Worth;

    public override Measure? Measured(OrderSight sight, Limit limit)
    {
        var holdings = sight.HoldingsOf(limit.Scope);
        return limit.Unit == LimitUnit.Quantity
            ? new(holdings.QuantityBefore, holdings.QuantityAfter, limit.Value)
            : new(holdings.WorthBefore, holdings.WorthAfter, limit.Value);
    }

    protected override string Told(OrderSight sight, Limit limit, string wouldBe) =>
        limit.Unit == LimitUnit.Quantity ? $"{wouldBe} {sight.Instrument.Symbol} would be held" : $"{sight.Instrument.Symbol} worth {wouldBe} would be held";
}
