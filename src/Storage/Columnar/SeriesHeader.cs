using System.Buffers.Binary;
using System.Text;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>The first page of a series file: what it is and how its blocks are laid out. Never changes.</summary>
internal static class SeriesHeader
{
    private const ulong Magic = 0x0A0D_534E_4D55_4C43; // "CLUMNS\r\n": a transfer that converts line ends breaks it visibly.
    private const int Version = 1;
    private const int NamesOffset = 32;

    public static byte[] Write(SeriesKey key, SeriesLayout layout)
    {
        var page = new byte[SeriesLayout.PageSize];
        BinaryPrimitives.WriteUInt64LittleEndian(page, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(12), layout.RowsPerBlock);
        var names = Encoding.ASCII.GetBytes($"{key.Symbol}/{SeriesFileName.Stem(key)}");
        BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(16), names.Length);
        names.CopyTo(page, NamesOffset);
        SealedPage.Seal(page, 0);
        return page;
    }

    /// <exception cref="StoreDamagedException">The page is not what <see cref="Write"/> wrote, or of a newer version.</exception>
    public static (SeriesKey Key, SeriesLayout Layout) Read(ReadOnlySpan<byte> page, string file)
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(page) != Magic) throw new StoreDamagedException(file, "it does not begin as a series file does: another kind of file, or its header was overwritten.");
        if (!SealedPage.IsIntact(page, 0)) throw new StoreDamagedException(file, "its header changed since it was written (checksum).");
        var version = BinaryPrimitives.ReadInt32LittleEndian(page[8..]);
        if (version != Version) throw new StoreDamagedException(file, $"it is of format version {version}; this build reads version {Version}.");

        var rowsPerBlock = BinaryPrimitives.ReadInt32LittleEndian(page[12..]);
        var name = Encoding.ASCII.GetString(page.Slice(NamesOffset, BinaryPrimitives.ReadInt32LittleEndian(page[16..])));
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && SeriesFileName.TryParse(name[..slash], name[(slash + 1)..], out var key)
            ? (key, new(key.Kind, rowsPerBlock))
            : throw new StoreDamagedException(file, $"its header names no series: '{name}'.");
    }
}
