using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Instruments;

/// <summary>Instruments for tests of the catalogue.</summary>
internal static class Some
{
    public static FutureRoot Es { get; } = new()
    {
        Continuous = new() { Symbol = new("ES", "CME"), AssetClass = AssetClass.Future, Currency = Currency.Usd, TickSize = 0.25m, Multiplier = 50m, Calendar = BuiltInCalendars.Find("CME-EQUITY-INDEX")!, Root = "ES" },
        Months = "HMUZ",
        Expiry = new NthWeekdayExpiry(3, IsoDayOfWeek.Friday),
        LastTradeMinute = 510,
        RollSessionsBeforeExpiry = 2,
    };

    public static Instrument Pair(string coin, string quote, string venue) => new()
    {
        Symbol = new(coin + quote, venue),
        AssetClass = AssetClass.Crypto,
        Currency = new(quote),
        BaseCurrency = new Currency(coin),
        IsSimulated = venue == "SIM",
    };

    public static Instrument Stock(string ticker, string venue = "US") =>
        new() { Symbol = new(ticker, venue), AssetClass = AssetClass.Stock, Currency = Currency.Usd, Calendar = BuiltInCalendars.UsEquity, IsSimulated = venue == "SIM" };

    public static Instant64 Utc(int year, int month, int day, int hour = 0, int minute = 0) => Instant64.FromUtc(year, month, day, hour, minute);

    public static InstrumentCatalogue CatalogueOf(params IEnumerable<Instrument> instruments) => new([new Source([.. instruments], [Es])]);

    public sealed record Source(IReadOnlyList<Instrument> Instruments, IReadOnlyList<FutureRoot> Futures) : IInstrumentSource;
}
