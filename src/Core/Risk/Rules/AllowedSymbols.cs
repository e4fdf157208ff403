using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>Only these may be bought or sold; what was held before may be closed.</summary>
internal sealed class AllowedSymbols() : RiskRule(RefusalCodes.AllowedSymbols, WithoutSymbol, LimitUnit.None)
{
    public override Measure? Measured(OrderSight sight, Limit limit) => Measure.Forbidden(!limit.Symbols.Contains(sight.Instrument.Symbol));

    protected override string Told(OrderSight sight, Limit limit, string wouldBe) => $"{sight.Instrument.Symbol} is not among the symbols that may be traded";

    protected override string Allowed(OrderSight sight, Limit limit) => $"allows {(limit.Symbols.Count == 0 ? "none" : string.Join(", ", limit.Symbols))}";
}
