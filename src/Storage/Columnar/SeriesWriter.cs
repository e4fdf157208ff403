using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>Adds later rows behind the committed ones of one file; they count once <see cref="Commit"/> returns, all or none.</summary>
internal sealed class SeriesWriter(IStoreFile file, SeriesLayout layout, Commit last)
{
    private readonly uint[] _tailChecksums = [.. last.TailChecksums];
    private Instant64 _first = last.First;
    private Instant64 _last = last.Last;
    private Instant64 _tailFirst = last.TailFirst;

    public long Rows { get; private set; } = last.Rows;

    /// <param name="rows">Not before what is there already; whoever calls has checked that.</param>
    public void Add(Columns rows)
    {
        var done = 0;
        while (done < rows.Count)
        {
            var place = (int)(Rows % layout.RowsPerBlock);
            var count = Math.Min(rows.Count - done, layout.RowsPerBlock - place);
            AddToBlock(rows.Slice(done, count), place);
            done += count;
        }
    }

    /// <summary>First the rows reach the disk, then the page that says so: a cut in between leaves the commit before.</summary>
    public Commit Commit()
    {
        file.SetLength(layout.LengthFor(Rows));
        file.Flush();
        var commit = new Commit(last.Sequence + 1, Rows, _first, _last, _tailFirst, [.. _tailChecksums]);
        file.Write(SeriesLayout.SlotOffset(commit.Sequence), commit.ToPage());
        Confirm();
        return commit;
    }

    private void Confirm()
    {
        try
        {
            file.Flush();
        }
        catch (IOException error)
        {
            throw new IOException("The disk did not confirm that the rows are stored: they may be there, all of them, or not. Store them again; what is there is recognised.", error);
        }
    }

    private void AddToBlock(Columns rows, int place)
    {
        var block = Rows / layout.RowsPerBlock;
        for (var column = 0; column < layout.ColumnCount; column++)
            file.Write(layout.ColumnOffset(block, column) + (long)place * SeriesLayout.CellSize, Checksum.Bytes(rows, column));

        Checksum.Extend(_tailChecksums, rows);
        if (Rows == 0) _first = rows.Times[0];
        if (place == 0) _tailFirst = rows.Times[0];
        _last = rows.Times[^1];
        Rows += rows.Count;
        if (Rows % layout.RowsPerBlock == 0) EndBlock(block);
    }

    private void EndBlock(long block)
    {
        Span<byte> footer = stackalloc byte[SeriesLayout.FooterSize];
        BlockFooter.Write(footer, block, _tailFirst, _last, _tailChecksums);
        file.Write(layout.FooterOffset(block), footer);
        Array.Fill(_tailChecksums, Checksum.Start);
        _tailFirst = default;
    }
}
