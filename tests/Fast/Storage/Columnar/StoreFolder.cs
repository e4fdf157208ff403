using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Columnar;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Storage.Columnar;

/// <summary>A store in a folder of its own that goes away with the test.</summary>
internal sealed class StoreFolder : IDisposable
{
    public static readonly SeriesKey Bars = new(new("BTCUSDT", "BINANCE"), SeriesKind.Bars, Interval.OneMinute);
    public static readonly SeriesKey Trades = new(new("BTCUSDT", "BINANCE"), SeriesKind.Trades, null);

    private readonly int _rowsPerBlock;

    public StoreFolder(int rowsPerBlock = 4)
    {
        _rowsPerBlock = rowsPerBlock;
        Path = Directory.CreateTempSubdirectory("algotrendy-store-").FullName;
        Store = Through(new StoreDisk());
    }

    public string Path { get; }

    public ColumnStore Store { get; }

    /// <summary>The same folder, written by way of another disk.</summary>
    public ColumnStore Through(IStoreDisk disk) => new(Path, disk, _ => _rowsPerBlock);

    public string FileOf(SeriesKey key) => SeriesFileName.Path(Path, key);

    public AppendSummary Append(SeriesKey key, Columns rows, bool replace = false)
    {
        using var writer = Store.OpenWriter();
        return writer.Append(key, rows, replace);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Rows whose values follow from their time, so that any mixture of rows can be told from what was written.</summary>
internal static class Sample
{
    public static Instant64 Minute(long minute) => Instant64.FromUnixTimeSeconds(1_700_000_000 + 60 * minute);

    public static Columns Rows(SeriesKind kind, int from, int count, double shift = 0) => Rows(kind, Enumerable.Range(from, count), shift);

    public static Columns Rows(SeriesKind kind, IEnumerable<int> minutes, double shift = 0)
    {
        var builder = new ColumnsBuilder(kind);
        foreach (var minute in minutes) builder.Add(Minute(minute), Values(kind, minute, shift));
        return builder.Build();
    }

    public static double[] Values(SeriesKind kind, int minute, double shift = 0) =>
        [.. Enumerable.Range(1, SeriesColumns.Of(kind).Count).Select(column => minute * 100 + column + shift)];

    public static void AssertSame(Columns expected, Columns actual)
    {
        Assert.Equal(expected.Times.ToArray(), actual.Times.ToArray());
        for (var column = 0; column < SeriesColumns.Of(expected.Kind).Count; column++) Assert.Equal(expected.Values(column).ToArray(), actual.Values(column).ToArray());
    }
}
