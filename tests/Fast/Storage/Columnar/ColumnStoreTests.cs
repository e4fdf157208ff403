using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Columnar;

namespace AlgoTrendy.Tests.Fast.Storage.Columnar;

public class ColumnStoreTests
{
    public static TheoryData<string, SeriesKind, string?> Series => new()
    {
        { "BTCUSDT.BINANCE", SeriesKind.Bars, "1m" },
        { "AAPL.US", SeriesKind.QuoteBars, "1d" },
        { "BRK.B.US", SeriesKind.Trades, null },
        { "EURUSD.OANDA", SeriesKind.Quotes, null },
    };

    [Theory, MemberData(nameof(Series))]
    public void What_was_appended_in_pieces_is_read_back_as_one(string symbolText, SeriesKind kind, string? interval)
    {
        using var folder = new StoreFolder(rowsPerBlock: 4);
        Assert.True(Symbol.TryParse(symbolText, out var symbol));
        var key = new SeriesKey(symbol, kind, interval is null ? null : Interval.Parse(interval));

        foreach (var (from, count) in new[] { (0, 1), (1, 2), (3, 1), (4, 9), (13, 4), (17, 3) }) folder.Append(key, Sample.Rows(kind, from, count));

        Sample.AssertSame(Sample.Rows(kind, 0, 20), folder.Store.Read(key));
        Assert.Equal([key], folder.Store.List());
        Assert.All(folder.Store.Verify(), verdict => Assert.Empty(verdict.Damages));
    }

    [Fact]
    public void A_range_is_half_open_and_found_across_blocks()
    {
        using var folder = new StoreFolder(rowsPerBlock: 4);
        folder.Append(StoreFolder.Bars, Sample.Rows(SeriesKind.Bars, 0, 22));
        var reader = folder.Store.Open(StoreFolder.Bars)!;

        for (var from = -1; from < 24; from++)
        {
            for (var to = from; to < 24; to++)
            {
                var expected = Enumerable.Range(0, 22).Where(minute => from <= minute && minute < to);
                Sample.AssertSame(Sample.Rows(SeriesKind.Bars, expected), reader.Read(Sample.Minute(from), Sample.Minute(to)));
            }
        }
    }

    [Fact]
    public void Blocks_come_in_order_and_share_the_mapped_memory()
    {
        using var folder = new StoreFolder(rowsPerBlock: 4);
        folder.Append(StoreFolder.Bars, Sample.Rows(SeriesKind.Bars, 0, 10));

        var blocks = folder.Store.ReadBlocks(StoreFolder.Bars, Sample.Minute(1)).ToList();

        Assert.Equal([3, 4, 2], blocks.Select(block => block.Count));
        Assert.Equal(Sample.Values(SeriesKind.Bars, 4)[0], blocks[1].Values(0)[0]);
    }

    [Fact]
    public void A_reader_sees_the_rows_that_were_committed_when_it_was_opened()
    {
        using var folder = new StoreFolder();
        folder.Append(StoreFolder.Bars, Sample.Rows(SeriesKind.Bars, 0, 6));
        var before = folder.Store.Open(StoreFolder.Bars)!;

        folder.Append(StoreFolder.Bars, Sample.Rows(SeriesKind.Bars, 6, 9));
        folder.Append(StoreFolder.Bars, Sample.Rows(SeriesKind.Bars, -3, 3));

        Sample.AssertSame(Sample.Rows(SeriesKind.Bars, 0, 6), before.Read());
        Sample.AssertSame(Sample.Rows(SeriesKind.Bars, -3, 18), folder.Store.Read(StoreFolder.Bars));
    }

    [Fact]
    public void A_store_has_one_writer()
    {
        using var folder = new StoreFolder();
        using (folder.Store.OpenWriter())
        {
            var error = Assert.Throws<StoreBusyException>(folder.Store.OpenWriter);
            Assert.Contains(folder.Path, error.Message, StringComparison.Ordinal);
        }

        folder.Store.OpenWriter().Dispose();
    }

    [Fact]
    public void Rows_that_go_back_in_time_or_are_of_another_kind_are_a_fault_of_the_caller()
    {
        using var folder = new StoreFolder();

        Assert.Throws<ArgumentException>(() => folder.Append(StoreFolder.Bars, Sample.Rows(SeriesKind.Bars, [2, 1])));
        Assert.Throws<ArgumentException>(() => folder.Append(StoreFolder.Bars, Sample.Rows(SeriesKind.Trades, 0, 1)));
        Assert.Empty(folder.Store.List());
    }

    [Fact]
    public void A_deleted_series_leaves_nothing_behind()
    {
        using var folder = new StoreFolder();
        folder.Append(StoreFolder.Bars, Sample.Rows(SeriesKind.Bars, 0, 6));
        using var writer = folder.Store.OpenWriter();
        writer.RecordRejected(StoreFolder.Bars, new Dictionary<string, long> { ["a.csv"] = 3 });

        Assert.True(writer.Delete(StoreFolder.Bars));
        Assert.False(writer.Delete(StoreFolder.Bars));

        Assert.Null(folder.Store.Open(StoreFolder.Bars));
        Assert.Equal([".lock"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Rejected_rows_are_counted_by_source_and_a_clean_import_clears_them()
    {
        using var folder = new StoreFolder();
        folder.Append(StoreFolder.Bars, Sample.Rows(SeriesKind.Bars, 0, 6));
        using var writer = folder.Store.OpenWriter();

        writer.RecordRejected(StoreFolder.Bars, new Dictionary<string, long> { ["a.csv"] = 3, ["b.csv"] = 2 });
        writer.RecordRejected(StoreFolder.Bars, new Dictionary<string, long> { ["a.csv"] = 0, ["c.csv"] = 1 });

        Assert.Equal(new Dictionary<string, long> { ["b.csv"] = 2, ["c.csv"] = 1 }, folder.Store.RejectedOf(StoreFolder.Bars));
    }
}
