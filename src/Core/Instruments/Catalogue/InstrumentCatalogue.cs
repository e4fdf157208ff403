using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Instruments;

/// <summary>All instruments that are known, by symbol and by ticker, with their versions. Immutable: a change makes a new one.</summary>
public sealed class InstrumentCatalogue
{
    public static readonly InstrumentCatalogue Empty = new([]);

    private readonly Dictionary<Symbol, Instrument[]> _versions = [];
    private readonly Dictionary<Symbol, FutureRoot> _futures = [];
    private readonly Dictionary<string, List<Symbol>> _byKey = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">Two versions of an instrument are valid at the same time.</exception>
    public InstrumentCatalogue(IEnumerable<IInstrumentSource> sources)
    {
        foreach (var source in sources)
        {
            foreach (var versions in source.Instruments.GroupBy(instrument => instrument.Symbol)) _versions[versions.Key] = InOrder(versions);
            foreach (var future in source.Futures)
            {
                _versions[future.Continuous.Symbol] = [future.Continuous];
                _futures[future.Continuous.Symbol] = future;
            }
        }

        // What was imported of a root holds for its contracts too.
        foreach (var symbol in _futures.Keys.ToList()) _futures[symbol] = _futures[symbol] with { Continuous = _versions[symbol][^1] };

        Symbols = [.. _versions.Keys.Order()];
        foreach (var symbol in Symbols)
        {
            var key = KeyOf(symbol.Ticker);
            if (!_byKey.TryGetValue(key, out var symbols)) _byKey[key] = symbols = [];
            symbols.Add(symbol);
        }
    }

    /// <summary>The symbols of all instruments, in order; futures by their roots.</summary>
    public IReadOnlyList<Symbol> Symbols { get; }

    public IReadOnlyCollection<FutureRoot> Futures => _futures.Values;

    /// <summary>The keys of all tickers: capital letters and digits only.</summary>
    internal IEnumerable<string> Keys => _byKey.Keys;

    /// <summary>The version of an instrument that is valid at a moment, or null. Contracts of known futures are found too.</summary>
    /// <param name="at">null: the newest version.</param>
    public Instrument? Find(Symbol symbol, Instant64? at = null) => _versions.TryGetValue(symbol, out var versions)
        ? at is { } moment ? Array.Find(versions, version => version.ValidFrom <= moment && moment < version.ValidTo) : versions[^1]
        : ContractName.TryParse(symbol.Ticker, out var name) && FutureOf(name.Root, symbol.Venue) is { } future && name.FullYear is { } year && future.Lists(name.Month)
            ? future.Contract(year, name.Month) is var contract && contract.Symbol == symbol ? contract : null
            : null;

    /// <summary>All versions of an instrument, the oldest first; none when it is unknown.</summary>
    public IReadOnlyList<Instrument> VersionsOf(Symbol symbol) => _versions.GetValueOrDefault(symbol) ?? [];

    public FutureRoot? FutureOf(string ticker, string venue) => TryName(ticker, venue, out var symbol) ? _futures.GetValueOrDefault(symbol) : null;

    /// <summary>The instruments whose ticker is the same when only letters and digits count.</summary>
    internal IReadOnlyList<Symbol> WithKey(string key) => _byKey.GetValueOrDefault(key) ?? [];

    /// <summary>What remains of a name when only its letters, as capitals, and its digits count.</summary>
    internal static string KeyOf(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant));

    private static bool TryName(string ticker, string venue, out Symbol symbol) => Symbol.TryParse(ticker + "." + venue, out symbol) && symbol.Ticker == ticker;

    private static Instrument[] InOrder(IGrouping<Symbol, Instrument> versions)
    {
        Instrument[] ordered = [.. versions.OrderBy(version => version.ValidFrom)];
        for (var i = 0; i < ordered.Length; i++)
        {
            if (ordered[i].ValidFrom >= ordered[i].ValidTo || (i > 0 && ordered[i].ValidFrom < ordered[i - 1].ValidTo))
                throw new ArgumentException($"{versions.Key} has versions that are valid at the same time, or never: give each a ValidFrom before its ValidTo and not before the last one's.", nameof(versions));
        }

        return ordered;
    }
}
