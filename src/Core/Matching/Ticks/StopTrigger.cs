using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Matching;

/// <summary>Lets a price meet the stop of an order: it follows, or it is reached.</summary>
internal static class StopTrigger
{
    public static void Meet(WorkingOrder one, decimal price)
    {
        if (one.IsTriggered || !one.Order.Terms.WaitsForTrigger) return;

        var side = one.Order.Side;
        if (one.Order.Terms is TrailingStopTerms && (one.Best is not { } best || (side == OrderSide.Sell ? price > best : price < best))) one.Best = price;
        var stop = one.Order.Terms switch
        {
            StopTerms terms => terms.Stop.Value,
            StopLimitTerms terms => terms.Stop.Value,
            TrailingStopTerms terms => terms.StopAt(one.Best!.Value, side),
            _ => throw new InvalidOperationException($"{one.Order.Terms.GetType().Name} has no stop."),
        };
        one.IsTriggered = side == OrderSide.Buy ? price >= stop : price <= stop;
    }
}
