using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>How much may be lost since the day began, open positions included; a share is of the equity that it began with.</summary>
internal sealed class MaxDailyLoss() : RiskRule(RefusalCodes.MaxDailyLoss, WithoutSymbol, LimitUnit.Money, LimitUnit.Percent)
{
    public override OfOthers Needs(LimitUnit unit) => OfOthers.Worth;

    public override Measure? Measured(OrderSight sight, Limit limit)
    {
        var (loss, from) = sight.DayLossOf(limit);
        return Against(limit, Math.Max(0m, loss), Math.Max(0m, loss), from);
    }

    protected override string Told(OrderSight sight, Limit limit, string wouldBe) => $"{wouldBe}{(limit.Unit == LimitUnit.Percent ? " of its equity" : "")} was lost since the day began";
}
