using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>How much an order may lose until the stop that goes with it; without a stop, all that it is worth, or nothing where the limit does not count that.</summary>
internal sealed class MaxRiskPerTrade() : RiskRule(RefusalCodes.MaxRiskPerTrade, Everywhere, LimitUnit.Percent, LimitUnit.Money)
{
    public override OfOthers Needs(LimitUnit unit) => EquityOnly(unit);

    public override Measure? Measured(OrderSight sight, Limit limit) =>
        RiskOf(sight) is { } risk ? Against(limit, 0m, risk, sight.EquityOf(limit.Scope))
        : limit.CountsWithoutStop != false ? Against(limit, 0m, sight.Value, sight.EquityOf(limit.Scope))
        : null;

    protected override string Told(OrderSight sight, Limit limit, string wouldBe) =>
        $"The order risks {wouldBe}{OfEquity(limit)}{(sight.Stop is null ? ", as no stop goes with it" : " until its stop")}";

    /// <summary>Null: no stop goes with it.</summary>
    private static decimal? RiskOf(OrderSight sight)
    {
        var isBuy = sight.Order.Side == OrderSide.Buy;
        var entry = WorstEntry(sight, isBuy);
        var risk = RiskTo(sight, sight.Stop, isBuy, entry);
        // Either may be the one that is there when the entry trades.
        return RiskTo(sight, sight.NextStop, isBuy, entry) is { } next && !(risk > next) ? next : risk;
    }

    private static decimal? RiskTo(OrderSight sight, OrderTerms? terms, bool isBuy, decimal entry)
    {
        decimal? stop = terms switch
        {
            StopTerms { Stop: var at } => at.Value,
            StopLimitTerms both => both.Limit.Value,
            TrailingStopTerms trailing => trailing.StopAt(entry, isBuy ? OrderSide.Sell : OrderSide.Buy),
            _ => null,
        };
        if (stop is not { } exit) return null;

        var distance = isBuy ? entry - exit : exit - entry;
        return sight.InMoney(Math.Max(0m, distance) * sight.Quantity.Value);
    }

    private static decimal WorstEntry(OrderSight sight, bool isBuy) => sight.Terms switch
    {
        LimitTerms { Limit: var limit } => limit.Value,
        StopLimitTerms { Limit: var limit } => limit.Value,
        StopTerms { Stop: var stop } => isBuy ? Math.Max(stop.Value, sight.Price) : Math.Min(stop.Value, sight.Price),
        TrailingStopTerms trailing => trailing.StopAt(sight.Price, sight.Order.Side),
        _ => sight.Price,
    };
}
