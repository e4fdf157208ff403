namespace AlgoTrendy.Core.Orders;

/// <summary>How orders of a group depend on one another.</summary>
public enum OrderGroupType
{
    /// <summary>One cancels the other: together they trade no more than one of them.</summary>
    Oco,

    /// <summary>An entry, and exits that come alive as it fills and cancel one another.</summary>
    Bracket,
}

/// <summary>Orders that belong together.</summary>
/// <param name="Id">The number of the group's first order.</param>
/// <param name="Entry">The order whose fills bring this one to life; null for the entry itself and where there is none.</param>
public sealed record OrderGroup(OrderId Id, OrderGroupType Type, Order? Entry = null);
