using AlgoTrendy.Storage.Formats.Text;

namespace AlgoTrendy.Storage.Formats.Csv;

/// <summary>A time as a CSV writes it.</summary>
/// <param name="Nanoseconds">Since 1970-01-01T00:00: in UTC, or on a wall clock somewhere.</param>
/// <param name="IsUtc">Whether the text says so, by an offset, a Z, or by being a unix time.</param>
/// <param name="IsDate">Whether it is a date without a time of day.</param>
internal readonly record struct CsvMoment(long Nanoseconds, bool IsUtc, bool IsDate)
{
    // 2262, the end of columns, in seconds; a unix time of more digits counts something smaller.
    private const long MostSeconds = 9_214_000_000;

    /// <summary>Reads ISO (2020-01-31T09:30:00Z), compact (20200131 0930), US or European (1/31/2020 9:30 AM) and named (31-Jan-2020) dates, and unix times.</summary>
    /// <param name="order">How 1/2/2020 is read; it does not matter elsewhere.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, DateOrder order, out CsvMoment moment)
    {
        text = text.Trim((byte)' ');
        moment = default;
        if (text.Length < 6) return false;
        if (!CsvDate.TryRead(text, order, out var midnight, out var length)) return TryUnix(text, out moment);

        var rest = text[length..];
        if (rest.IsEmpty)
        {
            moment = new(midnight, false, true);
            return true;
        }

        if (rest[0] is (byte)' ' or (byte)'T' or (byte)'t' or (byte)';' or (byte)',') rest = rest[1..].TrimStart((byte)' ');
        else if (length != 8) return false;

        return TryClock(rest, midnight, out moment);
    }

    private static bool TryClock(ReadOnlySpan<byte> text, long midnight, out CsvMoment moment)
    {
        moment = default;
        var isUtc = CsvOffset.TryCut(ref text, out var offset);
        if (!ClockTime.TryRead(text, out var clock)) return false;

        moment = new(midnight + clock - offset, isUtc, false);
        return true;
    }

    private static bool TryUnix(ReadOnlySpan<byte> text, out CsvMoment moment)
    {
        moment = default;
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        if (whole.Length is < 9 or > 19 || !TryWhole(whole, out var number)) return false;

        // By size: seconds have 9 or 10 digits (1973 to 2262), milliseconds 12 or 13, microseconds 15 or 16, nanoseconds 18 or 19.
        var unit = whole.Length switch { 9 or 10 => WallTime.Second, 12 or 13 => 1_000_000, 15 or 16 => 1_000, 18 or 19 => 1, _ => 0L };
        if (unit == 0 || number > MostSeconds * (WallTime.Second / unit)) return false;
        var fraction = 0.0;
        if (point >= 0 && (!NumberText.TryParse(text[point..], out fraction) || fraction is < 0 or >= 1)) return false;

        moment = new(number * unit + (long)Math.Round(fraction * unit), true, false);
        return true;
    }

    private static bool TryWhole(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        foreach (var letter in text)
        {
            var digit = unchecked((uint)letter - '0');
            if (digit > 9 || number > (long.MaxValue - 9) / 10) return false;
            number = number * 10 + digit;
        }

        return true;
    }
}
