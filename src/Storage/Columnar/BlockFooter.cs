using System.Buffers.Binary;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>Ends a full block: the times of its first and last row, by which a range is found, and the checksum of each column.</summary>
internal readonly ref struct BlockFooter
{
    private const int ChecksumsOffset = 16;

    private readonly ReadOnlySpan<byte> _bytes;

    private BlockFooter(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    public Instant64 First => Instant64.FromUnixTimeNanoseconds(BinaryPrimitives.ReadInt64LittleEndian(_bytes));

    public Instant64 Last => Instant64.FromUnixTimeNanoseconds(BinaryPrimitives.ReadInt64LittleEndian(_bytes[sizeof(long)..]));

    public uint ChecksumOf(int column) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[(ChecksumsOffset + column * sizeof(uint))..]);

    public static void Write(Span<byte> bytes, long block, Instant64 first, Instant64 last, ReadOnlySpan<uint> checksums)
    {
        bytes.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, first.ToUnixTimeNanoseconds());
        BinaryPrimitives.WriteInt64LittleEndian(bytes[sizeof(long)..], last.ToUnixTimeNanoseconds());
        for (var column = 0; column < checksums.Length; column++) BinaryPrimitives.WriteUInt32LittleEndian(bytes[(ChecksumsOffset + column * sizeof(uint))..], checksums[column]);
        SealedPage.Seal(bytes, block);
    }

    /// <exception cref="StoreDamagedException">The footer is not the one that was written for this block.</exception>
    public static BlockFooter Read(ReadOnlySpan<byte> bytes, long block, string file) => SealedPage.IsIntact(bytes, block)
        ? new(bytes)
        : throw new StoreDamagedException(file, block, "its footer changed since it was written (checksum).");
}
