using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Modules.MarketData.Instruments;
using FsCheck;
using FsCheck.Fluent;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.MarketData;

public class BuiltInInstrumentsTests
{
    private static readonly BuiltInInstruments BuiltIn = new();
    private static readonly InstrumentCatalogue Catalogue = new([BuiltIn]);

    [Theory]
    [InlineData("BTCUSDT", "BTCUSDT.BINANCE"), InlineData("BTC/USDT", "BTCUSDT.BINANCE"), InlineData("BTCUSDT.BINANCE", "BTCUSDT.BINANCE")]
    [InlineData("BTC-USD", "BTCUSD.COINBASE"), InlineData("XBT/USD", "BTCUSD.COINBASE"), InlineData("eur/usd", "EURUSD.OANDA"), InlineData("EURUSD.FXCM", "EURUSD.FXCM")]
    [InlineData("AAPL", "AAPL.US"), InlineData("spy", "SPY.US"), InlineData("BRK.B", "BRK.B.US"), InlineData("ES", "ES.CME"), InlineData("ESZ13", "ESZ13.CME"), InlineData("CLF25", "CLF25.NYMEX"), InlineData("SPX", "SPX.US")]
    public void Well_known_names_are_found(string name, string symbol) => Assert.Equal(symbol, SymbolResolver.Resolve(Catalogue, name).Instrument?.Symbol.ToString());

    [Fact]
    public void Every_instrument_has_a_grid_a_spread_or_is_an_index_and_hours_of_its_kind()
    {
        Assert.All(Catalogue.Symbols.Select(symbol => Catalogue.Find(symbol)!), instrument =>
        {
            Assert.True(instrument.TickSize > 0 && instrument.LotSize > 0 && instrument.Description.Length > 0 && !instrument.IsSimulated);
            Assert.Equal(instrument.AssetClass == AssetClass.Crypto, instrument.Calendar.IsAlwaysOpen);
            Assert.Equal(instrument.AssetClass is AssetClass.Crypto or AssetClass.Forex, instrument.BaseCurrency is not null);
            Assert.Equal(instrument.AssetClass == AssetClass.Index, instrument.TypicalSpreadBasisPoints == 0m);
            if (instrument.BaseCurrency is { } coin) Assert.Equal(coin.Code + instrument.Currency.Code, instrument.Symbol.Ticker);
        });
        Assert.True(Catalogue.Symbols.Count > 150);
    }

    [Theory]
    [InlineData("BTCUSDT.BINANCE", "0.01", "0.00001", "5", true)]
    [InlineData("BTCUSD.COINBASE", "0.01", "0.00000001", "1", false)]
    [InlineData("EURUSD.OANDA", "0.00001", "1", "0", false)]
    [InlineData("USDJPY.FXCM", "0.001", "1000", "0", false)]
    [InlineData("AAPL.US", "0.01", "1", "0", false)]
    public void Grids_are_those_of_the_venues(string symbol, string tick, string lot, string minNotional, bool printsEveryBar)
    {
        var instrument = SymbolResolver.Resolve(Catalogue, symbol).Instrument!;

        Assert.Equal((decimal.Parse(tick), decimal.Parse(lot), decimal.Parse(minNotional), printsEveryBar), (instrument.TickSize, instrument.LotSize, instrument.MinNotional, instrument.PrintsEveryBar));
    }

    [Fact]
    public void Every_symbol_resolves_to_itself_in_any_case_and_with_any_separator() =>
        Prop.ForAll((
            from symbol in Gen.Elements(Catalogue.Symbols.ToArray())
            from separator in Gen.Elements("", "-", "/", "_", " ")
            from lower in Gen.Elements(false, true).ArrayOf(40)
            let instrument = Catalogue.Find(symbol)!
            let ticker = instrument.BaseCurrency is { } coin ? coin.Code + separator + instrument.Currency.Code : symbol.Ticker
            select (Name: string.Concat($"{ticker}.{symbol.Venue}".Select((letter, at) => lower[at] ? char.ToLowerInvariant(letter) : letter)), Symbol: symbol)).ToArbitrary(),
            spelled => SymbolResolver.Resolve(Catalogue, spelled.Name).Instrument?.Symbol == spelled.Symbol).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_future_has_a_front_contract_each_day_that_is_found_by_its_name()
    {
        foreach (var future in BuiltIn.Futures)
            for (var moment = Instant64.FromUtc(2019, 1, 1, 12, 0); moment < Instant64.FromUtc(2026, 1, 1, 0, 0); moment += Duration64.FromDays(5))
            {
                var front = future.FrontAt(moment);

                Assert.True(front.Expiry > moment, $"{front.Symbol} at {moment}");
                Assert.Equal(front, SymbolResolver.Resolve(Catalogue, front.Symbol.ToString()).Instrument);
            }
    }
}
