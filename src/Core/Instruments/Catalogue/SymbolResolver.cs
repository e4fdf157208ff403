using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Instruments;

/// <summary>Finds the one instrument that a name means, in any usual spelling: BTCUSDT, btc-usdt, BTC/USDT, XBT/USDT, BTCUSDT.BINANCE, BINANCE:BTCUSDT, ESZ13, ESZ2013, ES.</summary>
/// <remarks>
/// Where several venues trade the same asset, real ones win over simulated ones, then the order of <see cref="VenueOrder"/> decides, then the alphabet.
/// A name never changes the quote currency: BTC-USD is not BTCUSDT. A future's root means its continuous future, or, with a date, the contract in front then.
/// </remarks>
public static class SymbolResolver
{
    private const int MostChoices = 5;
    private const string Separators = "-/_ :.";

    /// <summary>Coins that some venues write otherwise: Kraken's XBT and XDG.</summary>
    private static readonly Dictionary<string, string> CoinAliases = new(StringComparer.Ordinal) { ["XBT"] = "BTC", ["XDG"] = "DOGE" };

    /// <summary>Which venue is meant when a name does not say.</summary>
    public static IReadOnlyList<string> VenueOrder { get; } = ["US", "OANDA", "FXCM", "BINANCE", "COINBASE", "KRAKEN", "BYBIT", "BITFINEX", "CME", "CBOT", "NYMEX", "COMEX", "CBOE"];

    /// <param name="at">The moment whose rules, or whose front contract, are wanted; null: the newest version, the continuous future.</param>
    public static Resolution Resolve(InstrumentCatalogue catalogue, string name, Instant64? at = null)
    {
        var text = name.Trim().ToUpperInvariant();
        if (Symbol.TryParse(text, out var symbol))
        {
            if (catalogue.Find(symbol, at) is { } exact) return Resolution.Of(exact);
            if (catalogue.Find(symbol) is { } another) return new(null, $"{symbol} is known, but not for {at}.", [another.Symbol.ToString()]);
        }

        foreach (var reading in Readings(text))
        {
            var candidates = Candidates(catalogue, reading, at);
            if (candidates.Count > 0) return Choose(catalogue, name, reading, candidates, at);
        }

        return Unknown(catalogue, name, text, at);
    }

    /// <summary>The ways to read a name: as a whole, then with a venue at its end or its beginning.</summary>
    private static IEnumerable<SpelledName> Readings(string text)
    {
        yield return SpelledName.Of(text, venue: null);
        if (text.LastIndexOf('.') is > 0 and var dot && dot < text.Length - 1) yield return SpelledName.Of(text[..dot], text[(dot + 1)..]);
        if (text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < text.Length - 1) yield return SpelledName.Of(text[(colon + 1)..], text[..colon]);
    }

    private static List<Instrument> Candidates(InstrumentCatalogue catalogue, SpelledName name, Instant64? at)
    {
        var found = new List<Instrument>();
        foreach (var key in name.Keys)
        {
            foreach (var symbol in catalogue.WithKey(key))
            {
                if (name.Venue is { } venue && symbol.Venue != venue) continue;
                if (catalogue.Find(symbol, at) is { } instrument && name.Fits(instrument)) found.Add(instrument);
            }

            if (found.Count == 0) found.AddRange(Contracts(catalogue, key, name.Venue, at));
        }

        return found;
    }

    private static IEnumerable<Instrument> Contracts(InstrumentCatalogue catalogue, string key, string? venue, Instant64? at)
    {
        if (!ContractName.TryParse(key, out var name)) yield break;
        foreach (var symbol in catalogue.WithKey(name.Root))
        {
            if ((venue is not null && symbol.Venue != venue) || catalogue.FutureOf(symbol.Ticker, symbol.Venue) is not { } future || !future.Lists(name.Month)) continue;
            if (name.FullYear is { } year) yield return future.Contract(year, name.Month);
            else if (at is { } moment) yield return future.ContractsFrom(moment).First(contract => EndsIn(contract, name));
        }
    }

    // One digit of the year means the next contract that ends with it.
    private static bool EndsIn(Instrument contract, ContractName name) =>
        ContractName.TryParse(contract.Symbol.Ticker, out var full) && full.Month == name.Month && full.Year % 10 == name.Year;

