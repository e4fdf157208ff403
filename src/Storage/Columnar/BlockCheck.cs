using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>Compares a block's rows with the checksums that were written for them.</summary>
internal static class BlockCheck
{
    /// <summary>Whether a block is the partly filled last one, whose checksums stand in the commit.</summary>
    public static bool IsTail(SeriesSnapshot snapshot, int block) => (block + 1L) * snapshot.Layout.RowsPerBlock > snapshot.Commit.Rows;

    /// <exception cref="StoreDamagedException">A column is not what was written, or the times are not those that the footer or commit promise.</exception>
    public static void Demand(SeriesSnapshot snapshot, int block, Columns rows, ReadOnlySpan<byte> footerBytes)
    {
        Span<uint> actual = stackalloc uint[snapshot.Layout.ColumnCount];
        actual.Fill(Checksum.Start);
        Checksum.Extend(actual, rows);
        if (IsTail(snapshot, block))
        {
            var commit = snapshot.Commit;
            for (var column = 0; column < actual.Length; column++) DemandColumn(snapshot, block, column, commit.TailChecksums[column], actual[column]);
            DemandTimes(snapshot, block, rows, commit.TailFirst, commit.Last);
            return;
        }

        var footer = BlockFooter.Read(footerBytes, block, snapshot.File);
        for (var column = 0; column < actual.Length; column++) DemandColumn(snapshot, block, column, footer.ChecksumOf(column), actual[column]);
        DemandTimes(snapshot, block, rows, footer.First, footer.Last);
    }

    private static void DemandColumn(SeriesSnapshot snapshot, int block, int column, uint written, uint actual)
    {
        if (written != actual)
            throw new StoreDamagedException(snapshot.File, block, $"column {snapshot.Layout.ColumnName(column)} changed since it was written (checksum).");
    }

    private static void DemandTimes(SeriesSnapshot snapshot, int block, Columns rows, Instant64 first, Instant64 last)
    {
        if (rows.Times[0] != first || rows.Times[^1] != last)
            throw new StoreDamagedException(snapshot.File, block, $"its rows run from {rows.Times[0]} to {rows.Times[^1]}, but it was written from {first} to {last}.");
    }
}
