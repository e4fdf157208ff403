using AlgoTrendy.Core.Instruments;
using FsCheck;
using FsCheck.Fluent;
using NodaTime.HighPerformance;
using static AlgoTrendy.Tests.Fast.Core.Instruments.Some;

namespace AlgoTrendy.Tests.Fast.Core.Instruments.Catalogue;

public class SymbolResolverTests
{
    private static readonly InstrumentCatalogue Known = CatalogueOf(
        Pair("BTC", "USDT", "BINANCE"), Pair("BTC", "USDT", "BYBIT"), Pair("BTC", "USDT", "SIM"), Pair("BTC", "USD", "KRAKEN"), Pair("BTC", "USD", "COINBASE"), Pair("DOGE", "USDT", "SIM"),
        Pair("ETH", "USDT", "BINANCE"), Pair("ETH", "BTC", "KRAKEN"), Pair("EUR", "USD", "OANDA"), Pair("EUR", "USD", "FXCM"), Pair("EUR", "USD", "KRAKEN"),
        Stock("AAPL"), Stock("AAPL", "SIM"), Stock("BRK.B"), Stock("META"), Stock("ALL"), Stock("ALL", "LSE") with { AssetClass = AssetClass.Index }, Stock("SPY"));

    [Theory]
    [InlineData("BTCUSDT", "BTCUSDT.BINANCE")]
    [InlineData("btcusdt", "BTCUSDT.BINANCE")]
    [InlineData("BTC/USDT", "BTCUSDT.BINANCE")]
    [InlineData("BTC_USDT", "BTCUSDT.BINANCE")]
    [InlineData(" btc-usdt ", "BTCUSDT.BINANCE")]
    [InlineData("BTCUSDT.BINANCE", "BTCUSDT.BINANCE")]
    [InlineData("BTCUSDT.BYBIT", "BTCUSDT.BYBIT")]
    [InlineData("btc-usdt.sim", "BTCUSDT.SIM")]
    [InlineData("BINANCE:BTCUSDT", "BTCUSDT.BINANCE")]
    [InlineData("BTC-USD", "BTCUSD.COINBASE")] // not BTCUSDT
    [InlineData("XBT/USD", "BTCUSD.COINBASE")]
    [InlineData("XBTUSD.KRAKEN", "BTCUSD.KRAKEN")]
    [InlineData("ETH/XBT", "ETHBTC.KRAKEN")]
    [InlineData("DOGEUSDT", "DOGEUSDT.SIM")] // simulated where nothing real is
    [InlineData("XDG/USDT", "DOGEUSDT.SIM")]
    [InlineData("EUR/USD", "EURUSD.OANDA")]
    [InlineData("AAPL", "AAPL.US")]
    [InlineData("aapl.sim", "AAPL.SIM")]
    [InlineData("BRK.B", "BRK.B.US")]
    [InlineData("brk-b", "BRK.B.US")]
    [InlineData("BRKB.US", "BRK.B.US")]
    [InlineData("ES", "ES.CME")]
    [InlineData("ESZ13", "ESZ13.CME")]
    [InlineData("esz2013", "ESZ13.CME")]
    [InlineData("ESZ13.CME", "ESZ13.CME")]
    [InlineData("ESZ2013.CME", "ESZ13.CME")]
    [InlineData("ES Z13", "ESZ13.CME")]
    public void Usual_spellings_find_the_instrument(string name, string symbol) => Assert.Equal(symbol, SymbolResolver.Resolve(Known, name).Instrument?.Symbol.ToString());

