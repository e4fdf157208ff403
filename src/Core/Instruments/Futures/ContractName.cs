namespace AlgoTrendy.Core.Instruments;

/// <summary>A contract's name taken apart: ESZ13, ESZ2013, or ESZ3, whose decade is open.</summary>
/// <param name="Month">1 to 12.</param>
internal readonly record struct ContractName(string Root, int Month, int Year, int YearDigits)
{
    // Two digits mean 1970 to 2069, as in most feeds.
    private const int Pivot = 70;

    /// <summary>The year with its century; null when one digit leaves the decade open.</summary>
    public int? FullYear => YearDigits switch
    {
        4 => Year,
        2 => Year + (Year < Pivot ? 2000 : 1900),
        _ => null,
    };

    /// <summary>Reads capital letters and digits: a root, a month letter, and 1, 2 or 4 digits of the year.</summary>
    public static bool TryParse(string key, out ContractName name)
    {
        name = default;
        var digits = 0;
        while (digits < key.Length && char.IsAsciiDigit(key[^(digits + 1)])) digits++;
        if (digits is not (1 or 2 or 4) || key.Length < digits + 2) return false;
        var month = MonthCode.MonthOf(key[^(digits + 1)]);
        if (month == 0) return false;

        var year = 0;
        foreach (var digit in key.AsSpan(key.Length - digits)) year = year * 10 + (digit - '0');
        if (digits == 4 && year is < 1900 or > 2199) return false;
        name = new(key[..^(digits + 1)], month, year, digits);
        return true;
    }
}
