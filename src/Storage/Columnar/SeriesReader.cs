using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>One series as it was committed when this was opened; what is appended later is seen by the next reader. Safe to use from many threads.</summary>
/// <remarks>Each block is checked against its checksums the first time this reader touches it; keep the reader to scan again at full speed.</remarks>
public sealed class SeriesReader
{
    private readonly SeriesSnapshot _snapshot;
    private readonly MappedFile? _map;
    private readonly bool[] _checked;

    private SeriesReader(SeriesSnapshot snapshot, MappedFile? map)
    {
        _snapshot = snapshot;
        _map = map;
        _checked = new bool[snapshot.Layout.BlocksFor(snapshot.Commit.Rows)];
    }

    public SeriesKey Key => _snapshot.Key;

    public string File => _snapshot.File;

    public long Rows => _snapshot.Commit.Rows;

    /// <summary>The time of the first row; null when there is none.</summary>
    public Instant64? First => Rows == 0 ? null : _snapshot.Commit.First;

    /// <summary>The time of the last row; null when there is none.</summary>
    public Instant64? Last => Rows == 0 ? null : _snapshot.Commit.Last;

    /// <summary>How long the file is.</summary>
    public long Bytes => _snapshot.Layout.LengthFor(Rows);

    /// <summary>A cut-off commit that was dropped when the file was opened; null when all is well.</summary>
    public string? Notice => _snapshot.Notice;

    public int BlockCount => _checked.Length;

    internal SeriesSnapshot Snapshot => _snapshot;

    /// <summary>The rows with times in [from, to), block by block without copying; null is no bound. The memory needed does not grow with the range.</summary>
    /// <remarks>Spans taken from a block are valid as long as the block or this reader is referred to, so use them inside the loop; <see cref="Read"/> copies.</remarks>
    /// <exception cref="StoreDamagedException">A block is not what was written.</exception>
    public IEnumerable<Columns> ReadBlocks(Instant64? from = null, Instant64? to = null)
    {
        for (var block = from is { } start ? FirstBlockReaching(start) : 0; block < BlockCount; block++)
        {
            if (to is { } end && TimesOf(block).First >= end) yield break;
            var rows = Block(block);
            if (from > rows.Times[0] || to <= rows.Times[^1]) rows = rows.Between(from ?? Instant64.MinValue, to ?? Instant64.MaxValue);
            if (rows.Count > 0) yield return rows;
        }
    }

    /// <summary>The rows with times in [from, to) in memory of their own, each column contiguous.</summary>
    /// <exception cref="StoreDamagedException">A block is not what was written.</exception>
    public Columns Read(Instant64? from = null, Instant64? to = null)
    {
        var parts = ReadBlocks(from, to).ToList();
        var count = checked((int)parts.Sum(part => (long)part.Count));
        var times = GC.AllocateUninitializedArray<Instant64>(count);
        var values = SeriesColumns.Of(Key.Kind).Select(_ => GC.AllocateUninitializedArray<double>(count)).ToArray();
        var done = 0;
        foreach (var part in parts)
        {
            part.Times.CopyTo(times.AsSpan(done));
            for (var column = 0; column < values.Length; column++) part.Values(column).CopyTo(values[column].AsSpan(done));
            done += part.Count;
        }

        return new(Key.Kind, times, Array.ConvertAll(values, column => (ReadOnlyMemory<double>)column));
    }

    /// <summary>All committed rows of one block, without copying.</summary>
    /// <exception cref="StoreDamagedException">The block is not what was written.</exception>
    public Columns Block(int block)
    {
        var rows = RowsOf(block);
        if (Volatile.Read(ref _checked[block])) return rows;

        BlockCheck.Demand(_snapshot, block, rows, FooterBytes(block));
        Volatile.Write(ref _checked[block], true);
        return rows;
    }

    internal static SeriesReader Open(string file)
    {
        using var handle = System.IO.File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var snapshot = SeriesSnapshot.Read(file, handle);
        return new(snapshot, snapshot.Commit.Rows == 0 ? null : new(handle, snapshot.Layout.LengthFor(snapshot.Commit.Rows)));
    }

    /// <summary>The rows of a block as they lie in the file, checked or not.</summary>
    private Columns RowsOf(int block)
    {
        var layout = _snapshot.Layout;
        var count = (int)Math.Min(layout.RowsPerBlock, Rows - (long)block * layout.RowsPerBlock);
        var values = new ReadOnlyMemory<double>[layout.ColumnCount - 1];
        for (var column = 0; column < values.Length; column++) values[column] = _map!.Memory<double>(layout.ColumnOffset(block, column + 1), count);
        return new(Key.Kind, _map!.Memory<Instant64>(layout.ColumnOffset(block, 0), count), values);
    }

    private ReadOnlySpan<byte> FooterBytes(int block) => _map!.Bytes(_snapshot.Layout.FooterOffset(block), SeriesLayout.FooterSize);

    private (Instant64 First, Instant64 Last) TimesOf(int block)
    {
        if (BlockCheck.IsTail(_snapshot, block)) return (_snapshot.Commit.TailFirst, _snapshot.Commit.Last);
        var footer = BlockFooter.Read(FooterBytes(block), block, File);
        return (footer.First, footer.Last);
    }

    private int FirstBlockReaching(Instant64 moment)
    {
        var (low, high) = (0, BlockCount);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (TimesOf(middle).Last < moment) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
