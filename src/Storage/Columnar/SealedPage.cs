using System.Buffers.Binary;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>A run of bytes whose last four are the checksum of the others and of where the bytes belong, so that one in the wrong place is found too.</summary>
internal static class SealedPage
{
    private const int SealSize = sizeof(uint);

    public static void Seal(Span<byte> page, long place) =>
        BinaryPrimitives.WriteUInt32LittleEndian(page[^SealSize..], SealOf(page, place));

    public static bool IsIntact(ReadOnlySpan<byte> page, long place) =>
        BinaryPrimitives.ReadUInt32LittleEndian(page[^SealSize..]) == SealOf(page, place);

    private static uint SealOf(ReadOnlySpan<byte> page, long place)
    {
        Span<byte> where = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(where, place);
        return Checksum.Extend(Checksum.Extend(Checksum.Start, where), page[..^SealSize]);
    }
}
