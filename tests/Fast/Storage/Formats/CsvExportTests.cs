using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Formats;

namespace AlgoTrendy.Tests.Fast.Storage.Formats;

public class CsvExportTests
{
    [Theory]
    [InlineData("lean/equity/usa/daily/spy.zip", "1d")]
    [InlineData("lean/equity/usa/minute/spy/20131004_trade.zip", "1m")]
    [InlineData("lean/equity/usa/minute/foxa/20130701_quote.zip", "1m")]
    [InlineData("lean/forex/oanda/daily/eurusd.zip", "24h")]
    [InlineData("lean/equity/usa/tick/ibm/20131007_trade.zip", null)]
    [InlineData("lean/equity/usa/tick/ibm/20131007_quote.zip", null)]
    [InlineData("binance/BTCUSDT-1m-2018-02.daily-csvs.zip", "1m")]
    public void What_is_exported_reads_back_to_the_same_bits_symbol_and_interval(string file, string? interval)
    {
        var original = Reading.Of(SharedData.Path(file));
        var series = original.File.Series[0];
        var key = new SeriesKey(series.Symbol.Symbol!.Value, series.Kind, interval is null ? null : Interval.Parse(interval));

        var text = new MemoryStream();
        var rows = CsvExport.Write(text, series.Kind, original.Batches.Select(batch => batch.Rows));
        var copy = Reading.Of(CsvExport.FileNameOf(key), text.ToArray());

        Assert.Equal(rows, copy.RowsKept);
        Assert.Equal((key.Symbol, key.Kind, key.Interval), (copy.File.Series[0].Symbol.Symbol, copy.File.Series[0].Kind, copy.File.Series[0].Interval));
        AssertSame(original.Rows(), copy.Rows());
    }

    [Fact]
    public void Nanoseconds_survive()
    {
        var builder = new ColumnsBuilder(SeriesKind.Trades);
        foreach (var nanoseconds in new[] { -1L, 0, 1, 99, 100, 1_700_000_000_123_456_789 }) builder.Add(NodaTime.HighPerformance.Instant64.FromUnixTimeNanoseconds(nanoseconds), 0.1 + 0.2, 5e-324);
        var original = builder.Build();

        var text = new MemoryStream();
        CsvExport.Write(text, SeriesKind.Trades, [original]);
        var copy = Reading.Of("SPY.US-trades.csv", text.ToArray()).Rows();

        AssertSame(original, copy);
    }

    [Fact]
    public void A_file_is_called_after_its_series()
    {
        Assert.Equal("SPY.US-1d.csv", CsvExport.FileNameOf(new(new Symbol("SPY", "US"), SeriesKind.Bars, Interval.OneDay)));
        Assert.Equal("EURUSD.OANDA-quoteBars-1m.csv", CsvExport.FileNameOf(new(new Symbol("EURUSD", "OANDA"), SeriesKind.QuoteBars, Interval.OneMinute)));
        Assert.Equal("SPY.US-quotes.csv", CsvExport.FileNameOf(new(new Symbol("SPY", "US"), SeriesKind.Quotes, null)));
    }

    private static void AssertSame(Columns expected, Columns actual)
    {
        Assert.Equal(expected.Times.ToArray(), actual.Times.ToArray());
        for (var column = 0; column < SeriesColumns.Of(expected.Kind).Count; column++)
            Assert.Equal(Bits(expected.Values(column)), Bits(actual.Values(column)));
    }

    private static long[] Bits(ReadOnlySpan<double> values) => [.. values.ToArray().Select(BitConverter.DoubleToInt64Bits)];
}
