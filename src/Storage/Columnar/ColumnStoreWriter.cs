using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Instruments.CorporateActions;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>The one writer of a store: nobody else writes until it is disposed, while everybody reads on. Not for two threads at once.</summary>
public sealed class ColumnStoreWriter : IDisposable
{
    private const string LockName = ".lock";

    private readonly ColumnStore _store;
    private readonly FileStream _lock;

    internal ColumnStoreWriter(ColumnStore store)
    {
        _store = store;
        Directory.CreateDirectory(store.Folder);
        try
        {
            _lock = new(Path.Combine(store.Folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new StoreBusyException(store.Folder, error);
        }

        foreach (var left in Directory.EnumerateFiles(store.Folder, "*" + SeriesFileName.UnfinishedExtension, SearchOption.AllDirectories)) File.Delete(left);
    }

    /// <summary>Stores rows, all or none of them should the process or the machine stop. Later rows are added at the end; rows between or instead of stored ones make a new file that takes the old one's place.</summary>
    /// <param name="rows">Times never going back.</param>
    /// <param name="replace">Whether rows that differ from stored ones of their time replace them; otherwise they are conflicts.</param>
    /// <exception cref="StoreDamagedException">The stored file is not what was written, and the rows have to be merged with it.</exception>
    /// <exception cref="StoreFullException">The disk is full; nothing of this batch was stored.</exception>
    public AppendSummary Append(SeriesKey key, Columns rows, bool replace = false)
    {
        if (rows.Kind != key.Kind) throw new ArgumentException($"{rows.Kind} do not go into a series of {key.Kind}.", nameof(rows));
        if (rows.Count == 0) return AppendSummary.Nothing;
        var isStrict = DemandOrder(rows);

        var file = SeriesFileName.Path(_store.Folder, key);
        try
        {
            return File.Exists(file) ? AddTo(file, key, rows, isStrict, replace) : Create(file, key, rows, isStrict);
        }
        catch (IOException error) when (StoreFullException.IsMeantBy(error))
        {
            throw new StoreFullException(file, error);
        }
    }

    /// <summary>Removes a series for good; false when there was none.</summary>
    public bool Delete(SeriesKey key)
    {
        var file = SeriesFileName.Path(_store.Folder, key);
        if (!File.Exists(file)) return false;

        File.Delete(file);
        File.Delete(RejectCounts.FileOf(file));
        var folder = Path.GetDirectoryName(file)!;
        if (!Directory.EnumerateFiles(folder, "*" + SeriesFileName.Extension).Any()) DeleteCorporateActions(key.Symbol);
        if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        return true;
    }

    /// <summary>Keeps how many rows of each source were rejected, in the place of what was known of that source; 0 forgets it.</summary>
    public void RecordRejected(SeriesKey key, IReadOnlyDictionary<string, long> rowsBySource) =>
        RejectCounts.Update(SeriesFileName.Path(_store.Folder, key), rowsBySource, _store.Disk);

    /// <summary>Keeps how a stock's raw prices are adjusted, in the place of what was known.</summary>
    public void SaveFactors(Symbol symbol, AdjustmentFactors factors) =>
        _store.Disk.WriteWhole(CorporateActionFiles.FactorFile(_store.Folder, symbol), CorporateActionFiles.Write(factors));

    /// <summary>Keeps the tickers that a stock had, in the place of what was known.</summary>
    public void SaveTickerMap(Symbol symbol, TickerMap map) =>
        _store.Disk.WriteWhole(CorporateActionFiles.TickerFile(_store.Folder, symbol), CorporateActionFiles.Write(map));

    public void Dispose() => _lock.Dispose();

    private void DeleteCorporateActions(Symbol symbol)
    {
        File.Delete(CorporateActionFiles.FactorFile(_store.Folder, symbol));
        File.Delete(CorporateActionFiles.TickerFile(_store.Folder, symbol));
    }

    private AppendSummary AddTo(string file, SeriesKey key, Columns rows, bool isStrict, bool replace)
    {
        var stored = ColumnStore.OpenExisting(file, key);
        var notice = stored.Notice ?? LeftoverOf(stored);
        if (isStrict && !(rows.Times[0] <= stored.Last))
        {
            AddAtEnd(stored, rows);
            return new(rows.Count, 0, [], notice);
        }

        var plan = MergePlan.Make(stored, rows, replace);
        if (plan.NeedsRewrite) Rewrite(file, key, stored.Snapshot.Layout, writer => new SeriesMerge(writer, key.Kind).Write(stored, rows, plan.Fates));
        else if (Selected(rows, plan.Fates) is { Count: > 0 } selected) AddAtEnd(stored, selected);
        return AppendSummary.Of(plan.Fates, notice);
    }

    private AppendSummary Create(string file, SeriesKey key, Columns rows, bool isStrict)
    {
        var fates = isStrict ? new RowFate[rows.Count] : MergePlan.Make(null, rows, replace: false).Fates;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        Rewrite(file, key, new(key.Kind, _store.RowsPerBlock(key)), writer => writer.Add(isStrict ? rows : Selected(rows, fates)));
        return AppendSummary.Of(fates, null);
    }

    private void AddAtEnd(SeriesReader stored, Columns rows)
    {
        using var open = _store.Disk.Open(stored.File, FileMode.Open);
        var writer = new SeriesWriter(open, stored.Snapshot.Layout, stored.Snapshot.Commit);
        writer.Add(rows);
        writer.Commit();
    }

    private void Rewrite(string file, SeriesKey key, SeriesLayout layout, Action<SeriesWriter> write)
    {
        var unfinished = file + SeriesFileName.UnfinishedExtension;
        try
        {
            using (var open = _store.Disk.Open(unfinished, FileMode.Create))
            {
                open.Write(0, SeriesHeader.Write(key, layout));
                var writer = new SeriesWriter(open, layout, Commit.None(layout));
                write(writer);
                writer.Commit();
            }

            _store.Disk.Replace(unfinished, file);
        }
        finally
        {
            // Gone by its new name, or a failed attempt that would keep a full disk full.
            File.Delete(unfinished);
        }
    }

    /// <summary>Tells what an append that never committed left behind the rows that count.</summary>
    private static string? LeftoverOf(SeriesReader stored)
    {
        var layout = stored.Snapshot.Layout;
        using var handle = File.OpenHandle(stored.File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> next = stackalloc byte[SeriesLayout.CellSize];
        next.Clear();
        var place = layout.ColumnOffset(stored.Rows / layout.RowsPerBlock, 0) + stored.Rows % layout.RowsPerBlock * SeriesLayout.CellSize;
        var isLeft = RandomAccess.GetLength(handle) > stored.Bytes || (RandomAccess.Read(handle, next, place) > 0 && next.IndexOfAnyExcept((byte)0) >= 0);
        return isLeft ? $"a write to {stored.File} was cut off before it was committed and is dropped; its {stored.Rows} committed rows count." : null;
    }

    private static Columns Selected(Columns rows, RowFate[] fates)
    {
        var builder = new ColumnsBuilder(rows.Kind);
        for (var row = 0; row < rows.Count; row++)
            if (fates[row] == RowFate.Store) new RowPlace(rows, row).CopyTo(builder);
        return builder.Build();
    }

    /// <summary>Whether each row is a time of its own, or needs none.</summary>
    private static bool DemandOrder(Columns rows)
    {
        var times = rows.Times;
        var isStrict = true;
        for (var row = 1; row < times.Length; row++)
        {
            if (times[row] < times[row - 1]) throw new ArgumentException($"Times must not go back: {times[row]} follows {times[row - 1]} at row {row}.", nameof(rows));
            isStrict &= times[row] != times[row - 1];
        }

        return isStrict || !MergePlan.HasOneRowATime(rows.Kind);
    }
}