    private static Resolution Choose(InstrumentCatalogue catalogue, string name, SpelledName reading, List<Instrument> candidates, Instant64? at)
    {
        var preferred = InOrderOfPreference(candidates);
        var others = preferred.Where(candidate => candidate.IsSimulated == preferred[0].IsSimulated && AssetOf(candidate) != AssetOf(preferred[0])).ToList();
        if (others.Count > 0)
        {
            var choices = preferred.DistinctBy(AssetOf).Select(candidate => candidate.Symbol.ToString()).Take(MostChoices).ToList();
            return new(null, $"'{name}' may mean {string.Join(" or ", choices)}: name the venue too.", choices);
        }

        var chosen = preferred[0];
        var wantsContract = at is not null && reading.Venue is null && catalogue.FutureOf(chosen.Symbol.Ticker, chosen.Symbol.Venue) is not null;
        return Resolution.Of(wantsContract ? catalogue.FutureOf(chosen.Symbol.Ticker, chosen.Symbol.Venue)!.FrontAt(at!.Value) : chosen);
    }

    private static List<Instrument> InOrderOfPreference(IEnumerable<Instrument> instruments) =>
        [.. instruments.OrderBy(instrument => instrument.IsSimulated).ThenBy(instrument => RankOf(instrument.Symbol.Venue)).ThenBy(instrument => instrument.Symbol)];

    private static int RankOf(string venue)
    {
        for (var rank = 0; rank < VenueOrder.Count; rank++)
            if (VenueOrder[rank] == venue) return rank;
        return VenueOrder.Count;
    }

    /// <summary>What makes two instruments the same thing at two venues: the pair, or else kind and ticker.</summary>
    private static (AssetClass?, string, string) AssetOf(Instrument instrument) => instrument.BaseCurrency is { } coin && instrument.Expiry is null
        ? (null, coin.Code, instrument.Currency.Code)
        : (instrument.AssetClass, InstrumentCatalogue.KeyOf(instrument.Symbol.Ticker), "");

    private static Resolution Unknown(InstrumentCatalogue catalogue, string name, string text, Instant64? at)
    {
        var venue = text.LastIndexOf('.') is > 0 and var dot ? text[(dot + 1)..] : null;
        var withoutVenue = venue is null ? text : text[..^(venue.Length + 1)];
        var key = InstrumentCatalogue.KeyOf(withoutVenue);
        if (ContractName.TryParse(key, out var contract) && catalogue.Futures.FirstOrDefault(root => root.Ticker == contract.Root && (venue ?? root.Continuous.Symbol.Venue) == root.Continuous.Symbol.Venue) is { } future)
        {
            var months = string.Join(", ", future.Months.Select(month => $"{future.Ticker}{month}"));
            return new(null, $"No contract is called '{name}': {months} are listed, each with two or four digits of the year.", [future.Continuous.Symbol.ToString()]);
        }

        var most = Math.Max(1, key.Length / 3);

        var nearest = catalogue.Keys
            .Select(known => (Key: known, Distance: EditDistance.Between(key, known, most)))
            .Where(known => known.Distance <= most)
            .OrderBy(known => known.Distance).ThenBy(known => Math.Abs(known.Key.Length - key.Length)).ThenBy(known => known.Key, StringComparer.Ordinal)
            .Select(known => Best(catalogue, known.Key, venue, at))
            .OfType<string>()
            .Take(MostChoices)
            .ToList();
        var reason = nearest.Count == 0 ? $"No instrument is called '{name}', nor anything like it." : $"No instrument is called '{name}'. Near it: {string.Join(", ", nearest)}.";
        return new(null, reason, nearest);
    }

    private static string? Best(InstrumentCatalogue catalogue, string key, string? venue, Instant64? at) =>
        InOrderOfPreference(catalogue.WithKey(key).Select(symbol => catalogue.Find(symbol, at) ?? catalogue.Find(symbol)).OfType<Instrument>())
            .OrderBy(instrument => instrument.Symbol.Venue != venue)
            .FirstOrDefault()?.Symbol.ToString();

    /// <summary>One way to read a name: its parts between separators, and the venue where one is named.</summary>
    private sealed record SpelledName(string[] Parts, string? Venue)
    {
        public static SpelledName Of(string text, string? venue) => new(text.Split(Separators.ToCharArray(), StringSplitOptions.RemoveEmptyEntries), venue);

        /// <summary>The name without separators, as it is and with the aliases of coins put right.</summary>
        public IEnumerable<string> Keys
        {
            get
            {
                var key = InstrumentCatalogue.KeyOf(string.Concat(Parts));
                yield return key;
                foreach (var (alias, coin) in CoinAliases)
                {
                    if (key.StartsWith(alias, StringComparison.Ordinal)) yield return coin + key[alias.Length..];
                    if (key.EndsWith(alias, StringComparison.Ordinal)) yield return key[..^alias.Length] + coin;
                }
            }
        }

        /// <summary>Whether a separator stands between the two currencies of a pair; where no separator or no pair is, anything fits.</summary>
        public bool Fits(Instrument instrument) => Parts.Length != 2 || instrument.BaseCurrency is not { } coin || instrument.Expiry is not null ||
            CoinAliases.GetValueOrDefault(Parts[0], Parts[0]) == coin.Code;
    }
}
