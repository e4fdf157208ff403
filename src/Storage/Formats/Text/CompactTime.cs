namespace AlgoTrendy.Storage.Formats.Text;

/// <summary>Dates and times written without separators.</summary>
internal static class CompactTime
{
    /// <summary>Midnight of yyyyMMdd.</summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out long wall)
    {
        wall = 0;
        return text.Length == 8 && TryDigits(text[..4], out var year) && TryDigits(text[4..6], out var month) && TryDigits(text[6..], out var day) &&
            WallTime.TryMidnight(year, month, day, out wall);
    }

    /// <summary>A whole number of up to nine digits, nothing else.</summary>
    public static bool TryDigits(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        if (text.Length is 0 or > 9) return false;
        foreach (var letter in text)
        {
            var digit = unchecked((uint)letter - '0');
            if (digit > 9) return false;
            number = number * 10 + (int)digit;
        }

        return true;
    }
}
