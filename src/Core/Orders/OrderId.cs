using System.Globalization;

namespace AlgoTrendy.Core.Orders;

/// <summary>An order's number within its account, rising from 1 and never used twice.</summary>
public readonly record struct OrderId(long Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
