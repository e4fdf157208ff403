using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>Writes stored rows and a batch's accepted rows in the order of time, in bounded memory.</summary>
internal sealed class SeriesMerge(SeriesWriter writer, SeriesKind kind)
{
    private const int RowsAtOnce = 8192;

    private ColumnsBuilder _pending = new(kind, RowsAtOnce);

    public void Write(SeriesReader stored, Columns rows, RowFate[] fates)
    {
        var (first, last) = (rows.Times[0], rows.Times[^1]);
        foreach (var block in stored.ReadBlocks(to: first)) writer.Add(block);

        var cursor = new RowCursor(stored, first, last);
        for (int start = 0, end; start < rows.Count; start = end)
        {
            end = MergePlan.EndOfTime(rows, start);
            WriteStoredBefore(cursor, rows, start, isReplaced: fates.AsSpan(start, end - start).Contains(RowFate.Replace));
            for (var row = start; row < end; row++)
                if (fates[row] is RowFate.Store or RowFate.Replace) Write(new(rows, row));
        }

        Flush();
        foreach (var block in stored.ReadBlocks(from: last.PlusNanoseconds(1))) writer.Add(block);
    }

    private void WriteStoredBefore(RowCursor cursor, Columns rows, int start, bool isReplaced)
    {
        var limit = rows.Times[start];
        while (cursor.TryPeek(out var place, out var time) && time <= limit)
        {
            if (time < limit || !isReplaced) Write(place);
            cursor.Skip();
        }
    }

    private void Write(RowPlace place)
    {
        place.CopyTo(_pending);
        if (_pending.Count == RowsAtOnce) Flush();
    }

    private void Flush()
    {
        writer.Add(_pending.Build());
        _pending = new(kind, RowsAtOnce);
    }
}
