using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Columnar;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.History.Coverage;

/// <summary>Tells what is stored of a series and what is missing, by the calendar of its instrument.</summary>
internal sealed class CoverageBook(StoreDoor door, IMarketData catalogue, IClock clock)
{
    // Nobody has bars of before; and a length of time that columns can count ends at 292 years.
    private static readonly Instant64 Earliest = Instant64.FromUtc(1900, 1, 1, 0, 0);

    /// <summary>The stored series that a filter picks, in the order of symbols.</summary>
    public IEnumerable<SeriesKey> Find(SeriesFilter filter) => door.Store.List().Where(key => Fits(key, filter));

    public static bool Fits(SeriesKey key, SeriesFilter filter) =>
        (filter.Symbol is null || key.Symbol.ToString() == filter.Symbol) && (filter.Kind ?? key.Kind) == key.Kind && (filter.Interval is null || key.Interval == filter.Interval);

    /// <summary>The filter with its symbol as the catalogue writes it; as it was where the catalogue does not know it.</summary>
    public async Task<SeriesFilter> Resolve(SeriesFilter filter, CancellationToken ct)
    {
        if (filter.Symbol is not { } name || door.Store.List().Any(key => key.Symbol.ToString() == name)) return filter;
        return (await catalogue.ResolveInstrument(new(name), ct)).Instrument is { } known ? filter with { Symbol = known.Symbol.ToString() } : filter;
    }

    /// <param name="from">From when on rows are expected; null: from the first stored row on.</param>
    /// <param name="to">Up to when rows are expected, though never beyond now; null: up to the last stored row.</param>
    public async Task<SeriesCoverage> Of(SeriesKey key, Instant? from, Instant? to, CancellationToken ct)
    {
        var instrument = (await catalogue.ResolveInstrument(new(key.Symbol.ToString()), ct)).Instrument;
        try
        {
            return door.Store.Open(key) is { } reader ? Of(reader, instrument, from, to) : Nothing(key, instrument, null);
        }
        catch (StoreDamagedException damage)
        {
            return Nothing(key, instrument, damage.Message);
        }
    }

    private SeriesCoverage Of(SeriesReader reader, Instrument? instrument, Instant? from, Instant? to)
    {
        var (start, end) = (ColumnTime.Nearest(from), ColumnTime.Nearest(to));
        // An instrument that left the catalogue has no calendar by which anything could be missing.
        var gaps = instrument is null ? null : new GapFinder(instrument, reader.Key.Interval, start is { } asked ? Instant64.Max(asked, Earliest) : null);
        long rows = 0;
        Instant64? first = null, last = null;
        foreach (var block in reader.ReadBlocks(start, end))
        {
            gaps?.Add(block);
            first ??= block.Times[0];
            last = block.Times[^1];
            rows += block.Count;
        }

        if (end is { } expected) gaps?.Finish(Instant64.Min(expected, Instant64.FromInstant(clock.GetCurrentInstant())));
        return new(
            reader.Key, instrument?.IsSimulated ?? false, rows, reader.Bytes, first?.ToInstant(), last is { } time ? EndOf(time, reader.Key, instrument) : null,
            gaps?.Count ?? 0, gaps?.MissingBars ?? 0, gaps?.Largest ?? [], door.Store.RejectedOf(reader.Key).Values.Sum());
    }

    private static Instant EndOf(Instant64 time, SeriesKey key, Instrument? instrument) => key.Interval is { } interval
        ? BarSeries.CloseTimeOf(time, interval, instrument?.Calendar ?? TradingCalendar.AlwaysOpen).ToInstant()
        : time.PlusNanoseconds(1).ToInstant();

    private static SeriesCoverage Nothing(SeriesKey key, Instrument? instrument, string? damage) =>
        new(key, instrument?.IsSimulated ?? false, 0, 0, null, null, 0, 0, [], 0, damage);
}
