using System.Globalization;
using System.Text;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Formats;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Storage.Formats;

public class PlainCsvTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    // Each text holds the same two bars: open 10, high 12, low 9, close 11, volume 100 and 11, 13, 10, 12, 200.
    [Theory]
    [InlineData("Date,Open,High,Low,Close,Adj Close,Volume\n2024-01-02,10,12,9,11,5.5,100\n2024-01-03,11,13,10,12,6,200\n", "2024-01-02", "1d")]
    [InlineData("Date;Open;High;Low;Close;Volume\n2024-01-02;10;12;9;11;100\n2024-01-03;11;13;10;12;200\n", "2024-01-02", "1d")]
    [InlineData("Date\tOpen\tHigh\tLow\tClose\tVolume\r\n2024-01-02\t10\t12\t9\t11\t100\r\n2024-01-03\t11\t13\t10\t12\t200\r\n", "2024-01-02", "1d")]
    [InlineData("\uFEFFtimestamp,open,high,low,close,volume\n2024-01-02,10,12,9,11,100\n2024-01-03,11,13,10,12,200", "2024-01-02", "1d")]
    [InlineData("2024-01-02T00:00:00Z,10,12,9,11,100\n2024-01-02T01:00:00Z,11,13,10,12,200\n", "2024-01-02T00:00", "1h")]
    [InlineData("2024-01-02 02:00:00+02:00,10,12,9,11,100\n2024-01-02 03:00:00+02:00,11,13,10,12,200\n", "2024-01-02T00:00", "1h")]
    [InlineData("1704153600,10,12,9,11,100\n1704153660,11,13,10,12,200\n", "2024-01-02T00:00", "1m")]
    [InlineData("1704153600000,10,12,9,11,100\n1704153900000,11,13,10,12,200\n", "2024-01-02T00:00", "5m")]
    [InlineData("1704153600000000,10,12,9,11,100\n1704153601000000,11,13,10,12,200\n", "2024-01-02T00:00", "1s")]
    [InlineData("1704153600000000000,10,12,9,11,100\n1704153660000000000,11,13,10,12,200\n", "2024-01-02T00:00", "1m")]
    [InlineData("1704153600.0,10,12,9,11,100\n1704153660.0,11,13,10,12,200\n", "2024-01-02T00:00", "1m")]
    [InlineData("time_period_start,time_period_end,time_open,price_open,price_high,price_low,price_close,volume_traded\n2024-01-02T00:00:00.0000000Z,x,y,10,12,9,11,100\n2024-01-02T00:01:00.0000000Z,x,y,11,13,10,12,200\n", "2024-01-02T00:00", "1m")]
    [InlineData("volume,close,low,high,open,time\n100,11,9,12,10,1704153600\n200,12,10,13,11,1704157200\n", "2024-01-02T00:00", "1h")]
    [InlineData("<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\nX.US,D,20240102,000000,10,12,9,11,100,0\nX.US,D,20240103,000000,11,13,10,12,200,0\n", "2024-01-02", "1d")]
    [InlineData("\"Date\",\"Price\",\"Open\",\"High\",\"Low\",\"Volume\"\n\"01/13/2024\",\"12\",\"11\",\"13\",\"10\",\"200\"\n\"01/12/2024\",\"11\",\"10\",\"12\",\"9\",\"100\"\n", "2024-01-12", "1d")]
    [InlineData("https://example.org\nunix,date,symbol,open,high,low,close,Volume BTC,Volume USDT\n1704157200,2024-01-02 01:00:00,BTC/USDT,11,13,10,12,200,9\n1704153600,2024-01-02 00:00:00,BTC/USDT,10,12,9,11,100,9\n", "2024-01-02T00:00", "1h")]
    [InlineData("Gmt time,Open,High,Low,Close,Volume\n13.01.2024 00:00:00.000,10,12,9,11,100\n13.01.2024 00:01:00.000,11,13,10,12,200\n", "2024-01-13T00:00", "1m")]
    [InlineData("Date,1. open,2. high,3. low,4. close,5. volume\n2024-01-03,11,13,10,12,200\n2024-01-02,10,12,9,11,100\n", "2024-01-02", "1d")]
    [InlineData("Date,Open,High,Low,Close,Volume\n02-Jan-2024,10,12,9,11,100\n03-Jan-2024,11,13,10,12,200\n", "2024-01-02", "1d")]
    [InlineData("\"Date\",\"Open\",\"High\",\"Low\",\"Close\",\"Volume\"\n\"Jan 2, 2024\",\"10\",\"12\",\"9\",\"11\",\"100\"\n\"Jan 3, 2024\",\"11\",\"13\",\"10\",\"12\",\"200\"\n", "2024-01-02", "1d")]
    [InlineData("20240102,10,12,9,11,100\n20240103,11,13,10,12,200\n", "2024-01-02", "1d")]
    public void Bars_are_found_in_the_shapes_that_vendors_write(string text, string start, string interval)
    {
        var reading = Reading.Of("x.csv", text);

        var rows = reading.Rows();
        Assert.Empty(reading.Rejected);
        Assert.Equal(interval, reading.File.Series[0].Interval.ToString());
        Assert.StartsWith(start, rows.Times[0].ToString(), StringComparison.Ordinal);
        Assert.Equal([10, 11], rows.Values(0).ToArray());
        Assert.Equal([12, 13], rows.Values(1).ToArray());
        Assert.Equal([9, 10], rows.Values(2).ToArray());
        Assert.Equal([11, 12], rows.Values(3).ToArray());
        Assert.Equal([100, 200], rows.Values(4).ToArray());
    }

    [Fact]
    public void A_missing_volume_is_none()
    {
        Assert.Equal([0, 0], Reading.Of("x.csv", "date,open,high,low,close\n2024-01-02,10,12,9,11\n2024-01-03,11,13,10,12\n").Rows().Values(4).ToArray());
        Assert.Equal([0, 7], Reading.Of("x.csv", "date,open,high,low,close,volume\n2024-01-02,10,12,9,11,\n2024-01-03,11,13,10,12,7\n").Rows().Values(4).ToArray());
    }

    [Fact]
    public void Thousands_are_parted_only_inside_quotation_marks()
    {
        var rows = Reading.Of("x.csv", "Date,Open,High,Low,Close,Volume\n2024-01-02,\"1,010.5\",\"1,012\",999,\"1,011\",\"1,000,000\"\n2024-01-03,\"1,010.5\",\"1,012\",999,\"1,011\",5\n").Rows();

        Assert.Equal((1_010.5, 1_000_000.0), (rows.Values(0)[0], rows.Values(4)[0]));
    }

    [Fact]
    public void Lines_of_a_quoted_file_keep_their_numbers()
    {
        var reading = Reading.Of("x.csv", "\"Date\",\"Open\",\"High\",\"Low\",\"Close\"\n\n2024-01-02,10,12,9,11\n\n2024-01-03,\"x\",13,10,12\n2024-01-04,10,12,9,\"11\n2024-01-05,10,12,9,11\n");

        Assert.Contains(reading.Rejected, rejected => rejected.Line == 5 && rejected.Reason.Contains("'x'", StringComparison.Ordinal));
        Assert.True(reading.RowsKept >= 2);
    }

    [Theory]
    [InlineData("1/2/2024,10,12,9,11,5\n1/3/2024,10,12,9,11,5\n")]
    [InlineData("date,open,high,low,close\n01.02.2024,10,12,9,11\n02.02.2024,10,12,9,11\n")]
    public void A_date_that_reads_both_ways_is_refused_with_the_choices_and_read_with_one(string text)
    {
        Assert.Equal(["--date-order mdy", "--date-order dmy"], Reading.Refusal("x.csv", text).Choices);

        var (american, european) = (Reading.Of("x.csv", text, new() { DateOrder = DateOrder.MonthDayYear, Interval = Interval.OneDay }), Reading.Of("x.csv", text, new() { DateOrder = DateOrder.DayMonthYear, Interval = Interval.OneDay }));
        Assert.Equal(("2024-01-02", "2024-02-01"), (american.Rows().Times[0].ToString()[..10], european.Rows().Times[0].ToString()[..10]));
    }

    [Fact]
    public void One_date_far_below_is_enough_to_tell_the_order()
    {
        var text = new StringBuilder("date,open,high,low,close\n");
        for (var minute = 0; minute < 5_000; minute++) text.Append(CultureInfo.InvariantCulture, $"1/2/2024 {minute / 60 % 24}:{minute % 60:00},10,12,9,11\n");
        text.Append("1/13/2024 0:00,10,12,9,11\n");

        var reading = Reading.Of("x.csv", text.ToString(), new() { TimeZone = DateTimeZone.Utc });

        Assert.Equal("2024-01-02T00:00:00Z", reading.Rows().Times[0].ToString());
        Assert.Equal("2024-01-13T00:00:00Z", reading.Rows().Times[^1].ToString());
    }

    [Theory]
    [InlineData("2024-01-02 09:30,10,12,9,11,5\n2024-01-02 09:31,10,12,9,11,5\n", "--time-zone America/New_York")]
    [InlineData("2024-01-02,10,12,11,9,5\n2024-01-03,10,12,11,9,5\n", "--columns time,close,open,high,low,volume")]
    [InlineData("2024-01-02,10,11\n2024-01-03,10,11\n", "--columns time,open,high,low,close,volume")]
    [InlineData("date,open,high,low,volume\n2024-01-02,10,12,9,5\n2024-01-03,10,12,9,5\n", "--columns time,open,high,low,close,volume")]
    [InlineData("date,open,open,high,low,close\n2024-01-02,10,10,12,9,11\n2024-01-03,10,10,12,9,11\n", "--columns time,open,high,low,close,volume")]
    [InlineData("when,aa,bb,cc,dd\n2024-01-02,10,12,9,11\n2024-01-03,10,12,9,11\n", "--columns time,open,high,low,close,volume")]
    [InlineData("2024-01-02T00:00:00Z,10,12,9,11,5\n", "--interval 1m")]
    [InlineData("2024-01-01,10,12,9,11,5\n2024-01-08,10,12,9,11,5\n2024-01-15,10,12,9,11,5\n", "--interval 1d")]
    public void What_is_ambiguous_is_refused_with_the_choices(string text, string choice) => Assert.Contains(choice, Reading.Refusal("x.csv", text).Choices);

    [Fact]
    public void Columns_can_be_named_from_outside()
    {
        var options = new FormatOptions { Columns = ["time", "close", "open", "high", "low", "volume"] };

        var rows = Reading.Of("x.csv", "2024-01-02,11,10,12,9,5\n2024-01-03,11,10,12,9,5\n", options).Rows();
        var named = Reading.Of("x.csv", "when,aa,bb,cc,dd,ee\n2024-01-02,11,10,12,9,5\n2024-01-03,11,10,12,9,5\n", options).Rows();

        Assert.Equal((10, 11, 2), (rows.Values(0)[0], rows.Values(3)[0], named.Count));
    }

    [Fact]
    public void Decimal_commas_are_refused() => Assert.Contains("decimal commas", Reading.Refusal("x.csv", "date;open;high;low;close\n2024-01-02;1,1;1,2;1,0;1,1\n2024-01-03;1,1;1,2;1,0;1,1\n").Reason, StringComparison.Ordinal);

    [Fact]
    public void Several_symbols_in_one_file_are_refused_and_a_stray_one_is_left_out()
    {
        const string head = "symbol,date,open,high,low,close\n";
        var stray = head + string.Concat(Enumerable.Range(0, 3_000).Select(day => $"A,{new LocalDate(2010, 1, 1).PlusDays(day):uuuu-MM-dd},10,12,9,11\n")) + "B,2024-01-01,10,12,9,11\n";

        Assert.Contains("A, B", Reading.Refusal("x.csv", head + "A,2024-01-02,10,12,9,11\nB,2024-01-02,10,12,9,11\n").Reason, StringComparison.Ordinal);
        var reading = Reading.Of("x.csv", stray);
        Assert.Equal(("The row is of 'B', the file of 'A'.", 3_000, "A"), (Assert.Single(reading.Rejected).Reason, reading.RowsKept, reading.File.Series[0].Symbol.Ticker));
    }

    [Fact]
    public void An_hour_that_clocks_show_twice_goes_on_and_one_that_they_skip_is_rejected()
    {
        const string head = "time,open,high,low,close\n";
        var twice = Reading.Of("x.csv", head + "2024-11-03 00:30,1,1,1,1\n2024-11-03 01:00,1,1,1,1\n2024-11-03 01:30,1,1,1,1\n2024-11-03 01:00,1,1,1,1\n2024-11-03 01:30,1,1,1,1\n2024-11-03 02:00,1,1,1,1\n", new() { TimeZone = NewYork });
        var skipped = Reading.Of("x.csv", head + "2024-03-10 01:30,1,1,1,1\n2024-03-10 02:30,1,1,1,1\n2024-03-10 03:30,1,1,1,1\n", new() { TimeZone = NewYork });

        Assert.Equal(["04:30", "05:00", "05:30", "06:00", "06:30", "07:00"], twice.Rows().Times.ToArray().Select(time => time.ToString()[11..16]));
        Assert.Equal("The clocks of America/New_York skipped 2024-03-10 02:30:00.", Assert.Single(skipped.Rejected).Reason);
    }

    [Theory]
    [InlineData("msft.csv", "MSFT", null)]
    [InlineData("BTCUSDT_1h.csv", "BTCUSDT", null)]
    [InlineData("btc-usd-daily.csv", "BTCUSD", null)]
    [InlineData("EUR_USD 2024.csv", "EURUSD", null)]
    [InlineData("SPY.US-1d.csv", "SPY", "US")]
    [InlineData("spy_us_d.csv", "SPY", null)]
    [InlineData("AAPL (1).csv", "AAPL", null)]
    [InlineData("EURUSD.OANDA-quoteBars-1m.csv", "EURUSD", "OANDA")]
    public void The_symbol_is_in_the_name(string file, string ticker, string? venue)
    {
        var words = NameWords.Of(file);

        Assert.Equal((ticker, venue), (words.Ticker, words.Venue));
    }

    [Fact]
    public void What_the_user_says_comes_first()
    {
        var series = Reading.Of("x.csv", "2024-01-02,10,12,9,11,5\n", new() { Symbol = "brk.b.us", Interval = Interval.OneDay, AssetClass = AssetClass.Stock }).File.Series[0];

        Assert.Equal(new FileSeries(new("BRK.B", "US", AssetClass.Stock), SeriesKind.Bars, Interval.OneDay), series);
    }

    [Fact]
    public void Each_file_in_a_zip_is_a_series_of_its_own()
    {
        const string rows = "2024-01-02,10,12,9,11,5\n2024-01-03,10,12,9,11,5\n";

        var reading = Reading.Of("all.zip", Reading.Zip(("msft.csv", rows), ("aapl.csv", rows), ("readme.md", "text")));

        Assert.Equal(["AAPL", "MSFT"], reading.File.Series.Select(series => series.Symbol.Ticker));
        Assert.Equal(4, reading.RowsKept);
    }
}
