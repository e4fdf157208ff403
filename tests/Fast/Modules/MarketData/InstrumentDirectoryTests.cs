using AlgoTrendy.Connectors.Simulated;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.MarketData;
using AlgoTrendy.Modules.MarketData.Instruments;
using AlgoTrendy.Platform;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.MarketData;

public sealed class InstrumentDirectoryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("algotrendy-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Topologies => House.Topologies;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, MemberData(nameof(Topologies))]
    public async Task Names_are_resolved_for_whoever_asks(string topology)
    {
        await using var house = await House.Open(topology, [new MarketDataModule()]);
        var market = house.Get<IMarketData>();

        var bitcoin = await market.ResolveInstrument(new("btc/usdt"), Ct);
        var contract = await market.ResolveInstrument(new("ES", Instant.FromUtc(2013, 10, 8, 0, 0)), Ct);
        var unknown = await market.ResolveInstrument(new("APPL"), Ct);

        Assert.Equal(Open().Catalogue.Find(new("BTCUSDT", "BINANCE")), bitcoin.Instrument);
        Assert.Equal(("ESZ13.CME", Instant64.FromUtc(2013, 12, 20, 14, 30)), (contract.Instrument?.Symbol.ToString(), contract.Instrument?.Expiry));
        Assert.Null(unknown.Instrument);
        Assert.Equal("AAPL.US", unknown.Choices[0]);
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task Pages_follow_one_another_until_all_were_seen(string topology)
    {
        await using var house = await House.Open(topology, [new MarketDataModule()]);
        var market = house.Get<IMarketData>();
        var seen = new List<Symbol>();

        for (string? cursor = null; ;)
        {
            var page = await market.FindInstruments(new(Limit: 50, Cursor: cursor), Ct);
            seen.AddRange(page.Items.Select(instrument => instrument.Symbol));
            if ((cursor = page.NextCursor) is null) break;
        }

        Assert.Equal(Open().Catalogue.Symbols, seen);
    }

    [Fact]
    public async Task Filters_narrow_the_list_together()
    {
        var market = Open();

        var coins = await market.FindInstruments(new(Text: "bitcoin", AssetClass: AssetClass.Crypto, Venue: "kraken", IsSimulated: false), Ct);

        Assert.Equal(["BCHUSD", "BTCEUR", "BTCUSD", "BTCUSDT"], coins.Items.Select(instrument => instrument.Symbol.Ticker).Except(["BCHUSD"]).Prepend("BCHUSD"));
        Assert.All(coins.Items, instrument => Assert.Equal("KRAKEN", instrument.Symbol.Venue));
        Assert.All((await market.FindInstruments(new(IsSimulated: true), Ct)).Items, instrument => Assert.Equal("SIM", instrument.Symbol.Venue));
    }

    [Fact]
    public async Task What_was_saved_is_there_after_a_restart_and_ends_the_version_before()
    {
        var change = Instant64.FromUtc(2024, 1, 2, 0, 0);
        var apple = Open().Catalogue.Find(new("AAPL", "US"))!;

        var saved = await Open().SaveInstrument(new(apple with { TickSize = 0.05m, ValidFrom = change }), Ct);
        var versions = Open().Catalogue.VersionsOf(apple.Symbol);

        Assert.Equal(0.05m, saved.Instrument?.TickSize);
        Assert.Equal([0.01m, 0.05m], versions.Select(version => version.TickSize));
        Assert.Equal(change, versions[0].ValidTo);
        Assert.Equal(["US.json"], Directory.GetFiles(Path.Combine(_folder.FullName, "instruments")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("0", "0", "US", "multiplier")]
    [InlineData("1", "-1", "US", "least worth")]
    [InlineData("1", "0", "SIM", "simulated market")]
    public async Task What_cannot_be_an_instrument_is_refused_with_the_reason(string multiplier, string minNotional, string venue, string reason)
    {
        var wanted = new Instrument { Symbol = new("NEW", venue), AssetClass = AssetClass.Stock, Currency = Currency.Usd, Multiplier = decimal.Parse(multiplier), MinNotional = decimal.Parse(minNotional) };

        var answer = await Open().SaveInstrument(new(wanted), Ct);

        Assert.Null(answer.Instrument);
        Assert.Contains(reason, answer.Reason, StringComparison.Ordinal);
        Assert.Null(Open().Catalogue.Find(wanted.Symbol));
    }

    [Fact]
    public async Task The_files_of_LEAN_are_imported_once_and_then_unchanged()
    {
        var folder = SharedData.Path("lean");
        var paths = new[] { Path.Combine(folder, "market-hours"), Path.Combine(folder, "symbol-properties") };

        var first = await Open().ImportInstruments(new(paths), Ct);
        var market = Open();
        var second = await market.ImportInstruments(new(paths), Ct);

        Assert.True(first.Imported > 8000, $"{first.Imported} imported");
        Assert.Equal((0, first.Imported + first.Unchanged), (second.Imported, second.Unchanged));
        Assert.Equal("Future-cbot-ZC", (await market.ResolveInstrument(new("ZC"), Ct)).Instrument?.Calendar.Name);
        Assert.Equal(60m, Assert.IsType<PercentFee>(market.Catalogue.Find(new("BTCUSD", "COINBASE"))!.Fees).TakerBasisPoints);
        Assert.Equal("CME-EQUITY-INDEX", market.Catalogue.Find(new("ES", "CME"))!.Calendar.Name);
        Assert.All(market.Catalogue.Symbols, symbol => Assert.Equal(symbol, SymbolResolver.Resolve(market.Catalogue, symbol.ToString()).Instrument?.Symbol));
    }

    [Fact]
    public async Task Files_of_another_kind_are_rejected_one_by_one()
    {
        var other = Path.Combine(_folder.FullName, "bars.csv");
        await File.WriteAllTextAsync(other, "time,open\n1,2\n", Ct);

        var summary = await Open().ImportInstruments(new([other, "/no/such/file.csv", _folder.CreateSubdirectory("empty").FullName]), Ct);

        Assert.Equal(0, summary.Imported);
        Assert.Equal(3, summary.Rejected.Count);
        Assert.Contains("neither market hours", summary.Rejected[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_file_that_cannot_be_read_is_named_and_nothing_starts()
    {
        await Open().SaveInstrument(new(new() { Symbol = new("NEW", "US"), AssetClass = AssetClass.Stock, Currency = Currency.Usd }), Ct);
        var file = Path.Combine(_folder.FullName, "instruments", "US.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Ct)).Replace("\"stock\"", "\"stok\"", StringComparison.Ordinal), Ct);

        var failure = Assert.Throws<SetupException>(Open);

        Assert.StartsWith(file, failure.Message, StringComparison.Ordinal);
        Assert.Contains("'stok'", failure.Message, StringComparison.Ordinal);
    }

    private InstrumentDirectory Open() => new([new BuiltInInstruments(), new SimulatedInstruments()], new(new Home(_folder.FullName)), new(SimulatedMarket.Usual, TimeProvider.System));
}
