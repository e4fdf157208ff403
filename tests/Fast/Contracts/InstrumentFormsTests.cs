using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Contracts;

public class InstrumentFormsTests
{
    private static readonly CalendarDefinition Odd = new()
    {
        Name = "ODD",
        Zone = "Asia/Shanghai",
        Hours = [new(IsoDayOfWeek.Monday, -180, 690, From: new(2020, 1, 1)), new(IsoDayOfWeek.Monday, 780, 900, Until: new(2030, 1, 1)), new(IsoDayOfWeek.Sunday, 10, 20, HoursKind.PreMarket)],
        Holidays = [new(2024, 10, 1)],
        EarlyCloses = [new(new(2024, 9, 30), 600)],
        LateOpens = [new(new(2024, 9, 23), 30)],
        Breaks = [new(new(2024, 9, 16), 60, 120)],
    };

    public static TheoryData<FeeSchedule, string> Fees => new()
    {
        { NoFee.Instance, """{"kind":"none"}""" },
        { new PercentFee(10m, -2.5m), """{"kind":"percent","takerBasisPoints":"10","makerBasisPoints":"-2.5"}""" },
        { PerShareFee.InteractiveBrokers, """{"kind":"perShare","perShare":"0.005","minimum":"1","maximumPercent":"0.5"}""" },
        { new PerShareFee(0.01m, 0m), """{"kind":"perShare","perShare":"0.01","minimum":"0"}""" },
        { new PerContractFee(2.25m), """{"kind":"perContract","perContract":"2.25"}""" },
    };

    [Theory, MemberData(nameof(Fees))]
    public void Every_kind_of_fee_survives(FeeSchedule fees, string json)
    {
        Assert.Equal(json, JsonSerializer.Serialize(fees, Wire.Contract));
        Assert.Equal(fees, JsonSerializer.Deserialize<FeeSchedule>(json, Wire.Public));
    }

    [Theory]
    [InlineData("""{"kind":"flat"}"""), InlineData("""{"kind":"percent"}"""), InlineData("""{"kind":"Percent","takerBasisPoints":"1","makerBasisPoints":"1"}"""), InlineData("{}"), InlineData("null"), InlineData("\"none\"")]
    public void What_is_no_fee_does_not_get_in(string json) => Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<Instrument>(Text(json), Wire.Contract));

    [Fact]
    public void A_built_in_calendar_travels_by_its_name_and_stays_the_same_one()
    {
        foreach (var name in BuiltInCalendars.Names)
        {
            var json = JsonSerializer.Serialize(BuiltInCalendars.Find(name), Wire.Contract);

            Assert.Equal($$"""{"name":"{{name}}"}""", json);
            Assert.Same(BuiltInCalendars.Find(name), JsonSerializer.Deserialize<TradingCalendar>(json, Wire.Contract));
        }
    }

    [Fact]
    public void Any_other_calendar_survives_with_all_that_it_is_made_of()
    {
        foreach (var definition in new[] { Odd, BuiltInCalendars.UsEquity.Definition with { Name = "MINE" }, BuiltInCalendars.UsEquity.Definition with { Holidays = [] } })
        {
            var calendar = new TradingCalendar(definition);

            Assert.Equal(calendar, JsonSerializer.Deserialize<TradingCalendar>(JsonSerializer.Serialize(calendar, Wire.Contract), Wire.Public));
        }
    }

    [Theory]
    [InlineData("""{"name":"NOBODY-KNOWS"}""", "24/7, US-EQUITY")]
    [InlineData("""{"name":"X","zone":"UTC"}""", "needs hours")]
    [InlineData("""{"name":"X","zone":"Mars/Olympus","hours":[{"day":"monday","openMinute":0,"closeMinute":10}]}""", "Mars/Olympus")]
    [InlineData("""{"name":"X","zone":"UTC","hours":[{"day":"none","openMinute":0,"closeMinute":10}]}""", "no weekday")]
    [InlineData("""{"name":"X","zone":"UTC","hours":[{"day":"monday","openMinute":10,"closeMinute":0}]}""", "must rise")]
    public void What_is_no_calendar_does_not_get_in(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TradingCalendar>(json, Wire.Contract)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_instrument_survives_with_everything()
    {
        var instrument = new Instrument
        {
            Symbol = new("ESZ13", "CME"),
            AssetClass = AssetClass.Future,
            Currency = Currency.Usd,
            BaseCurrency = Currency.Eur,
            Description = "E-mini \"S&P\"",
            TickSize = 0.25m,
            LotSize = 2m,
            MinQuantity = 4m,
            MinNotional = 10.50m,
            Multiplier = 50m,
            Margined = false,
            InitialMargin = 12_100.50m,
            MaintenanceMargin = 11_000m,
            Fees = new PerContractFee(2.25m),
            Calendar = new(Odd),
            TypicalSpreadBasisPoints = 0.5m,
            PrintsEveryBar = true,
            HasVolume = false,
            IsSimulated = true,
            ValidFrom = Instant64.FromUtc(2001, 2, 3, 4, 5),
            ValidTo = Instant64.FromUtc(2031, 2, 3, 4, 5),
            Root = "ES",
            Expiry = Instant64.FromUtc(2013, 12, 20, 14, 30),
        };

        Assert.Equal(instrument, JsonSerializer.Deserialize<Instrument>(JsonSerializer.Serialize(instrument, Wire.Contract), Wire.Public));
    }

    [Fact]
    public void An_instrument_with_its_defaults_survives()
    {
        var instrument = new Instrument { Symbol = new("A", "US"), AssetClass = AssetClass.Stock, Currency = Currency.Usd };

        Assert.Equal(instrument, JsonSerializer.Deserialize<Instrument>(JsonSerializer.Serialize(instrument, Wire.Contract), Wire.Public));
        Assert.Equal(instrument, JsonSerializer.Deserialize<Instrument>("""{"symbol":"A.US","assetClass":"stock","currency":"USD"}""", Wire.Contract));
    }

    [Theory]
    [InlineData("\"tickSize\":\"0\""), InlineData("\"lotSize\":\"-1\""), InlineData("\"assetClass\":\"bond\""), InlineData("\"symbol\":\"aapl\"")]
    public void What_is_no_instrument_does_not_get_in(string field)
    {
        var json = "{\"symbol\":\"A.US\",\"assetClass\":\"stock\",\"currency\":\"USD\"}".Replace($"{field[..field.IndexOf(':', StringComparison.Ordinal)]}:", "\"old\":", StringComparison.Ordinal);

        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<Instrument>(json[..^1] + "," + field + "}", Wire.Contract));
    }

    private static string Text(string fees) => $$"""{"symbol":"A.US","assetClass":"stock","currency":"USD","fees":{{fees}}}""";
}
