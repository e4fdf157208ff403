namespace AlgoTrendy.Storage.Formats;

/// <summary>One text to read: a file, or one of the files inside a zip.</summary>
/// <param name="Name">Without folders for a file; with them inside a zip.</param>
/// <param name="Length">Bytes once unpacked, as the zip says; 0 when it does not.</param>
/// <param name="Crc">The checksum of the unpacked bytes; null when there is none, so that nothing can be checked.</param>
/// <param name="Open">Opens the unpacked bytes from their start; reading throws InvalidDataException at the damage.</param>
internal sealed record FilePart(string Name, long Length, uint? Crc, Func<Stream> Open)
{
    /// <summary>The name without folders.</summary>
    public string FileName => Name[(Name.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>The first bytes, as far as they can be read, and whether that is all.</summary>
    public (byte[] Bytes, bool IsAll) Head()
    {
        const int most = 1 << 16;
        var head = new byte[most];
        var length = 0;
        try
        {
            using var stream = Open();
            for (int read; length < most && (read = stream.Read(head, length, most - length)) > 0;) length += read;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return (head[..length], false);
        }

        return (head[..length], length < most);
    }
}
