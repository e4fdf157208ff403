using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Matching;

/// <summary>The prices between which an order does nothing: a quick question before the long one.</summary>
internal readonly record struct OrderReach(decimal Below, decimal Above)
{
    /// <summary>At or below one price, or at or above the other, it may act or has to be told.</summary>
    public static OrderReach Of(WorkingOrder one)
    {
        var isBuy = one.Order.Side == OrderSide.Buy;
        return one.Order.Terms switch
        {
            LimitTerms terms => Towards(isBuy, terms.Limit.Value),
            StopLimitTerms terms when one.IsTriggered => Towards(isBuy, terms.Limit.Value),
            StopLimitTerms terms => Towards(!isBuy, terms.Stop.Value),
            StopTerms terms when !one.IsTriggered => Towards(!isBuy, terms.Stop.Value),
            TrailingStopTerms terms when !one.IsTriggered => Around(one, terms, isBuy),
            _ => new(decimal.MaxValue, decimal.MinValue),
        };
    }

    public bool Includes(decimal price) => price <= Below || price >= Above;

    public bool Meets(decimal low, decimal high) => low <= Below || high >= Above;

    private static OrderReach Towards(bool below, decimal level) => below ? new(level, decimal.MaxValue) : new(decimal.MinValue, level);

    // A trailing stop has to hear of every price better than the best; the grid may move the stop by less than a tick.
    private static OrderReach Around(WorkingOrder one, TrailingStopTerms terms, bool isBuy)
    {
        if (one.Best is not { } best) return new(decimal.MaxValue, decimal.MinValue);
        var stop = terms.StopAt(best, one.Order.Side);
        return isBuy ? new(best, stop) : new(stop, best);
    }
}
