using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Formats;

namespace AlgoTrendy.Modules.History.Importing;

/// <summary>Rows of one series from any number of files, held until they are stored together: a store file is not rewritten for each of a thousand small files.</summary>
internal sealed class WaitingRows(SeriesTarget target, string format)
{
    private readonly List<FileBatch> _batches = [];

    public SeriesTarget Target => target;

    public string Format => format;

    public int Count { get; private set; }

    public void Add(FileBatch batch)
    {
        if (batch.Rows.Count == 0) return;
        _batches.Add(batch with { Rejected = [] });
        Count += batch.Rows.Count;
    }

    /// <summary>All rows in order, and a way to tell where each came from; the buffer is empty afterwards.</summary>
    public (Columns Rows, Func<int, (string File, long Line)> OriginOf) Take()
    {
        var order = RowOrder.Of([.. _batches.Select(batch => batch.Rows)]);
        var batches = new Dictionary<Columns, FileBatch>(ReferenceEqualityComparer.Instance);
        foreach (var batch in _batches) batches.Add(batch.Rows, batch);
        _batches.Clear();
        Count = 0;
        return (order.Rows, OriginOf);

        (string File, long Line) OriginOf(int row)
        {
            var (piece, index) = order.OriginOf(row);
            return batches[piece].OriginOf(index);
        }
    }
}
