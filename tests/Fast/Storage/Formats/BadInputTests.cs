using System.Text;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Storage.Formats;

namespace AlgoTrendy.Tests.Fast.Storage.Formats;

public class BadInputTests
{
    private const string Header = "time,open,high,low,close,volume\n";
    private const string Good = "2024-01-02T00:00:00Z,10,12,9,11,100\n2024-01-02T00:01:00Z,11,12,10,11,100\n2024-01-02T00:02:00Z,11,12,10,11,100\n";

    [Theory]
    [InlineData("2024-01-02T00:03:00Z,10,9,12,11,5", "High 9 is below low 12.")]
    [InlineData("2024-01-02T00:03:00Z,8,12,9,11,5", "Open 8 lies outside low 9 to high 12.")]
    [InlineData("2024-01-02T00:03:00Z,10,12,9,13,5", "Close 13 lies outside low 9 to high 12.")]
    [InlineData("2024-01-02T00:03:00Z,10,12,0,11,5", "Price 0 is not above zero.")]
    [InlineData("2024-01-02T00:03:00Z,10,12,-3,11,5", "Price -3 is not above zero.")]
    [InlineData("2024-01-02T00:03:00Z,10,12,9,11,-5", "Volume -5 is negative.")]
    [InlineData("2024-01-02T00:03:00Z,NaN,12,9,11,5", "A price or the volume is not a finite number.")]
    [InlineData("2024-01-02T00:03:00Z,10,Infinity,9,11,5", "A price or the volume is not a finite number.")]
    [InlineData("2024-01-02T00:03:00Z,10,1e999,9,11,5", "A price or the volume is not a finite number.")]
    [InlineData("2024-01-02T00:03:00Z,abc,12,9,11,5", "'abc' is no number (open).")]
    [InlineData("2024-01-02T00:03:00Z,,12,9,11,5", "The open is missing.")]
    [InlineData("2024-01-02T00:03:00Z,null,null,null,null,null", "'null' is no number (open).")]
    [InlineData("2024-01-02T00:03:00Z,10,12,9,11", "The line has 5 fields, not 6.")]
    [InlineData("2024-01-02T00:03:00Z,10,12,9,11,5,6", "The line has 7 fields, not 6.")]
    [InlineData("2024-01-02T00:01:30Z,10,12,9,11,5", "Time goes back: 2024-01-02T00:01:30Z follows 2024-01-02T00:02:00Z.")]
    [InlineData("2024-01-02T00:02:00Z,10,12,9,11,5", "A second row for 2024-01-02T00:02:00Z.")]
    [InlineData("2024-13-45T00:03:00Z,10,12,9,11,5", "'2024-13-45T00:03:00Z' is no time.")]
    [InlineData("garbage", "The line has 1 fields, not 6.")]
    [InlineData("\u0001\u0002,1,2,3,4,5", "'??' is no time.")]
    public void A_bad_row_is_left_out_with_its_line_and_the_rest_is_kept(string row, string reason)
    {
        var reading = Reading.Of("aapl.csv", Header + Good + row + "\n2024-01-02T00:04:00Z,11,12,10,11,100\n");

        Assert.Equal(new RowRejection("aapl.csv", 5, reason), Assert.Single(reading.Rejected));
        Assert.Equal((4, 5), (reading.RowsKept, reading.RowsRead));
    }

