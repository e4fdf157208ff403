using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Platform;
using Session = AlgoTrendy.Platform.Session;
using Symbol = AlgoTrendy.Core.Instruments.Symbol;

namespace AlgoTrendy.Host.Commands;

/// <summary>Names stored series to people, and explains why there are none.</summary>
internal static class SeriesText
{
    public const string Simulated = "SIMULATED";

    /// <summary>1m bars, 1h quote-bars, trades.</summary>
    public static string KindOf(SeriesKey key) => key.Interval is { } interval ? $"{interval} {Given.Hyphenated(key.Kind)}" : Given.Hyphenated(key.Kind);

    public static string NameOf(SeriesKey key) => $"{key.Symbol} {KindOf(key)}";

    /// <exception cref="SetupException">The name is not known; the message has the nearest ones.</exception>
    public static async Task<Symbol> SymbolOf(Session session, string name, CancellationToken ct)
    {
        var answer = await session.Get<IMarketData>().ResolveInstrument(new(name), ct);
        if (answer.Instrument is { } known) return known.Symbol;

        // A series may outlive its instrument in the catalogue: its full name is good enough.
        var stored = await session.Get<IHistory>().GetCoverage(new(name), ct);
        return stored.Series is [var series, ..] ? series.Series.Symbol : throw new SetupException(answer.Reason ?? $"No instrument is called '{name}'.");
    }

    /// <summary>Why a filter picks nothing: the name is not known, or nothing of it is stored; with the names that come near.</summary>
    public static async Task<string> WhyNothing(Session session, SeriesFilter filter, CancellationToken ct)
    {
        var stored = (await session.Get<IHistory>().GetCoverage(new(), ct)).Series.Select(series => series.Series).ToList();
        if (stored.Count == 0) return "Nothing is stored yet. Import files with: algotrendy data import PATH";
        if (filter.Symbol is not { } name) return $"Nothing of that kind is stored; there are {Listed(stored)}.";

        var answer = await session.Get<IMarketData>().ResolveInstrument(new(name), ct);
        var symbol = answer.Instrument?.Symbol.ToString() ?? name;
        var ofIt = stored.Where(key => key.Symbol.ToString() == symbol).ToList();
        if (ofIt.Count > 0) return $"Of {symbol} no such series is stored; there are {Listed(ofIt)}.";

        var hint = NearestName.Hint(symbol, stored.Select(key => key.Symbol.ToString()).Distinct());
        return answer.Instrument is null ? $"{answer.Reason}{hint}" : $"Nothing of {symbol} is stored.{hint} 'algotrendy data list' shows what is.";
    }

    private static string Listed(IEnumerable<SeriesKey> keys) => string.Join(", ", keys.Select(NameOf).Take(8));
}
