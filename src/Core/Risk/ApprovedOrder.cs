using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk;

/// <summary>An order that the risk gate let through. Only the gate makes one, and only this can be sent to a venue.</summary>
public readonly struct ApprovedOrder
{
    private readonly Order? _order;

    internal ApprovedOrder(Order order) => _order = order;

    public Order Order => _order ?? throw new InvalidOperationException("No gate approved this order.");
}
