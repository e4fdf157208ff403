using System.Globalization;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Instruments.CorporateActions;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Storage.Formats;
using NodaTime;
using NodaTime.HighPerformance;
using NodaTime.Text;

namespace AlgoTrendy.Tests.Fast.Storage.Formats;

public class AdjustedPricesTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];
    private static readonly LocalDatePattern DatePattern = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    [Theory]
    [InlineData("BasicTemplateDaily")]
    [InlineData("MACDTrend")]
    public void Adjusted_opens_are_the_prices_at_which_a_peer_filled(string strategy)
    {
        var adjusted = AdjustedBars.Of(Daily("spy"), Factors("spy"), NewYork);

        foreach (var (date, price) in Fills(strategy)) Assert.Equal(price, adjusted.Values(0)[RowOf(adjusted, date)], 1e-8);
    }

    [Theory]
    [InlineData("Dividend", "spy")]
    [InlineData("EquitySplitHoldingsDaily", "aapl")]
    public void Raw_opens_are_the_prices_at_which_a_peer_filled(string strategy, string ticker)
    {
        var raw = Daily(ticker);

        foreach (var (date, price) in Fills(strategy)) Assert.Equal(price, raw.Values(0)[RowOf(raw, date)], 1e-8);
    }

    [Fact]
    public void Dividends_paid_in_cash_bring_the_end_equity_of_the_peer_to_the_cent()
    {
        var raw = Daily("spy");
        var lastClose = (decimal)raw.Values(3)[RowOf(raw, new(2005, 12, 30))];
        var dividends = Factors("spy").Dividends.Where(dividend => dividend.LastDate >= new LocalDate(1998, 1, 5) && dividend.LastDate < new LocalDate(2006, 1, 1));

        var equity = 100_000m - 512 * 97.84m - 2.56m + 512 * (lastClose + dividends.Sum(dividend => dividend.Amount));

        Assert.Equal(120_462.08m, equity);
    }

    [Fact]
    public void The_split_of_Apple_in_2014_is_seven_to_one()
    {
        var split = Factors("aapl").Splits.Single(split => split.LastDate == new LocalDate(2014, 6, 6));

        Assert.Equal((1m / 7m, 0.1428572m, 645.57m), (split.Factor, split.Written, split.ReferenceClose));
        Assert.Equal([0.5m, 0.5m, 1m / 7m, 0.25m], Factors("aapl").Splits.Select(one => one.Factor));
    }

    [Fact]
    public void A_series_is_adjusted_like_its_columns_and_without_factors_stays_itself()
    {
        var instrument = new Instrument { Symbol = new("BTCUSD", "COINBASE"), AssetClass = AssetClass.Crypto, Currency = new Currency("USD") };
        var series = new BarSeries(instrument, Interval.OneDay, Reading.Of(SharedData.Path("lean/crypto/coinbase/daily/btcusd_trade.zip")).Rows());

        Assert.Same(series, AdjustedBars.Of(series, AdjustmentFactors.None));
        Assert.Equal(150, AdjustedBars.Of(series, new([new(new(2050, 12, 31), 0.5m, 1m, 0m)])).Open[0]);
    }

    [Fact]
    public void Google_follows_from_the_when_issued_ticker_to_its_own()
    {
        var map = Map("goog");

        var rows = SecurityPrices.Follow(map, new(2014, 3, 27), new(2014, 4, 30), NewYork, SeriesKind.Bars, (ticker, _, _) => Daily(ticker.ToLowerInvariant()));

        var dates = rows.Times.ToArray().Select(time => time.ToInstant().InZone(NewYork).Date).ToArray();
        Assert.Equal((new LocalDate(2014, 3, 27), new LocalDate(2014, 4, 30)), (dates[0], dates[^1]));
        Assert.Equal(dates.Distinct().Order(), dates);
        Assert.Equal(Daily("goocv").Values(3)[^1], rows.Values(3)[Array.IndexOf(dates, new LocalDate(2014, 4, 2))]);
        Assert.Equal(24, dates.Length);
    }

    [Fact]
    public void Each_day_of_a_renamed_security_comes_from_the_ticker_of_that_day()
    {
        var map = Map("wm");

        var rows = SecurityPrices.Follow(map, new(1998, 1, 1), new(2030, 1, 1), NewYork, SeriesKind.Bars, (ticker, _, _) => Daily(ticker.ToLowerInvariant()));

        var sources = new Dictionary<string, Columns> { ["UW"] = Daily("uw"), ["WMI"] = Daily("wmi"), ["WM"] = Daily("wm") };
        for (var row = 0; row < rows.Count; row++)
        {
            var date = rows.Times[row].ToInstant().InZone(NewYork).Date;
            var source = sources[map.TickerOn(date)!];
            Assert.Equal(source.Values(3)[RowOf(source, date)], rows.Values(3)[row]);
        }

        Assert.True(rows.Count > 2_500);
    }

    [Theory]
    [InlineData("fb.1", "FB", 1999, 9, 29, true)]
    [InlineData("qqq", "QQQQ", 2010, 1, 4, false)]
    [InlineData("tfcfa", "FOXA", 2015, 1, 5, true)]
    public void Map_files_tell_tickers_and_delistings(string name, string ticker, int year, int month, int day, bool isDelisted)
    {
        var map = Map(name);

        Assert.Equal((name.ToUpperInvariant(), ticker, isDelisted), (map.Name, map.TickerOn(new(year, month, day)), map.DelistedOn is not null));
    }

    [Fact]
    public void Factor_and_map_files_lie_beside_the_prices()
    {
        var found = LeanFolders.Beside(SharedData.Path("lean/equity/usa/minute/spy/20131004_trade.zip"));

        Assert.EndsWith("factor_files/spy.csv", found!.FactorFile!.Replace('\\', '/'), StringComparison.Ordinal);
        Assert.EndsWith("map_files/spy.csv", found.TickerMapFile!.Replace('\\', '/'), StringComparison.Ordinal);
        Assert.Null(LeanFolders.Beside("/nowhere/spy.csv"));
    }

    private static Columns Daily(string ticker) => Reading.Of(SharedData.Path($"lean/equity/usa/daily/{ticker}.zip")).Rows();

    private static AdjustmentFactors Factors(string ticker) => Assert.IsType<FactorFile>(MarketFiles.Open(SharedData.Path($"lean/equity/usa/factor_files/{ticker}.csv"))).Factors;

    private static TickerMap Map(string name) => Assert.IsType<TickerMapFile>(MarketFiles.Open(SharedData.Path($"lean/equity/usa/map_files/{name}.csv"))).Map;

    private static int RowOf(Columns rows, LocalDate date)
    {
        var index = rows.Times.BinarySearch(Instant64.FromInstant(date.AtStartOfDayInZone(NewYork).ToInstant()));
        Assert.True(index >= 0, $"No bar on {date}.");
        return index;
    }

    private static IEnumerable<(LocalDate Date, double Price)> Fills(string strategy) =>
        File.ReadLines(SharedData.Path($"conformance/{strategy}.fills.csv")).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','))
            .Where(fields => fields[0].EndsWith(" open", StringComparison.Ordinal))
            .Select(fields => (DatePattern.Parse(fields[0][..8]).Value, double.Parse(fields[3], CultureInfo.InvariantCulture)));
}
