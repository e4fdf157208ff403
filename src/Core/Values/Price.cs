using System.Globalization;

namespace AlgoTrendy.Core.Values;

/// <summary>What one unit costs, in the instrument's quote currency. May be negative: spreads and power are.</summary>
/// <remarks>Price ± Price → Price. There is no Price × Quantity: only the instrument knows multiplier and currency (Instrument.Notional).</remarks>
public readonly record struct Price(decimal Value) : IComparable<Price>
{
    public static Price operator +(Price left, Price right) => new(left.Value + right.Value);
    public static Price operator -(Price left, Price right) => new(left.Value - right.Value);
    public static bool operator <(Price left, Price right) => left.Value < right.Value;
    public static bool operator >(Price left, Price right) => left.Value > right.Value;
    public static bool operator <=(Price left, Price right) => left.Value <= right.Value;
    public static bool operator >=(Price left, Price right) => left.Value >= right.Value;

    public int CompareTo(Price other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
