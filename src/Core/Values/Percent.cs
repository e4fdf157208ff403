using System.Globalization;

namespace AlgoTrendy.Core.Values;

/// <summary>A share of something: 5 % has the value 5 and the fraction 0.05.</summary>
public readonly record struct Percent(decimal Value)
{
    public static Percent FromFraction(decimal fraction) => new(fraction * 100m);

    public static Percent FromBasisPoints(decimal points) => new(points / 100m);

    public decimal Fraction => Value / 100m;

    public static Money operator *(Percent share, Money whole) => whole * share.Fraction;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture) + " %";
}
