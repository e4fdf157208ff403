using System.Buffers.Binary;
using System.IO.Compression;
using AlgoTrendy.Storage.Formats.Zip;

namespace AlgoTrendy.Storage.Formats;

/// <summary>An opened file as the texts in it: itself, or what a zip or gzip holds.</summary>
internal sealed class FileContents : IDisposable
{
    private readonly FileSource _source;
    private readonly IDisposable? _owned;

    private FileContents(FileSource source, IReadOnlyList<FilePart> parts, bool isZip, string? damage, IDisposable? owned)
    {
        _source = source;
        _owned = owned;
        Parts = parts;
        IsZip = isZip;
        Damage = damage;
    }

    public IReadOnlyList<FilePart> Parts { get; }

    public bool IsZip { get; }

    /// <summary>What is wrong with the file as a whole; null when nothing is.</summary>
    public string? Damage { get; }

    /// <summary>Null with a sentence when the file cannot be opened.</summary>
    public static FileContents? TryOpen(FileSource source, out string? problem)
    {
        problem = null;
        try
        {
            var stream = source.Open();
            var head = new byte[4];
            var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            if (ZipContent.IsZip(head.AsSpan(0, length)))
            {
                stream.Position = 0;
                var zip = ZipContent.Open(stream);
                return new(source, zip.Parts, true, zip.Damage, zip);
            }

            var size = stream.Length;
            stream.Dispose();
            var name = Path.GetFileName(source.Path);
            return head is [0x1F, 0x8B, ..]
                ? new(source, [new(WithoutGz(name), 0, null, () => OpenGzip(source))], false, null, null)
                : new(source, [new(name, size, null, source.Open)], false, null, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problem = exception is FileNotFoundException or DirectoryNotFoundException ? "There is no such file." : $"The file cannot be read: {exception.Message}";
            return null;
        }
    }

    /// <summary>How a part is named to people: "x.zip/entry.csv".</summary>
    public string NameOf(FilePart part) => IsZip ? _source.Path + "/" + part.Name : _source.Path;

    public void Dispose() => _owned?.Dispose();

    private static string WithoutGz(string name) => name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;

    private static GuardedStream OpenGzip(FileSource source)
    {
        // The last four bytes are the length of what was packed (RFC 1952), without which a cut would go unnoticed.
        const int tail = sizeof(uint);
        var stream = source.Open();
        var length = new byte[tail];
        stream.Position = Math.Max(0, stream.Length - tail);
        stream.ReadAtLeast(length, tail, throwOnEndOfStream: false);
        stream.Position = 0;
        return new(new GZipStream(stream, CompressionMode.Decompress), stream.Length) { ExpectedLength = BinaryPrimitives.ReadUInt32LittleEndian(length) };
    }
}