    [Fact]
    public void A_time_far_ahead_does_not_reject_all_that_follows()
    {
        var reading = Reading.Of("aapl.csv", Header + Good + "2099-01-02T00:03:00Z,10,12,9,11,5\n2024-01-02T00:04:00Z,11,12,10,11,100\n2024-01-02T00:05:00Z,11,12,10,11,100\n");

        var rejected = Assert.Single(reading.Rejected);
        Assert.Equal((5, 5L), (reading.RowsKept, rejected.Line));
        Assert.Contains("far after the next", rejected.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_far_ahead_at_the_seam_of_two_batches_is_still_found_out()
    {
        var rows = string.Concat(Enumerable.Range(0, 40).Select(minute => $"2024-01-02T00:{minute:00}:00Z,10,12,9,11,5\n" + (minute % 7 == 3 ? "2099-01-01T00:00:00Z,10,12,9,11,5\n" : "")));

        foreach (var size in Enumerable.Range(3, 12))
        {
            var reading = Reading.Of("aapl.csv", Header + rows, new() { BatchRows = size, Interval = Interval.OneMinute });
            Assert.Equal((40, 6), (reading.RowsKept, reading.Rejected.Count));
        }
    }

    [Fact]
    public void A_future_may_cost_less_than_nothing()
    {
        var text = Header + "2020-04-20T18:00:00Z,1.5,2,-40.32,-37.63,100\n2020-04-20T18:01:00Z,-37,0,-38,-37.63,100\n";

        Assert.Equal(2, Reading.Of("cl.csv", text, new() { AssetClass = AssetClass.Future }).RowsKept);
        Assert.Equal(0, Reading.Of("cl.csv", text).RowsKept);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"a\":1}")]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData("name,price,quantity\napple,1.5,3\n")]
    public void What_is_no_market_data_is_refused_in_a_sentence(string text)
    {
        var refusal = Reading.Refusal("things.csv", text);

        Assert.EndsWith(".", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused() => Assert.Equal("There is no such file.", Assert.IsType<FileRefusal>(MarketFiles.Open("/no/such/file.csv")).Reason);

    [Fact]
    public void A_path_that_is_none_is_refused()
    {
        Assert.IsType<FileRefusal>(MarketFiles.Open(""));
        Assert.IsType<FileRefusal>(MarketFiles.Open("a\0b"));
        Assert.IsType<FileRefusal>(MarketFiles.Open(AppContext.BaseDirectory));
    }

    [Fact]
    public void A_file_in_UTF_16_is_refused_with_what_to_do()
    {
        var reading = MarketFiles.Open("aapl.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Header + Good)]);

        Assert.Contains("UTF-8", Assert.IsType<FileRefusal>(reading).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_end_is_one_bad_row_and_takes_no_memory()
    {
        var reading = Reading.Of("aapl.csv", Header + Good + new string('7', 5_000_000) + "\n2024-01-02T00:04:00Z,11,12,10,11,100\n");

        Assert.Equal("The line is longer than 65536 bytes.", Assert.Single(reading.Rejected).Reason);
        Assert.Equal((4, 5L), (reading.RowsKept, Assert.Single(reading.Rejected).Line));
    }

    [Fact]
    public void Millions_of_bad_rows_come_in_batches_of_bounded_size()
    {
        var good = string.Concat(Enumerable.Range(0, 3_000).Select(second => FormattableString.Invariant($"{1_704_153_600 + second},10,12,9,11,5\n")));

        var reading = Reading.Of("aapl.csv", Header + good + string.Concat(Enumerable.Repeat("x\n", 10_000)));

        Assert.Equal((3_000, 13_000), (reading.RowsKept, reading.RowsRead));
        Assert.All(reading.Batches, batch => Assert.InRange(batch.Rejected.Count, 0, 1_000));
    }

    [Theory]
    [InlineData("1735689600000,1,2,1,2,5,1735689659999,1,1,1,1", "The line has 11 fields, not 12.")]
    [InlineData("173568960,1,2,1,2,5,1735689659999,1,1,1,1,0", "'173568960' is no time in milliseconds or microseconds since 1970.")]
    [InlineData("99999999999999999,1,2,1,2,5,1735689659999,1,1,1,1,0", "'99999999999999999' is no time in milliseconds or microseconds since 1970.")]
    [InlineData("1735689720000,1,x,1,2,5,1735689659999,1,1,1,1,0", "'x' is no number (high).")]
    [InlineData("1735689720000", "The line has 1 fields, not 12.")]
    public void A_bad_kline_is_left_out(string line, string reason)
    {
        var zip = Reading.Zip(("BTCUSDT-1m-2025-01-01.csv", "1735689600000,1,2,1,2,5,1735689659999,1,1,1,1,0\n1735689660000,1,2,1,2,5,1735689719999,1,1,1,1,0\n" + line + "\n"));

        var reading = Reading.Of("BTCUSDT-1m-2025-01.zip", zip);

        Assert.Equal(new RowRejection("BTCUSDT-1m-2025-01.zip/BTCUSDT-1m-2025-01-01.csv", 3, reason), Assert.Single(reading.Rejected));
        Assert.Equal(2, reading.RowsKept);
    }

    [Theory]
    [InlineData("34200000,10000,20000,10000", "The line ends before its close.")]
    [InlineData("x,10000,20000,10000,10000,5", "'x' is no time: milliseconds since midnight are expected.")]
    [InlineData("86400000,10000,20000,10000,10000,5", "'86400000' milliseconds are more than a day.")]
    [InlineData("-1,10000,20000,10000,10000,5", "'-1' is no time: milliseconds since midnight are expected.")]
    [InlineData("34200000,10000,20000,10000,10000,5,9", "The line has 7 fields, not 6.")]
    public void A_bad_LEAN_bar_is_left_out(string line, string reason)
    {
        var zip = Reading.Zip(("20240102_spy_minute_trade.csv", "34140000,10000,20000,10000,10000,5\n" + line + "\n"));

        var reading = Reading.Of("equity/usa/minute/spy/20240102_trade.zip", zip);

        Assert.Equal(reason, Assert.Single(reading.Rejected).Reason);
        Assert.Equal((1, 1.0), (reading.RowsKept, reading.Rows().Values(0)[0]));
    }

    [Fact]
    public void Half_of_a_side_is_no_quote()
    {
        var zip = Reading.Zip(("q.csv", "0,1,1,1,1,5,,,,,0\n60000,1,,1,1,5,2,2,2,2,5\n120000,,,,,0,,,,,0\n"));

        var reading = Reading.Of("forex/oanda/minute/eurusd/20240102_quote.zip", zip);

        Assert.Equal(["Some prices of the bid are missing.", "It has neither bid nor ask."], reading.Rejected.Select(rejected => rejected.Reason));
        Assert.Equal(1, reading.RowsKept);
    }

    [Fact]
    public void A_LEAN_file_outside_its_folders_is_never_read_as_something_else()
    {
        var daily = Reading.Zip(("spy.csv", "20240102 00:00,4700000,4750000,4690000,4740000,100\n20240103 00:00,4700000,4750000,4690000,4740000,100\n"));
        var minute = Reading.Zip(("20240102_spy_minute_trade.csv", "34200000,4700000,4750000,4690000,4740000,100\n"));

        Assert.Contains("--asset-class stock", Assert.IsType<FileRefusal>(MarketFiles.Open("/tmp/spy.zip", daily)).Choices);
        Assert.Contains("--asset-class stock", Assert.IsType<FileRefusal>(MarketFiles.Open("/tmp/20240102_trade.zip", minute)).Choices);
        Assert.Equal(470, Reading.Of("/tmp/spy.zip", daily, new() { AssetClass = AssetClass.Stock }).Rows().Values(0)[0]);
        Assert.Equal("SPY.?", Reading.Of("/tmp/20240102_trade.zip", minute, new() { AssetClass = AssetClass.Stock }).File.Series[0].Symbol.ToString());
    }

    [Theory]
    [InlineData("20240102,x,1,1", "is no row of factors")]
    [InlineData("20240103,1,1,1\n20240102,1,1,1", "Dates must rise")]
    [InlineData("20240103,0,1,1", "must lie between")]
    public void A_bad_factor_file_is_refused_whole(string text, string said) =>
        Assert.Contains(said, Reading.Refusal("equity/usa/factor_files/spy.csv", text).Reason, StringComparison.Ordinal);

    [Fact]
    public void Settings_that_cannot_be_understood_are_told()
    {
        Assert.Null(FormatOptions.TryCreate(null, null, "Nowhere/City", null, null, out var zone));
        Assert.Null(FormatOptions.TryCreate(null, null, null, "ymd", null, out var order));

        Assert.Contains("'Nowhere/City' is no time zone", zone, StringComparison.Ordinal);
        Assert.Contains("mdy", order, StringComparison.Ordinal);
    }
}
