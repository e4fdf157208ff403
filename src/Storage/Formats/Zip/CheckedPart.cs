namespace AlgoTrendy.Storage.Formats.Zip;

/// <summary>Opens a file inside a zip only after its checksum held, so that no row comes from bytes that changed.</summary>
internal static class CheckedPart
{
    // Up to here the unpacked bytes are kept between checking and reading; larger ones are unpacked twice instead.
    private const long KeptInMemory = 32L << 20;

    /// <summary>The unpacked bytes; null with the reason when they cannot be trusted. A part that was cut has no checksum and gives what precedes the cut.</summary>
    public static Stream? Open(FilePart part, out string? damage)
    {
        damage = null;
        try
        {
            if (part.Crc is not { } expected) return part.Open();

            var kept = part.Length is >= 0 and <= KeptInMemory ? new MemoryStream((int)part.Length) : null;
            if (ChecksumOf(part, kept) != expected)
            {
                damage = "its checksum does not match: bytes have changed, and none of its rows are taken";
                return null;
            }

            if (kept is null) return part.Open();
            kept.Position = 0;
            return kept;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            damage = $"{exception.Message}; none of its rows are taken";
            return null;
        }
    }

    private static uint? ChecksumOf(FilePart part, MemoryStream? kept)
    {
        using var stream = part.Open();
        var buffer = new byte[1 << 16];
        var (crc, length) = (0U, 0L);
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            length += read;
            if (length > part.Length) return null;
            crc = Crc32.Append(crc, buffer.AsSpan(0, read));
            kept?.Write(buffer, 0, read);
        }

        return length == part.Length ? crc : null;
    }
}