    [Theory]
    [InlineData("BTC-USDC"), InlineData("ETH-USD"), InlineData("BT-CUSDT"), InlineData("BTCUSDT.KRAKEN"), InlineData("ESX13"), InlineData("ESF13"), InlineData("ESZ3"), InlineData(""), InlineData("."), InlineData("..."), InlineData("/"), InlineData("ESZ13.CBOT")]
    public void What_is_not_there_is_not_found_as_something_else(string name)
    {
        var resolution = SymbolResolver.Resolve(Known, name);

        Assert.Null(resolution.Instrument);
        Assert.Contains($"'{name}'", resolution.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BTCUSTD", "BTCUSDT.BINANCE")]
    [InlineData("APPL", "AAPL.US")]
    [InlineData("MTA", "META.US")]
    [InlineData("BTC-USDZ", "BTCUSDT.BINANCE")]
    [InlineData("BTCUSDT.KRAKEN", "BTCUSDT.BINANCE")]
    [InlineData("ESX13", "ES.CME")]
    public void A_name_that_nobody_has_gets_the_nearest_ones(string name, string nearest)
    {
        var resolution = SymbolResolver.Resolve(Known, name);

        Assert.Equal(nearest, resolution.Choices[0]);
        Assert.True(resolution.Choices.Count <= 5);
    }

    [Fact]
    public void A_name_of_different_assets_is_not_guessed()
    {
        var resolution = SymbolResolver.Resolve(Known, "all");

        Assert.Null(resolution.Instrument);
        Assert.Equal(["ALL.US", "ALL.LSE"], resolution.Choices);
        Assert.Equal("'all' may mean ALL.US or ALL.LSE: name the venue too.", resolution.Reason);
    }

    [Fact]
    public void A_root_with_a_date_is_the_contract_in_front_and_with_its_venue_the_continuous_future()
    {
        Assert.Equal("ESZ13.CME", SymbolResolver.Resolve(Known, "es", Utc(2013, 10, 8)).Instrument?.Symbol.ToString());
        Assert.Equal("ES.CME", SymbolResolver.Resolve(Known, "ES.CME", Utc(2013, 10, 8)).Instrument?.Symbol.ToString());
        Assert.Equal("ESZ23.CME", SymbolResolver.Resolve(Known, "ESZ3", Utc(2020, 1, 1)).Instrument?.Symbol.ToString());
    }

    [Fact]
    public void A_symbol_has_the_version_that_was_valid_then()
    {
        var then = Stock("SPY") with { TickSize = 0.0625m, ValidTo = Utc(2001, 4, 9) };
        var now = Stock("SPY") with { ValidFrom = Utc(2001, 4, 9), ValidTo = Utc(2030, 1, 1) };
        var catalogue = CatalogueOf(now, then);

        Assert.Equal(0.0625m, catalogue.Find(then.Symbol, Utc(2001, 4, 8))?.TickSize);
        Assert.Equal(0.01m, catalogue.Find(then.Symbol, Utc(2001, 4, 9))?.TickSize);
        Assert.Equal(0.01m, SymbolResolver.Resolve(catalogue, "spy").Instrument?.TickSize);
        Assert.StartsWith("SPY.US is known, but not for 2030", SymbolResolver.Resolve(catalogue, "SPY.US", Utc(2030, 1, 1)).Reason, StringComparison.Ordinal);
        Assert.Equal([then, now], catalogue.VersionsOf(then.Symbol));
        Assert.Throws<ArgumentException>(() => CatalogueOf(then, Stock("SPY")));
    }

    [Fact]
    public void A_later_source_replaces_what_an_earlier_one_said_of_a_symbol()
    {
        var catalogue = new InstrumentCatalogue([new Source([Stock("AAPL")], [Es]), new Source([Stock("AAPL") with { LotSize = 100m }, Es.Continuous with { TickSize = 0.5m }], [])]);

        Assert.Equal(100m, catalogue.Find(new("AAPL", "US"))?.LotSize);
        Assert.Equal(0.5m, catalogue.Find(new("ESZ13", "CME"))?.TickSize);
    }

    [Fact]
    public void Every_symbol_resolves_to_itself_in_any_case_and_with_any_separator_between_its_currencies() =>
        Prop.ForAll(Spelled.ToArbitrary(), spelled => SymbolResolver.Resolve(Known, spelled.Name).Instrument?.Symbol == spelled.Symbol).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_gets_an_instrument_or_a_reason() =>
        Prop.ForAll<NonNull<string>>(text => SymbolResolver.Resolve(Known, text.Get) is { Instrument: not null } or { Reason.Length: > 0, Choices.Count: <= 5 }).QuickCheckThrowOnFailure();

    private static Gen<(string Name, Symbol Symbol)> Spelled =>
        from symbol in Gen.Elements(Known.Symbols.ToArray())
        from separator in Gen.Elements("", "-", "/", "_", " ", ":")
        from colon in Gen.Elements(false, true)
        from lower in Gen.Elements(false, true).ArrayOf(40)
        let instrument = Known.Find(symbol)!
        let ticker = instrument.BaseCurrency is { } coin ? coin.Code + separator + instrument.Currency.Code : symbol.Ticker
        let name = colon && separator != ":" ? symbol.Venue + ":" + ticker : ticker + "." + symbol.Venue
        select (string.Concat(name.Select((letter, at) => lower[at] ? char.ToLowerInvariant(letter) : letter)), symbol);
}
