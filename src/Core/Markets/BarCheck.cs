using System.Globalization;

namespace AlgoTrendy.Core.Markets;

/// <summary>Tells whether the prices of a bar can be true, before it goes in anywhere.</summary>
public static class BarCheck
{
    /// <param name="mayBeNegative">Whether the price may be zero or less, as futures' may (oil on 2020-04-20).</param>
    public static BarFault Check(double open, double high, double low, double close, double volume, bool mayBeNegative)
    {
        // NaN fails every comparison, so one chain of things that must hold lets the usual bar through quickly.
        if (low <= open && open <= high && low <= close && close <= high && volume >= 0 &&
            (low > 0 || mayBeNegative && low > double.NegativeInfinity) && high < double.PositiveInfinity && volume < double.PositiveInfinity) return BarFault.None;

        if (!double.IsFinite(open) || !double.IsFinite(high) || !double.IsFinite(low) || !double.IsFinite(close) || !double.IsFinite(volume)) return BarFault.NotFinite;
        if (high < low) return BarFault.HighBelowLow;
        if (!mayBeNegative && Math.Min(Math.Min(open, close), low) <= 0) return BarFault.PriceNotPositive;
        if (open < low || open > high) return BarFault.OpenOutside;
        return close < low || close > high ? BarFault.CloseOutside : BarFault.VolumeNegative;
    }

    /// <summary>The fault as a sentence with the values; empty for none.</summary>
    public static string Describe(BarFault fault, double open, double high, double low, double close, double volume) => fault switch
    {
        BarFault.None => "",
        BarFault.NotFinite => "A price or the volume is not a finite number.",
        BarFault.HighBelowLow => $"High {Text(high)} is below low {Text(low)}.",
        BarFault.OpenOutside => $"Open {Text(open)} lies outside low {Text(low)} to high {Text(high)}.",
        BarFault.CloseOutside => $"Close {Text(close)} lies outside low {Text(low)} to high {Text(high)}.",
        BarFault.PriceNotPositive => $"Price {Text(Math.Min(Math.Min(open, close), low))} is not above zero.",
        _ => $"Volume {Text(volume)} is negative.",
    };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
