namespace AlgoTrendy.Storage.Formats.Text;

/// <summary>Times of day: 9:30, 09:30:15, 09:30:15.123456789, 093015, 9:30 AM.</summary>
internal static class ClockTime
{
    private const int FractionDigits = 9;

    /// <summary>Nanoseconds since midnight.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        var half = HalfOf(ref text);
        if (!TrySplit(text, out var hour, out var minute, out var second, out var fraction)) return false;
        if (half != Half.None && hour is < 1 or > 12) return false;
        if (half != Half.None) hour = hour % 12 + (half == Half.Afternoon ? 12 : 0);
        if (hour > 23 || minute > 59 || second > 59) return false;

        nanoseconds = hour * WallTime.Hour + minute * WallTime.Minute + second * WallTime.Second + fraction;
        return true;
    }

    private enum Half
    {
        None,
        Morning,
        Afternoon,
    }

    private static Half HalfOf(ref ReadOnlySpan<byte> text)
    {
        if (text.Length < 3 || text[^1] is not ((byte)'M' or (byte)'m')) return Half.None;
        var half = text[^2] switch { (byte)'A' or (byte)'a' => Half.Morning, (byte)'P' or (byte)'p' => Half.Afternoon, _ => Half.None };
        if (half != Half.None) text = text[..^2].TrimEnd((byte)' ');
        return half;
    }

    private static bool TrySplit(ReadOnlySpan<byte> text, out int hour, out int minute, out int second, out long fraction)
    {
        (hour, minute, second, fraction) = (0, 0, 0, 0);
        var colon = text.IndexOf((byte)':');
        if (colon < 0)
            return text.Length is 4 or 6 && CompactTime.TryDigits(text[..2], out hour) && CompactTime.TryDigits(text[2..4], out minute) &&
                (text.Length == 4 || CompactTime.TryDigits(text[4..], out second));
        if (colon is < 1 or > 2 || text.Length < colon + 3 || !CompactTime.TryDigits(text[..colon], out hour) || !CompactTime.TryDigits(text[(colon + 1)..(colon + 3)], out minute)) return false;

        text = text[(colon + 3)..];
        if (text.IsEmpty) return true;
        if (text[0] != ':' || text.Length < 3 || !CompactTime.TryDigits(text[1..3], out second)) return false;
        return text.Length == 3 || text[3] is (byte)'.' or (byte)',' && TryFraction(text[4..], out fraction);
    }

    private static bool TryFraction(ReadOnlySpan<byte> digits, out long nanoseconds)
    {
        nanoseconds = 0;
        if (digits.Length is 0 or > FractionDigits || !CompactTime.TryDigits(digits, out var number)) return false;
        nanoseconds = number;
        for (var index = digits.Length; index < FractionDigits; index++) nanoseconds *= 10;
        return true;
    }
}
