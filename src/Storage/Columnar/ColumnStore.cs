using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Instruments.CorporateActions;
using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>Bars and ticks in files of columns, one a series, memory-mapped and checksummed. Any number of processes read while one writes.</summary>
public sealed class ColumnStore
{
    /// <summary>Where the store lies in the platform's home folder.</summary>
    public const string HomeFolder = "history";

    public ColumnStore(string folder) : this(folder, new StoreDisk(), SeriesLayout.UsualRowsPerBlock) { }

    internal ColumnStore(string folder, IStoreDisk disk, Func<SeriesKey, int> rowsPerBlock)
    {
        Folder = Path.GetFullPath(folder);
        Disk = disk;
        RowsPerBlock = rowsPerBlock;
    }

    public string Folder { get; }

    internal IStoreDisk Disk { get; }

    internal Func<SeriesKey, int> RowsPerBlock { get; }

    /// <summary>What is stored, in the order of symbols.</summary>
    public IReadOnlyList<SeriesKey> List() =>
        [.. SeriesFiles().Select(KeyOf).OfType<SeriesKey>().OrderBy(key => key.Symbol).ThenBy(key => key.Kind).ThenBy(key => key.Interval ?? default)];

    /// <summary>The series as it is now; null when nothing is stored of it.</summary>
    /// <exception cref="StoreDamagedException">The file's first pages are damaged, or it is cut short.</exception>
    public SeriesReader? Open(SeriesKey key)
    {
        var file = SeriesFileName.Path(Folder, key);
        return File.Exists(file) ? OpenExisting(file, key) : null;
    }

    /// <summary>The rows with times in [from, to) in memory of their own; none when nothing is stored.</summary>
    /// <exception cref="StoreDamagedException">The file, or a block of the range, is not what was written.</exception>
    public Columns Read(SeriesKey key, Instant64? from = null, Instant64? to = null) => Open(key)?.Read(from, to) ?? Columns.Empty(key.Kind);

    /// <summary>The rows with times in [from, to), block by block without copying; see <see cref="SeriesReader.ReadBlocks"/>.</summary>
    /// <exception cref="StoreDamagedException">The file, or a block of the range, is not what was written.</exception>
    public IEnumerable<Columns> ReadBlocks(SeriesKey key, Instant64? from = null, Instant64? to = null) => Open(key)?.ReadBlocks(from, to) ?? [];

    /// <summary>How many rows imports rejected, by their source.</summary>
    /// <exception cref="StoreDamagedException">The file of counts is not what was written.</exception>
    public IReadOnlyDictionary<string, long> RejectedOf(SeriesKey key) => RejectCounts.Read(SeriesFileName.Path(Folder, key));

    /// <summary>How a stock's raw prices are adjusted; null when nothing was imported of it.</summary>
    /// <exception cref="StoreDamagedException">The file is not what was written.</exception>
    public AdjustmentFactors? FactorsOf(Symbol symbol) => CorporateActionFiles.ReadFactors(CorporateActionFiles.FactorFile(Folder, symbol));

    /// <summary>The dividends and splits that happen to those of the series whose prices are raw.</summary>
    /// <exception cref="StoreDamagedException">A file is not what was written.</exception>
    public IReadOnlyList<InstrumentActions> ActionsOf(IEnumerable<BarSeries> series) =>
    [
        .. from symbol in series.Where(one => !one.IsAdjusted).Select(one => one.Instrument.Symbol).Distinct()
           let factors = FactorsOf(symbol)
           where factors is not null
           select new InstrumentActions(symbol, factors),
    ];

    /// <summary>The tickers that a stock had; null when nothing was imported of it.</summary>
    /// <exception cref="StoreDamagedException">The file is not what was written.</exception>
    public TickerMap? TickerMapOf(Symbol symbol) => CorporateActionFiles.ReadTickers(CorporateActionFiles.TickerFile(Folder, symbol));

    /// <exception cref="StoreBusyException">Somebody else is writing.</exception>
    public ColumnStoreWriter OpenWriter() => new(this);

    /// <summary>Reads every byte that counts of the series that are wanted, one after the other.</summary>
    public IEnumerable<SeriesVerdict> Verify(Func<SeriesKey, bool>? isWanted = null)
    {
        foreach (var file in SeriesFiles())
        {
            var key = KeyOf(file);
            if (key is null || isWanted is null || isWanted(key)) yield return SeriesCheck.Verify(file, key);
        }
    }

    internal static SeriesReader OpenExisting(string file, SeriesKey key)
    {
        var reader = SeriesReader.Open(file);
        return reader.Key == key ? reader : throw new StoreDamagedException(file, $"it holds {reader.Key}: it was moved or renamed.");
    }

    private static SeriesKey? KeyOf(string file) =>
        SeriesFileName.TryParse(Path.GetFileName(Path.GetDirectoryName(file)!), Path.GetFileNameWithoutExtension(file), out var key) ? key : null;

    private IEnumerable<string> SeriesFiles() => Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Folder, "*" + SeriesFileName.Extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        : [];
}
