using NodaTime;

namespace AlgoTrendy.Core.Instruments.CorporateActions;

/// <summary>The factors that hold up to and on <paramref name="LastDate"/>.</summary>
public readonly record struct FactorSpan(decimal PriceFactor, decimal SplitFactor, LocalDate LastDate)
{
    public static readonly FactorSpan Unadjusted = new(1m, 1m, LocalDate.MaxIsoValue);

    public bool IsUnadjusted => PriceFactor == 1m && SplitFactor == 1m;

    /// <summary>A raw price as today's market would quote it: multiplied exactly, converted to double once.</summary>
    public double AdjustPrice(double raw) => IsExact(raw) ? (double)((decimal)raw * PriceFactor * SplitFactor) : raw * (double)PriceFactor * (double)SplitFactor;

    /// <summary>A raw volume in today's shares.</summary>
    public double AdjustVolume(double raw) => IsExact(raw) ? (double)((decimal)raw / SplitFactor) : raw / (double)SplitFactor;

    // Decimal holds 28 digits; what lies beyond these bounds (or is no number) is no quoted price, and only kept from throwing.
    private static bool IsExact(double raw) => Math.Abs(raw) is 0 or (> 1e-10 and < 1e15);
}
