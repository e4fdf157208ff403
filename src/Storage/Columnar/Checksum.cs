using System.Numerics;
using System.Runtime.InteropServices;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>CRC-32C (Castagnoli, RFC 3720 appendix B.4) by the processor's own instruction, as a running value without the final inversion.</summary>
internal static class Checksum
{
    public const uint Start = 0xFFFF_FFFF;

    public static uint Extend(uint running, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words) running = BitOperations.Crc32C(running, word);
        foreach (var rest in bytes[(words.Length * sizeof(ulong))..]) running = BitOperations.Crc32C(running, rest);
        return running;
    }

    /// <summary>Extends one running value a column, the time's first.</summary>
    public static void Extend(Span<uint> running, Columns rows)
    {
        var column = 0;
        for (; column + 3 <= running.Length; column += 3) ExtendThree(running[column..], Cells(rows, column), Cells(rows, column + 1), Cells(rows, column + 2));
        for (; column < running.Length; column++) running[column] = Extend(running[column], Bytes(rows, column));
    }

    public static ReadOnlySpan<byte> Bytes(Columns rows, int column) =>
        column == 0 ? MemoryMarshal.AsBytes(rows.Times) : MemoryMarshal.AsBytes(rows.Values(column - 1));

    private static ReadOnlySpan<ulong> Cells(Columns rows, int column) => MemoryMarshal.Cast<byte, ulong>(Bytes(rows, column));

    // The instruction takes three cycles but one can begin each cycle: three independent chains cost as much as one.
    private static void ExtendThree(Span<uint> running, ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second, ReadOnlySpan<ulong> third)
    {
        var (one, two, three) = (running[0], running[1], running[2]);
        second = second[..first.Length];
        third = third[..first.Length];
        for (var row = 0; row < first.Length; row++)
        {
            one = BitOperations.Crc32C(one, first[row]);
            two = BitOperations.Crc32C(two, second[row]);
            three = BitOperations.Crc32C(three, third[row]);
        }

        (running[0], running[1], running[2]) = (one, two, three);
    }
}
