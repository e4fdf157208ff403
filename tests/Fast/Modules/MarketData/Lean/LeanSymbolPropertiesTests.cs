using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.MarketData.Lean;

namespace AlgoTrendy.Tests.Fast.Modules.MarketData.Lean;

public class LeanSymbolPropertiesTests
{
    private const string File = "symbol-properties-database.csv";
    private const string Header = "market,symbol,type,description,quote_currency,contract_multiplier,minimum_price_variation,lot_size,market_ticker,minimum_order_size,price_magnifier,strike_multiplier\n";

    [Fact]
    public void Every_row_of_the_real_file_is_kept_or_rejected_with_a_reason()
    {
        var path = SharedData.Path("lean/symbol-properties/" + File);
        var rows = System.IO.File.ReadLines(path).Count(line => line.Trim().Length > 0 && line[0] != '#') - 1;

        var read = Real();

        Assert.Equal(rows, read.Rows.Count + read.Rejected.Count);
        Assert.True(read.Rejected.Count < 20, string.Join('\n', read.Rejected));
        Assert.All(read.Rejected, reason => Assert.Matches(@"^symbol-properties-database\.csv, line \d+: .+", reason));
    }

    [Fact]
    public void Rows_become_instruments_with_grid_currency_and_hours()
    {
        var hours = LeanMarketHours.Read("hours", System.IO.File.ReadAllBytes(SharedData.Path("lean/market-hours/market-hours-database.json")));

        var (instruments, rejected) = LeanInstruments.From(File, Real(), hours);

        var bySymbol = instruments.ToDictionary(instrument => instrument.Symbol.ToString());
        var bitcoin = bySymbol["BTCUSDT.BINANCE"];
        Assert.Equal((0.01m, 0.00001m, 5m, "BTC", "USDT"), (bitcoin.TickSize, bitcoin.LotSize, bitcoin.MinNotional, bitcoin.BaseCurrency!.Value.Code, bitcoin.Currency.Code));
        Assert.Equal(0.00005m, bySymbol["BTCUSD.KRAKEN"].MinQuantity);
        Assert.Equal((50m, 0.25m, "Future-cme-ES"), (bySymbol["ES.CME"].Multiplier, bySymbol["ES.CME"].TickSize, bySymbol["ES.CME"].Calendar.Name));
        Assert.Equal(0.00005m, bySymbol["6E.CME"].TickSize); // written 5e-05
        Assert.Equal("Index-usa-SPX", bySymbol["SPX.US"].Calendar.Name);
        Assert.True(bySymbol.ContainsKey("VIX3M.US"), "an index with hours of its own takes the grid of the market's [*] row");
        Assert.Equal(new Currency("JPY"), bySymbol["USDJPY.OANDA"].Currency);
        Assert.Contains(rejected, reason => reason.Contains("the type cryptofuture is not traded here", StringComparison.Ordinal));
    }

    [Fact]
    public void Malformed_rows_are_rejected_with_line_and_reason_and_the_rest_is_kept()
    {
        var read = Read(""""
            # comment, with a comma

            binance,AAAUSDT,crypto,"A, or ""B""",USDT,1,0.01,0.1
            binance,BBBUSDT,crypto,B,USDT,1,0.01
            binance,CCCUSDT,crypto,C,USDT,1,0,0.1
            binance,DDDUSDT,crypto,D,USDT,1,1e-7,0.1,,,100
            binance,AAAUSDT,crypto,A,USDT,1,0.01,0.1
            binance,,crypto,A,USDT,1,0.01,0.1
            binance,EEEUSDT,crypto,"E,USDT,1,0.01,0.1
            binance,FFFUSDT,crypto,F,USDT,one,0.01,0.1
            binance,GGGUSDT,crypto,G,USDT,1,0.01,0.1,,,,,,
            """");

        Assert.Equal(["AAAUSDT", "DDDUSDT"], read.Rows.Select(row => row.Symbol));
        Assert.Equal("A, or \"B\"", read.Rows[0].Description);
        Assert.Equal((0.0000001m, 100m), (read.Rows[1].MinimumPriceVariation, read.Rows[1].PriceMagnifier));
        Assert.Equal([5, 6, 8, 9, 10, 11, 12], read.Rejected.Select(reason => int.Parse(reason.Split("line ")[1].Split(':')[0])));
        Assert.Contains("there are 7 columns", read.Rejected[0], StringComparison.Ordinal);
        Assert.Contains("minimum_price_variation is '0'", read.Rejected[1], StringComparison.Ordinal);
        Assert.Contains("was there before", read.Rejected[2], StringComparison.Ordinal);
        Assert.Contains("symbol is empty", read.Rejected[3], StringComparison.Ordinal);
        Assert.Contains("not closed", read.Rejected[4], StringComparison.Ordinal);
        Assert.Contains("contract_multiplier is 'one'", read.Rejected[5], StringComparison.Ordinal);
    }

    [Fact]
    public void A_future_without_hours_is_left_out_and_says_what_to_do()
    {
        var (instruments, rejected) = LeanInstruments.From("file.csv", Read("cme,ES,future,E-mini,USD,50,0.25,1\nusa,AAPL,equity,Apple,USD,1,0.01,1"), null);

        Assert.Equal(["AAPL.US"], instruments.Select(instrument => instrument.Symbol.ToString()));
        Assert.Equal(BuiltInCalendars.UsEquity, instruments[0].Calendar);
        Assert.Contains("import the market-hours file together", Assert.Single(rejected), StringComparison.Ordinal);
    }

    private static LeanSymbolProperties Read(string rows)
    {
        using var reader = new StringReader(Header + rows);
        return LeanSymbolProperties.Read("file.csv", reader);
    }

    private static LeanSymbolProperties Real()
    {
        using var reader = new StreamReader(SharedData.Path("lean/symbol-properties/" + File));
        return LeanSymbolProperties.Read(File, reader);
    }
}
