using AlgoTrendy.Storage.Formats.Binance;
using AlgoTrendy.Storage.Formats.Csv;
using AlgoTrendy.Storage.Formats.Lean;

namespace AlgoTrendy.Storage.Formats;

/// <summary>Tells what market-data files are, by looking at path and contents, and reads them.</summary>
public static class MarketFiles
{
    // The order matters: the plain CSV would take much that is something else.
    private static readonly IFileFormat[] Formats =
        [new CatalogueFormat(), new LeanFactorFormat(), new LeanTickerMapFormat(), new LeanOtherFormat(), new LeanFormat(), new BinanceKlineFormat(), new PlainCsvFormat()];

    /// <summary>What can be read, a line each.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "Binance klines: BTCUSDT-1m-2024-12.zip or .csv",
        "LEAN bars and ticks: equity/usa/minute/spy/20131004_trade.zip, forex/oanda/daily/eurusd.zip and their like",
        "LEAN factor and map files: equity/usa/factor_files/spy.csv, equity/usa/map_files/spy.csv",
        "CSV, plain, zipped or gzipped: time, open, high, low, close and volume, with or without a header line",
    ];

    /// <summary>The files among paths, with those in folders below, sorted by name so that files named by date come oldest first. A path that is not there is kept, so that opening it says so.</summary>
    /// <exception cref="IOException">A folder cannot be listed.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };
        return [.. paths.SelectMany(FilesAt).Distinct()];

        IEnumerable<string> FilesAt(string path) => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", options).Order(StringComparer.Ordinal) : [path];
    }

    /// <summary>Tells what a file on disk is. Never throws for what is in it.</summary>
    public static FileReading Open(string path, FormatOptions? options = null) => Recognise(FileSource.OnDisk(path), options ?? FormatOptions.Default);

    /// <summary>Tells what bytes in memory are, as if they were a file with that path.</summary>
    public static FileReading Open(string path, byte[] bytes, FormatOptions? options = null) => Recognise(FileSource.InMemory(path, bytes), options ?? FormatOptions.Default);

    private static FileReading Recognise(FileSource source, FormatOptions options)
    {
        using var contents = FileContents.TryOpen(source, out var problem);
        if (contents is null) return new FileRefusal(source.Path, problem ?? "The file cannot be read.");

        var sample = new FileSample(source, contents);
        if (sample.IsUtf16) return new FileRefusal(source.Path, "It is in UTF-16; save it as UTF-8.");
        if (sample.Lines.Count == 0) return new FileRefusal(source.Path, EmptyReason(sample));
        foreach (var format in Formats)
            if (format.Recognise(sample, options) is { } reading) return reading is MarketFile file ? file.WithUnread(sample.Unread) : reading;

        return new FileRefusal(source.Path, "It is none of the known formats: " + string.Join("; ", Known) + ".");
    }

    private static string EmptyReason(FileSample sample) => sample switch
    {
        { Damage: { } damage } => damage + " Nothing before the damage can be read either.",
        { IsZip: true, Parts.Count: 0 } => "The zip holds no text files.",
        { IsZip: true } => $"{sample.Parts[0].Name} in the zip is empty or damaged.",
        _ => "The file is empty.",
    };
}
