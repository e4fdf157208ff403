using System.IO.Compression;
using AlgoTrendy.Storage.Formats.Text;

namespace AlgoTrendy.Storage.Formats.Zip;

/// <summary>The files inside a zip, in order of name. A zip that was cut short has those before the cut. Never throws for what the bytes are.</summary>
internal sealed class ZipContent : IDisposable
{
    private const int MostParts = 100_000;

    private readonly Stream _stream;
    private readonly ZipArchive? _archive;

    private ZipContent(Stream stream, ZipArchive? archive, IReadOnlyList<FilePart> parts, string? damage)
    {
        _stream = stream;
        _archive = archive;
        Parts = parts;
        Damage = damage;
    }

    public IReadOnlyList<FilePart> Parts { get; }

    /// <summary>What is wrong with the zip as a whole, as a sentence; null when nothing is.</summary>
    public string? Damage { get; }

    public static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8);

    /// <summary>Takes over the stream.</summary>
    public static ZipContent Open(Stream stream)
    {
        try
        {
            var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Count > MostParts) return new(stream, archive, [], $"The zip holds more than {MostParts} files.");

            return new(stream, archive, [.. archive.Entries.Where(entry => !IsFolder(entry.FullName)).Select(PartOf).OrderBy(part => part.Name, StringComparer.Ordinal)], null);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            var parts = ZipSalvage.PartsBefore(stream, MostParts);
            return new(stream, null, [.. parts.OrderBy(part => part.Name, StringComparer.Ordinal)], "The zip is truncated or damaged: its table of contents cannot be read.");
        }
    }

    /// <summary>What the framework throws for bytes that are no proper zip.</summary>
    public static bool IsDamage(Exception exception) =>
        exception is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException or IndexOutOfRangeException;

    public void Dispose()
    {
        _archive?.Dispose();
        _stream.Dispose();
    }

    private static bool IsFolder(string name) => name.Length == 0 || name[^1] is '/' or '\\';

    private static FilePart PartOf(ZipArchiveEntry entry) => new(entry.FullName, entry.Length, entry.Crc32, () => OpenEntry(entry));

    private static GuardedStream OpenEntry(ZipArchiveEntry entry)
    {
        if (entry.IsEncrypted) throw new InvalidDataException("It is encrypted; unpack it first.");
        try
        {
            return new GuardedStream(entry.Open(), entry.CompressedLength);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw new InvalidDataException($"It cannot be unpacked: {Quoted.Text(exception.Message)}", exception);
        }
    }
}
