using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk;

/// <summary>What an account, or a part of it, has sent within the last minute and what of its orders rests, as that was at one moment: what the other members of its portfolio have to count. Immutable.</summary>
public sealed record OrdersShare(SentOrders Sent, IReadOnlyList<RestingOrder> Resting)
{
    /// <summary>Of the account as a whole.</summary>
    public static OrdersShare Of(string account, IReadOnlyList<Order> waiting, RiskWatch watch) => new(watch.Sent, RestingOf(account, waiting, null));

    /// <summary>Of what one strategy has of it; null: of what nobody owns.</summary>
    public static OrdersShare Of(string account, IReadOnlyList<Order> waiting, RiskWatch watch, string? strategy) =>
        new(watch.SentBy(strategy), RestingOf(account, waiting, order => watch.StrategyOf(order.Id) == strategy));

    private static List<RestingOrder> RestingOf(string account, IReadOnlyList<Order> waiting, Func<Order, bool>? belongs)
    {
        var resting = new List<RestingOrder>(waiting.Count);
        for (var index = 0; index < waiting.Count; index++)
        {
            var order = waiting[index];
            if (belongs is not null && !belongs(order)) continue;
            if (RestingOrder.Of(account, order) is { } one) resting.Add(one);
            if (RestingOrder.Wanted(account, order) is { } next) resting.Add(next);
        }

        return resting;
    }
}
