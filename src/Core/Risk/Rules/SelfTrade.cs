using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>No order may meet one of one's own that rests on the other side. A market order is taken to reach so many per cent beyond the last price; what waits for a trigger rests nowhere yet.</summary>
internal sealed class SelfTrade() : RiskRule(RefusalCodes.SelfTrade, WithoutPortfolio, LimitUnit.Percent, LimitUnit.None)
{
    /// <summary>Trading with oneself is forbidden whatever it is for.</summary>
    public override bool SparesReductions => false;

    public override Measure? Measured(OrderSight sight, Limit limit) =>
        sight.Terms.WaitsForTrigger ? null : Measure.Forbidden(Met(sight, limit) is not null);

    protected override string Told(OrderSight sight, Limit limit, string wouldBe)
    {
        var met = Met(sight, limit)!;
        return $"The order could trade with order {sight.Names.Account}-{met.Id} of the same owner, which waits to {(met.Side == OrderSide.Buy ? "buy" : "sell")} at {RestsAt(met)}";
    }

    protected override string Allowed(OrderSight sight, Limit limit) => "allows no trade with oneself";

    private static Order? Met(OrderSight sight, Limit limit)
    {
        var reach = ReachOf(sight, limit);
        foreach (var other in sight.WaitingOf(limit.Scope))
        {
            if (other.Side == sight.Order.Side || ReferenceEquals(other, sight.Order) || other.Instrument.Symbol != sight.Instrument.Symbol) continue;
            if (RestsAt(other) is { } price && (sight.Order.Side == OrderSide.Buy ? reach >= price : reach <= price)) return other;
        }

        return null;
    }

    private static decimal ReachOf(OrderSight sight, Limit limit)
    {
        if (sight.Terms is LimitTerms own) return own.Limit.Value;
        var beyond = limit.Unit == LimitUnit.Percent ? Math.Abs(sight.Price) * limit.Value / 100m : 0m;
        return sight.Order.Side == OrderSide.Buy ? sight.Price + beyond : sight.Price - beyond;
    }

    private static decimal? RestsAt(Order order) => order.Terms is LimitTerms { Limit: var limit } ? limit.Value : null;
}
