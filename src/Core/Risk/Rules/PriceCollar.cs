using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>How far beyond the market a limit may reach: above the last price to buy, below it to sell. A stop-limit is measured from its stop. What waits on the other side of the market does no harm. An exit meets the market where its entry has traded: while that waits, it is measured from there.</summary>
internal sealed class PriceCollar() : RiskRule(RefusalCodes.PriceCollar, Everywhere, LimitUnit.Percent)
{
    /// <summary>A wrong price is as dear in an exit.</summary>
    public override bool SparesReductions => false;

    public override Measure? Measured(OrderSight sight, Limit limit)
    {
        if (PricesOf(sight) is not var (wanted, from) || from == 0m) return null;
        var beyond = sight.Order.Side == OrderSide.Buy ? wanted - from : from - wanted;
        var whole = Math.Abs(from);
        return new(0m, Math.Max(0m, beyond), limit.Value * whole / 100m, whole / 100m);
    }

    protected override string Told(OrderSight sight, Limit limit, string wouldBe)
    {
        var (wanted, from) = PricesOf(sight)!.Value;
        return $"The limit {wanted} is {wouldBe} {(sight.Order.Side == OrderSide.Buy ? "above" : "below")} {from}";
    }

    private static (decimal Wanted, decimal From)? PricesOf(OrderSight sight) => sight.Terms switch
    {
        LimitTerms { Limit: var limit } => (limit.Value, MarketOf(sight)),
        StopLimitTerms both => (both.Limit.Value, both.Stop.Value),
        _ => null,
    };

    private static decimal MarketOf(OrderSight sight) => sight.Order.Group?.Entry is not { IsOver: false } entry ? sight.Price : entry.Terms switch
    {
        LimitTerms { Limit: var limit } => limit.Value,
        StopLimitTerms { Limit: var limit } => limit.Value,
        StopTerms { Stop: var stop } => stop.Value,
        _ => sight.Price,
    };
}
