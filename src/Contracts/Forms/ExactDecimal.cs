using System.Globalization;

namespace AlgoTrendy.Contracts.Forms;

/// <summary>Decimals as text, digit by digit: what cannot be held exactly is refused instead of rounded.</summary>
public static class ExactDecimal
{
    // A decimal holds every number of so many digits, wherever its point is.
    private const int SurelyHeld = 28;

    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>Reads -12.50; no thousands separators, no exponent, no spaces.</summary>
    /// <exception cref="FormatException">Not such a number, or more digits than a decimal holds.</exception>
    public static decimal Parse(string text)
    {
        if (text.Length == 0 || text[0] == '+' || !decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var value))
            throw new FormatException($"'{text}' is no decimal number: digits with an optional minus and point, as in -12.50.");
        return text.Length <= SurelyHeld || Digits(text) == Digits(Format(value)) ? value : throw new FormatException($"'{text}' has more digits than a decimal number holds.");
    }

    /// <summary>Reads a JSON number, which may have an exponent (1e-7 is how JavaScript writes 0.0000001).</summary>
    /// <exception cref="FormatException">More digits than a decimal holds.</exception>
    public static decimal ParseJsonNumber(string text)
    {
        var mark = text.AsSpan().IndexOfAny('e', 'E');
        if (mark < 0) return Parse(text);

        var value = Parse(text[..mark]);
        if (!int.TryParse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) || Math.Abs(exponent) > 28)
            throw new FormatException($"'{text}' has more digits than a decimal number holds.");

        for (; exponent > 0; exponent--) value *= 10m;
        for (; exponent < 0; exponent++)
        {
            var tenth = value / 10m;
            if (tenth * 10m != value) throw new FormatException($"'{text}' has more digits than a decimal number holds.");
            value = tenth;
        }

        return value;
    }

    public static string Format(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number without sign, leading zeros and trailing zeros of the fraction, so that equal numbers are equal texts.</summary>
    private static string Digits(string text)
    {
        var digits = text.TrimStart('-').TrimStart('0');
        return digits.Contains('.', StringComparison.Ordinal) ? digits.TrimEnd('0').TrimEnd('.') : digits;
    }
}
