using AlgoTrendy.Storage.Formats.Text;

namespace AlgoTrendy.Storage.Formats.Csv;

/// <summary>The distance from UTC at the end of a time: Z, UTC, +02:00, +0200, -5, GMT-0500.</summary>
internal static class CsvOffset
{
    private const int MostHours = 18;

    /// <summary>Cuts it off; false, with an offset of 0, when there is none.</summary>
    public static bool TryCut(ref ReadOnlySpan<byte> text, out long offset)
    {
        offset = 0;
        if (text.Length > 1 && text[^1] is (byte)'Z' or (byte)'z')
        {
            text = text[..^1].TrimEnd((byte)' ');
            return true;
        }

        var sign = text.LastIndexOfAny((byte)'+', (byte)'-');
        if (sign > 0)
        {
            if (!TryHours(text[(sign + 1)..], out offset)) return false;
            if (text[sign] == '-') offset = -offset;
            text = text[..sign].TrimEnd((byte)' ');
            CutName(ref text);
            return true;
        }

        return CutName(ref text);
    }

    private static bool CutName(ref ReadOnlySpan<byte> text)
    {
        if (!text.EndsWith("UTC"u8) && !text.EndsWith("GMT"u8)) return false;
        text = text[..^3].TrimEnd((byte)' ');
        return true;
    }

    private static bool TryHours(ReadOnlySpan<byte> text, out long offset)
    {
        offset = 0;
        var (hours, minutes) = (0, 0);
        var isRead = text.Length switch
        {
            1 or 2 => CompactTime.TryDigits(text, out hours),
            4 => CompactTime.TryDigits(text[..2], out hours) && CompactTime.TryDigits(text[2..], out minutes),
            5 when text[2] == ':' => CompactTime.TryDigits(text[..2], out hours) && CompactTime.TryDigits(text[3..], out minutes),
            _ => false,
        };
        if (!isRead || hours > MostHours || minutes > 59) return false;

        offset = hours * WallTime.Hour + minutes * WallTime.Minute;
        return true;
    }
}
