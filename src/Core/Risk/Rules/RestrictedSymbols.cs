using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>These may not be bought or sold; what was held before may be closed.</summary>
internal sealed class RestrictedSymbols() : RiskRule(RefusalCodes.RestrictedSymbols, WithoutSymbol, LimitUnit.None)
{
    public override Measure? Measured(OrderSight sight, Limit limit) => Measure.Forbidden(limit.Symbols.Contains(sight.Instrument.Symbol));

    protected override string Told(OrderSight sight, Limit limit, string wouldBe) => $"{sight.Instrument.Symbol} is restricted";

    protected override string Allowed(OrderSight sight, Limit limit) => $"restricts {string.Join(", ", limit.Symbols)}";
}
