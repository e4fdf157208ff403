using System.Buffers.Binary;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>What a file holds for certain: all rows before <see cref="Rows"/>, whose bytes were on the disk before this was written.</summary>
/// <param name="Sequence">Counts the commits of a file from 1.</param>
/// <param name="First">The time of the first row of all.</param>
/// <param name="TailFirst">The time of the first row of the last block while that is partly filled.</param>
/// <param name="TailChecksums">Of each column of the partly filled block, over its committed rows alone: full blocks carry theirs in their footer.</param>
internal sealed record Commit(long Sequence, long Rows, Instant64 First, Instant64 Last, Instant64 TailFirst, uint[] TailChecksums)
{
    private const int ChecksumsOffset = 64;

    public static Commit None(SeriesLayout layout)
    {
        var checksums = new uint[layout.ColumnCount];
        Array.Fill(checksums, Checksum.Start);
        return new(0, 0, default, default, default, checksums);
    }

    public byte[] ToPage()
    {
        var page = new byte[SeriesLayout.PageSize];
        ReadOnlySpan<long> numbers = [Sequence, Rows, First.ToUnixTimeNanoseconds(), Last.ToUnixTimeNanoseconds(), TailFirst.ToUnixTimeNanoseconds()];
        for (var index = 0; index < numbers.Length; index++) BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(index * sizeof(long)), numbers[index]);
        for (var index = 0; index < TailChecksums.Length; index++) BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(ChecksumsOffset + index * sizeof(uint)), TailChecksums[index]);
        SealedPage.Seal(page, SeriesLayout.SlotOffset(Sequence));
        return page;
    }

    /// <summary>Null when the page is not what <see cref="ToPage"/> wrote for this place.</summary>
    public static Commit? FromPage(ReadOnlySpan<byte> page, long place, SeriesLayout layout)
    {
        if (!SealedPage.IsIntact(page, place)) return null;

        var checksums = new uint[layout.ColumnCount];
        for (var index = 0; index < checksums.Length; index++) checksums[index] = BinaryPrimitives.ReadUInt32LittleEndian(page[(ChecksumsOffset + index * sizeof(uint))..]);
        return new(Number(page, 0), Number(page, 1), Time(page, 2), Time(page, 3), Time(page, 4), checksums);
    }

    private static long Number(ReadOnlySpan<byte> page, int index) => BinaryPrimitives.ReadInt64LittleEndian(page[(index * sizeof(long))..]);

    private static Instant64 Time(ReadOnlySpan<byte> page, int index) => Instant64.FromUnixTimeNanoseconds(Number(page, index));
}
