using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk;

/// <summary>An order that rests at a price, where one of the other side could trade with it; as it was at one moment.</summary>
public readonly record struct RestingOrder(string Account, OrderId Id, Symbol Symbol, OrderSide Side, decimal Price)
{
    /// <summary>Null: it rests nowhere, as a market order, or one that waits for a trigger.</summary>
    public static RestingOrder? Of(string account, Order order) => Of(account, order, order.Terms);

    /// <summary>As what it was asked to become, which it may be already.</summary>
    public static RestingOrder? Wanted(string account, Order order) => Of(account, order, order.Wanted?.Terms);

    private static RestingOrder? Of(string account, Order order, OrderTerms? terms) =>
        terms is LimitTerms { Limit: var limit } ? new(account, order.Id, order.Instrument.Symbol, order.Side, limit.Value) : null;
}
