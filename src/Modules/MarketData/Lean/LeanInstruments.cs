using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Modules.MarketData.Lean;

/// <summary>Makes instruments of what files of the LEAN kind say of grids and of hours.</summary>
internal static class LeanInstruments
{
    /// <summary>LEAN's names of types and of the kinds in its keys of market hours, and what they are here. Others (options, CFDs, perpetual futures) are not traded yet.</summary>
    private static readonly Dictionary<string, (string Kind, AssetClass Class)> Types = new(StringComparer.Ordinal)
    {
        ["equity"] = ("Equity", AssetClass.Stock),
        ["crypto"] = ("Crypto", AssetClass.Crypto),
        ["forex"] = ("Forex", AssetClass.Forex),
        ["future"] = ("Future", AssetClass.Future),
        ["index"] = ("Index", AssetClass.Index),
    };

    /// <summary>Interactive Brokers, fixed: 0.85 USD, and about 1.40 USD of the exchange and the regulator on E-mini contracts.</summary>
    private static readonly PerContractFee EminiContract = new(2.25m);

    /// <summary>Venues that print a bar for every minute, with or without a trade.</summary>
    private static readonly HashSet<string> PrintEveryBar = ["BINANCE", "BINANCEUS", "BYBIT"];

    /// <summary>What the instruments are, and what rows make none, with the reason. A symbol that has hours but no row gets the grid of its market's [*] row.</summary>
    public static (IReadOnlyList<Instrument> Instruments, IReadOnlyList<string> Rejected) From(string file, LeanSymbolProperties properties, LeanMarketHours? hours)
    {
        var instruments = new List<Instrument>();
        var rejected = new List<string>();
        var symbols = new HashSet<Symbol>();
        foreach (var group in properties.Rows.Where(row => !Types.ContainsKey(row.Type)).GroupBy(row => row.Type))
            rejected.Add($"{file}, line {group.First().Line} and {group.Count() - 1} more: the type {group.Key} is not traded here; {string.Join(", ", Types.Keys)} are.");

        foreach (var row in properties.Rows.Where(row => Types.ContainsKey(row.Type) && row.Symbol != LeanSymbolProperties.Wildcard).Concat(FromHours(properties, hours)))
        {
            try
            {
                var instrument = Make(row, hours?.Find(Types[row.Type].Kind, row.Market, row.Symbol));
                if (!symbols.Add(instrument.Symbol)) throw new ArgumentException($"{instrument.Symbol} is there before as another type; the first counts.");
                instruments.Add(instrument);
            }
            catch (ArgumentException cause)
            {
                rejected.Add($"{file}, line {row.Line}: {row.Symbol} of {row.Market} is left out: {cause.Message.Split(" (Parameter")[0]}");
            }
        }

        return (instruments, rejected);
    }

    /// <summary>Known instruments with the calendars that a file gives to them; futures keep theirs, of which LEAN calls only the day's hours regular.</summary>
    public static IEnumerable<Instrument> WithHours(InstrumentCatalogue known, LeanMarketHours hours) =>
        from symbol in known.Symbols
        let instrument = known.Find(symbol)
        where !instrument.IsSimulated && known.FutureOf(symbol.Ticker, symbol.Venue) is null
        let kind = Types.Values.First(type => type.Class == instrument.AssetClass).Kind
        let calendar = hours.Find(kind, MarketOf(symbol.Venue), symbol.Ticker)
        where calendar is not null
        select instrument with { Calendar = calendar };

    /// <summary>The venue by which a LEAN market goes here.</summary>
    private static string VenueOf(string market) => market == "usa" ? "US" : market.ToUpperInvariant();

    private static string MarketOf(string venue) => venue == "US" ? "usa" : venue.ToLowerInvariant();

    private static IEnumerable<LeanProperties> FromHours(LeanSymbolProperties properties, LeanMarketHours? hours)
    {
        var known = properties.Rows.Select(row => (row.Market, row.Symbol, row.Type)).ToHashSet();
        foreach (var key in hours?.Calendars.Keys ?? [])
        {
            if (key.Split('-', 3) is not [var kind, var market, var symbol] || symbol == LeanSymbolProperties.Wildcard) continue;
            var type = kind.ToLowerInvariant();
            if (Types.ContainsKey(type) && !known.Contains((market, symbol, type)) && properties.DefaultOf(market, type) is { } general) yield return general with { Symbol = symbol };
        }
    }

    private static Instrument Make(LeanProperties row, TradingCalendar? calendar)
    {
        var type = Types[row.Type].Class;
        var venue = VenueOf(row.Market);
        var quote = new Currency(row.QuoteCurrency.ToUpperInvariant());
        var sizeIsWorth = row.Market.StartsWith("binance", StringComparison.Ordinal);
        return new()
        {
            Symbol = new(row.Symbol, venue),
            AssetClass = type,
            Currency = quote,
            BaseCurrency = type is AssetClass.Crypto or AssetClass.Forex && row.Symbol.Length > quote.Code.Length && row.Symbol.EndsWith(quote.Code, StringComparison.Ordinal)
                ? new(row.Symbol[..^quote.Code.Length])
                : null,
            Description = row.Description,
            TickSize = row.MinimumPriceVariation,
            LotSize = row.LotSize,
            MinQuantity = sizeIsWorth ? null : row.MinimumOrderSize,
            MinNotional = sizeIsWorth ? row.MinimumOrderSize ?? 0m : 0m,
            Multiplier = row.ContractMultiplier,
            Fees = FeesOf(type),
            Calendar = calendar ?? CalendarOf(type),
            PrintsEveryBar = PrintEveryBar.Contains(venue),
            HasVolume = type is not (AssetClass.Forex or AssetClass.Index),
            Root = type == AssetClass.Future ? row.Symbol : null,
        };
    }

    private static TradingCalendar CalendarOf(AssetClass type) => type switch
    {
        AssetClass.Stock or AssetClass.Index => BuiltInCalendars.UsEquity,
        AssetClass.Forex => BuiltInCalendars.Forex,
        AssetClass.Crypto => TradingCalendar.AlwaysOpen,
        _ => throw new ArgumentException("its hours are not known: import the market-hours file together with this one."),
    };

    /// <summary>LEAN's files say nothing of fees; these are the usual ones of the kind.</summary>
    private static FeeSchedule FeesOf(AssetClass type) => type switch
    {
        AssetClass.Stock => PerShareFee.InteractiveBrokers,
        AssetClass.Crypto => new PercentFee(10m),
        AssetClass.Future => EminiContract,
        _ => NoFee.Instance,
    };
}
