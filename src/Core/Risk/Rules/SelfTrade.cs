using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>No order may meet one of one's own that rests on the other side. A market order is taken to reach so many per cent beyond the last price; what waits for a trigger rests nowhere yet.</summary>
internal sealed class SelfTrade() : RiskRule(RefusalCodes.SelfTrade, Everywhere, LimitUnit.Percent, LimitUnit.None)
{
    /// <summary>Trading with oneself is forbidden whatever it is for.</summary>
    public override bool SparesReductions => false;

    public override OfOthers Needs(LimitUnit unit) => OfOthers.Orders;

    public override Measure? Measured(OrderSight sight, Limit limit) =>
        sight.Terms.WaitsForTrigger ? null : Measure.Forbidden(Met(sight, limit) is not null);

    protected override string Told(OrderSight sight, Limit limit, string wouldBe)
    {
        var met = Met(sight, limit)!.Value;
        return $"The order could trade with order {met.Account}-{met.Id} of the same owner, which waits to {met.Side.Word()} at {met.Price}";
    }

    protected override string Allowed(OrderSight sight, Limit limit) => "allows no trade with oneself";

    private static RestingOrder? Met(OrderSight sight, Limit limit)
    {
        var reach = ReachOf(sight, limit);
        foreach (var own in sight.WaitingOf(limit.Scope))
        {
            if (ReferenceEquals(own, sight.Order) || own.Side == sight.Order.Side) continue;
            if (RestingOrder.Of(sight.Names.Account, own) is { } one && Meets(sight, reach, in one)) return one;
            if (RestingOrder.Wanted(sight.Names.Account, own) is { } next && Meets(sight, reach, in next)) return next;
        }

        foreach (var others in sight.OrdersElsewhere(limit.Scope))
            foreach (var one in others.Resting)
                if (Meets(sight, reach, in one)) return one;
        return null;
    }

    private static bool Meets(OrderSight sight, decimal reach, in RestingOrder other) =>
        other.Side != sight.Order.Side && (other.Side == OrderSide.Sell ? reach >= other.Price : reach <= other.Price) && other.Symbol == sight.Instrument.Symbol;

    private static decimal ReachOf(OrderSight sight, Limit limit)
    {
        if (sight.Terms is LimitTerms own) return own.Limit.Value;
        var beyond = limit.Unit == LimitUnit.Percent ? Math.Abs(sight.Price) * limit.Value / 100m : 0m;
        return sight.Order.Side == OrderSide.Buy ? sight.Price + beyond : sight.Price - beyond;
    }
}
