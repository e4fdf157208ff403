using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>A market of nobody's (*.SIM): prices drawn from a seed, the same on every machine whichever range is asked for, in whatever order and by however many threads.</summary>
/// <remarks>What the model is and is not: docs/simulated-market.md. Nothing here looks at a clock; a live stream asks for the ticks of the minute that has come.</remarks>
public sealed class SimulatedMarket
{
    /// <summary>The first moment that has bars: 2010-01-01 UTC.</summary>
    public static readonly Instant64 Start = Instant64.FromUtc(2010, 1, 1, 0, 0);

    /// <summary>Where bars end: 2100-01-01 UTC.</summary>
    public static readonly Instant64 End = Instant64.FromUtc(2100, 1, 1, 0, 0);

    private readonly RandomSource _root;
    private readonly Dictionary<Symbol, (Listing Listing, DayPath Path)> _bySymbol;

    public SimulatedMarket(ulong seed)
    {
        Seed = seed;
        _root = new(seed);
        _bySymbol = Listings.All.ToDictionary(listing => listing.Instrument.Symbol, listing => (listing, new DayPath(listing, _root, Start)));
        Instruments = [.. Listings.All.Select(listing => listing.Instrument)];
    }

    public ulong Seed { get; }

    /// <summary>All that is traded here, marked as simulated.</summary>
    public IReadOnlyList<Instrument> Instruments { get; }

    /// <summary>The bars that open within [from, to), of kind Bars; a bar that ends after <paramref name="to"/> is there in full.</summary>
    /// <remarks>
    /// Bars of seconds, minutes and hours count from the open of each session and are cut at its close; bars of days hold whole trading dates.
    /// All are gathered from the same minutes, and seconds from the minutes' trades. No session is ever without bars.
    /// </remarks>
    /// <exception cref="ArgumentException">The instrument is not traded here.</exception>
    public Columns Bars(Instrument instrument, Interval interval, Instant64 from, Instant64 to)
    {
        var (listing, path) = ListingOf(instrument);
        (from, to) = (Instant64.Max(from, Start), Instant64.Min(to, End));
        if (from >= to) return Columns.Empty(SeriesKind.Bars);

        var days = path.Until(to);
        var group = interval.IsDaily ? interval.Count : 1;
        var first = FirstEndingAfter(days, from) / group * group;
        var fold = new BarFold(new(instrument.TickSize), new(instrument.LotSize), from, to, CapacityOf(interval, from, to));
        var minutes = new MinuteWalk(listing, _root);
        var seconds = interval.Unit == IntervalUnit.Second ? new SecondsOfMinute(new(instrument.Symbol, _root), fold, interval) : null;
        for (var index = first; index < days.Length && (days[index].Open < to || index % group != 0); index++)
        {
            var bars = minutes.Of(days[index]);
            if (seconds is not null) seconds.Add(bars, from, to);
            else if (interval.IsDaily) AddDay(fold, bars, days[index / group * group].Open);
            else if (interval == Interval.OneMinute) AddMinutes(fold, bars);
            else AddIntraday(fold, bars, interval);
        }

        return fold.Build();
    }

    /// <summary>Trades and quotes within [from, to), consistent with the bars: a minute's trades reach its open, high, low and close and add up to its volume.</summary>
    /// <exception cref="ArgumentException">The instrument is not traded here.</exception>
    public SimulatedTicks Ticks(Instrument instrument, Instant64 from, Instant64 to)
    {
        var (listing, path) = ListingOf(instrument);
        (from, to) = (Instant64.Max(from, Start), Instant64.Min(to, End));
        if (from >= to) return new(Columns.Empty(SeriesKind.Trades), Columns.Empty(SeriesKind.Quotes));

        var days = path.Until(to);
        var rows = new TickColumns(new(instrument.TickSize), new(instrument.LotSize), from, to);
        var (minutes, ticks) = (new MinuteWalk(listing, _root), new TickWalk(instrument.Symbol, _root));
        for (var index = FirstEndingAfter(days, from); index < days.Length && days[index].Open < to; index++)
            foreach (ref readonly var bar in minutes.Of(days[index]))
                if (bar.Time < to && bar.Time.PlusNanoseconds(MinuteWalk.NanosecondsPerMinute) > from) rows.Add(ticks.Of(bar));
        return rows.Build();
    }

    private static void AddMinutes(BarFold fold, ReadOnlySpan<MinuteBar> bars)
    {
        foreach (ref readonly var bar in bars) fold.Add(bar.Time, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume);
    }

    private static void AddDay(BarFold fold, ReadOnlySpan<MinuteBar> bars, Instant64 open)
    {
        foreach (ref readonly var bar in bars) fold.Add(open, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume);
    }

    private static void AddIntraday(BarFold fold, ReadOnlySpan<MinuteBar> bars, Interval interval)
    {
        var length = interval.Length.TotalNanoseconds;
        foreach (ref readonly var bar in bars)
        {
            var since = (bar.Time - bar.SessionOpen).TotalNanoseconds;
            fold.Add(bar.SessionOpen.PlusNanoseconds(since / length * length), bar.Open, bar.High, bar.Low, bar.Close, bar.Volume);
        }
    }

    private static int FirstEndingAfter(SimulatedDay[] days, Instant64 moment)
    {
        var (low, high) = (0, days.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (days[middle].Close <= moment) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static int CapacityOf(Interval interval, Instant64 from, Instant64 to) =>
        (int)Math.Min((to - from).TotalNanoseconds / interval.Length.TotalNanoseconds + 16, 16_000_000);

    private (Listing Listing, DayPath Path) ListingOf(Instrument instrument) => _bySymbol.TryGetValue(instrument.Symbol, out var found)
        ? found
        : throw new ArgumentException($"{instrument.Symbol} is not traded on the simulated market; {string.Join(", ", _bySymbol.Keys)} are.", nameof(instrument));
}
