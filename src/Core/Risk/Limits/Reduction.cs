using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk;

/// <summary>Whether an order can only make a position smaller.</summary>
internal static class Reduction
{
    public static bool IsOf(Order order, Quantity quantity, in GateSight sight)
    {
        // An exit comes alive only as its entry fills, and reduces what that has opened.
        if (order.IsReduceOnly || order.Group?.Entry is not null) return true;
        return Fits(order, quantity.Value - order.Filled.Value, sight.Position.Quantity, sight.Waiting);
    }

    /// <summary>Whether there is enough to close for the order and for the others that wait to close it too. Those that may only reduce give way.</summary>
    /// <param name="held">Signed.</param>
    public static bool Fits(Order order, decimal remaining, decimal held, IReadOnlyList<Order> waiting)
    {
        var (closable, closing) = (order.Side == OrderSide.Sell ? held : -held, remaining);
        if (closing > closable) return false;
        for (var index = 0; index < waiting.Count; index++)
        {
            var other = waiting[index];
            if (ReferenceEquals(other, order) || other.Side != order.Side || other.IsReduceOnly || other.Instrument.Symbol != order.Instrument.Symbol) continue;
            if (other.Group is not null && other.Group.Id == order.Group?.Id) continue;
            if (!Exposure.IsCountedByAnother(other, other.MostRemaining.Value, waiting)) closing += other.MostRemaining.Value;
        }

        return closing <= closable;
    }
}
