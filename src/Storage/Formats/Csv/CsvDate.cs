using AlgoTrendy.Storage.Formats.Text;

namespace AlgoTrendy.Storage.Formats.Csv;

/// <summary>Reads the date at the start of a text.</summary>
internal static class CsvDate
{
    private static ReadOnlySpan<byte> MonthNames => "janfebmaraprmayjunjulaugsepoctnovdec"u8;

    /// <param name="length">How many bytes the date takes.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, DateOrder order, out long midnight, out int length)
    {
        midnight = 0;
        var digits = DigitsAt(text, 0);
        length = 0;
        if (digits == 4) return TryYearFirst(text, out midnight, out length);
        if (digits is 1 or 2) return TryYearLast(text, digits, order, out midnight, out length);
        if (digits == 0) return TryMonthName(text, out midnight, out length);

        // 20200131, alone or with 0930 or 093000 behind it; longer numbers that are no dates are unix times.
        length = 8;
        return (digits is 8 or 12 or 14) && CompactTime.TryDate(text[..8], out midnight) && (digits == 8 || ClockTime.TryRead(text[8..digits], out _));
    }

    private static bool TryYearFirst(ReadOnlySpan<byte> text, out long midnight, out int length)
    {
        midnight = 0;
        length = 0;
        if (text.Length < 8 || !IsSeparator(text[4])) return false;
        var monthDigits = DigitsAt(text, 5);
        var dayStart = 5 + monthDigits + 1;
        if (monthDigits is < 1 or > 2 || dayStart >= text.Length || text[dayStart - 1] != text[4]) return false;
        var dayDigits = DigitsAt(text, dayStart);
        length = dayStart + dayDigits;
        return dayDigits is 1 or 2 && CompactTime.TryDigits(text[..4], out var year) && CompactTime.TryDigits(text[5..(5 + monthDigits)], out var month) &&
            CompactTime.TryDigits(text[dayStart..length], out var day) && WallTime.TryMidnight(year, month, day, out midnight);
    }

    private static bool TryYearLast(ReadOnlySpan<byte> text, int firstDigits, DateOrder order, out long midnight, out int length)
    {
        midnight = 0;
        length = 0;
        if (text.Length < firstDigits + 5) return false;
        var second = firstDigits + 1;
        var secondDigits = DigitsAt(text, second);
        if (secondDigits == 0) return TryDayMonthName(text, firstDigits, out midnight, out length);

        var year = second + secondDigits + 1;
        if (secondDigits > 2 || !IsSeparator(text[firstDigits]) || year + 4 > text.Length || text[year - 1] != text[firstDigits] || DigitsAt(text, year) != 4) return false;
        length = year + 4;
        return CompactTime.TryDigits(text[..firstDigits], out var first) && CompactTime.TryDigits(text[second..(second + secondDigits)], out var other) &&
            CompactTime.TryDigits(text[year..length], out var number) &&
            (order == DateOrder.MonthDayYear ? WallTime.TryMidnight(number, first, other, out midnight) : WallTime.TryMidnight(number, other, first, out midnight));
    }

    // 31-Jan-2020, 31 Jan 2020
    private static bool TryDayMonthName(ReadOnlySpan<byte> text, int dayDigits, out long midnight, out int length)
    {
        midnight = 0;
        var month = dayDigits + 1;
        length = month + 8;
        return length <= text.Length && MonthAt(text, month) is var number and > 0 && text[month + 3] == text[dayDigits] && DigitsAt(text, month + 4) == 4 &&
            CompactTime.TryDigits(text[..dayDigits], out var day) && CompactTime.TryDigits(text[(month + 4)..length], out var year) && WallTime.TryMidnight(year, number, day, out midnight);
    }

    // Jan 31, 2020
    private static bool TryMonthName(ReadOnlySpan<byte> text, out long midnight, out int length)
    {
        midnight = 0;
        length = 0;
        if (text.Length < 11 || MonthAt(text, 0) is var month && month == 0 || text[3] != ' ') return false;
        var dayDigits = DigitsAt(text, 4);
        var year = 4 + dayDigits + 2;
        length = year + 4;
        return dayDigits is 1 or 2 && length <= text.Length && text[year - 2] == ',' && text[year - 1] == ' ' && CompactTime.TryDigits(text[4..(4 + dayDigits)], out var day) &&
            CompactTime.TryDigits(text[year..length], out var number) && WallTime.TryMidnight(number, month, day, out midnight);
    }

    private static int MonthAt(ReadOnlySpan<byte> text, int start)
    {
        const int letters = 3;
        if (text.Length < start + letters) return 0;
        Span<byte> small = stackalloc byte[letters];
        for (var index = 0; index < letters; index++) small[index] = (byte)(text[start + index] | 0x20);
        for (var month = 0; month < 12; month++)
            if (MonthNames.Slice(month * letters, letters).SequenceEqual(small)) return month + 1;

        return 0;
    }

    private static int DigitsAt(ReadOnlySpan<byte> text, int start)
    {
        var index = start;
        while (index < text.Length && text[index] is >= (byte)'0' and <= (byte)'9') index++;
        return index - start;
    }

    private static bool IsSeparator(byte letter) => letter is (byte)'-' or (byte)'/' or (byte)'.';
}
