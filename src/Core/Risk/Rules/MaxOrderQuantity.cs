using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>How much one order may trade.</summary>
internal sealed class MaxOrderQuantity() : RiskRule(RefusalCodes.MaxOrderQuantity, Everywhere, LimitUnit.Quantity)
{
    public override Measure? Measured(OrderSight sight, Limit limit) => new(0m, sight.Quantity.Value, limit.Value);

    protected override string Told(OrderSight sight, Limit limit, string wouldBe) => $"The order is for {wouldBe} {sight.Instrument.Symbol}";
}
