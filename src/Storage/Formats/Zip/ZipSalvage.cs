using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace AlgoTrendy.Storage.Formats.Zip;

/// <summary>Finds the files of a zip that has lost its table of contents (which stands at the end), by the header before each file.</summary>
/// <remarks>PKWARE APPNOTE 4.3.7, local file header. Files written without their length in the header (by streaming) end the search after the first of them.</remarks>
internal static class ZipSalvage
{
    private const int HeaderLength = 30;
    private const uint HeaderSignature = 0x04034B50;
    private const uint Zip64Length = uint.MaxValue;
    private const ushort Encrypted = 1 << 0;
    private const ushort LengthFollows = 1 << 3;
    private const ushort Stored = 0;
    private const ushort Deflated = 8;

    public static IReadOnlyList<FilePart> PartsBefore(Stream stream, int most)
    {
        var parts = new List<FilePart>();
        var header = new byte[HeaderLength];
        var position = 0L;
        while (parts.Count < most && TryRead(stream, position, header))
        {
            var flags = Word(header, 6);
            var (method, crc, packed, length) = (Word(header, 8), Long(header, 14), (long)Long(header, 18), (long)Long(header, 22));
            var name = new byte[Word(header, 26)];
            var data = position + HeaderLength + name.Length + Word(header, 28);
            if (Long(header, 0) != HeaderSignature || !TryRead(stream, position + HeaderLength, name)) break;
            if ((flags & Encrypted) != 0 || method is not (Stored or Deflated)) break;

            var isLengthUnknown = (flags & LengthFollows) != 0 || packed == Zip64Length;
            var available = Math.Max(0, stream.Length - data);
            var isWhole = !isLengthUnknown && packed <= available;
            var taken = isWhole ? packed : available;
            if (name.Length > 0 && name[^1] != '/')
                parts.Add(new(Encoding.UTF8.GetString(name), isWhole ? length : 0, isWhole ? crc : null, () => Open(stream, data, taken, method, !isWhole)));
            if (!isWhole) break;

            position = data + packed;
        }

        return parts;
    }

    private static GuardedStream Open(Stream stream, long start, long length, ushort method, bool isCut)
    {
        var packed = new StreamPart(stream, start, length);
        return new(method == Stored ? packed : new DeflateStream(packed, CompressionMode.Decompress), length) { IsCut = isCut };
    }

    private static bool TryRead(Stream stream, long position, byte[] bytes)
    {
        if (position + bytes.Length > stream.Length) return false;
        stream.Position = position;
        stream.ReadExactly(bytes);
        return true;
    }

    private static ushort Word(byte[] bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(offset));

    private static uint Long(byte[] bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(offset));
}
