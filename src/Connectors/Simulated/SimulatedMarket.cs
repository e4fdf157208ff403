using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>A market of nobody's (*.SIM): prices drawn from a seed, the same on every machine whichever range is asked for, in whatever order and by however many threads.</summary>
/// <remarks>What the model is and is not: docs/simulated-market.md. Nothing here looks at a clock; a live stream asks for the ticks of the minute that has come.</remarks>
public sealed class SimulatedMarket
{
    /// <summary>Where simulated instruments trade: the end of their symbols.</summary>
    public const string Venue = Listings.Venue;

    /// <summary>The seed of the platform's own market: one for all, so that everybody backtests and follows the same.</summary>
    public const ulong UsualSeed = 1;

    /// <summary>The first moment that has bars: 2010-01-01 UTC.</summary>
    public static readonly Instant64 Start = Instant64.FromUtc(2010, 1, 1, 0, 0);

    /// <summary>Where bars end: 2100-01-01 UTC.</summary>
    public static readonly Instant64 End = Instant64.FromUtc(2100, 1, 1, 0, 0);

    private static readonly Lazy<SimulatedMarket> UsualOne = new(() => new(UsualSeed));

    private const long MostRowsReserved = 16_000_000;

    private readonly RandomSource _root;
    private readonly Dictionary<Symbol, (Listing Listing, DayPath Path)> _bySymbol;

    public SimulatedMarket(ulong seed)
    {
        Seed = seed;
        _root = new(seed);
        _bySymbol = Listings.All.ToDictionary(listing => listing.Instrument.Symbol, listing => (listing, new DayPath(listing, _root, Start)));
    }

    /// <summary>The platform's own market. Whoever asks in this process shares the days that somebody has walked already.</summary>
    public static SimulatedMarket Usual => UsualOne.Value;

    /// <summary>What is traded on every simulated market, whatever its seed; marked as simulated.</summary>
    public static IReadOnlyList<Instrument> Instruments { get; } = [.. Listings.All.Select(listing => listing.Instrument)];

    public ulong Seed { get; }

    /// <summary>The bars that open within [from, to), of kind Bars; a bar that ends after <paramref name="to"/> is there in full.</summary>
    /// <remarks>
    /// Bars of seconds, minutes and hours open at whole multiples of their length since 1970 UTC and hold what the sessions have of that time; a bar of a day holds a trading date and opens with it.
    /// All are gathered from the same minutes, and seconds from the minutes' trades. No minute of a session is ever without a bar.
    /// </remarks>
    /// <exception cref="ArgumentException">The instrument is not traded here, or the interval is of several days.</exception>
    public Columns Bars(Instrument instrument, Interval interval, Instant64 from, Instant64 to)
    {
        var (listing, path) = ListingOf(instrument);
        if (interval is { IsDaily: true, Count: > 1 }) throw new ArgumentException($"The simulated market has bars of one day, not of {interval}.", nameof(interval));
        (from, to) = (Instant64.Max(from, Start), Instant64.Min(to, End));
        if (from >= to) return Columns.Empty(SeriesKind.Bars);

        var fold = new BarFold(new(instrument.TickSize), new(instrument.LotSize), CapacityOf(instrument, interval, from, to));
        if (interval.IsDaily) AddDays(fold, new(listing, _root), path.Until(to), from, to);
        else AddWithin(fold, listing, path, interval, from, to);
        return fold.Build();
    }

    /// <summary>Trades and quotes within [from, to), consistent with the bars: a minute's trades reach its open, high, low and close and add up to its volume. A quote that stands is told again each second.</summary>
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
                if (bar.Time < to && bar.End > from) rows.Add(ticks.Of(bar), bar.End);
        return rows.Build();
    }

    private static void AddDays(BarFold fold, MinuteWalk minutes, SimulatedDay[] days, Instant64 from, Instant64 to)
    {
        for (var index = FirstOpeningFrom(days, from); index < days.Length && days[index].Open < to; index++)
            foreach (ref readonly var bar in minutes.Of(days[index])) fold.Add(days[index].Open, bar);
    }

    private void AddWithin(BarFold fold, Listing listing, DayPath path, Interval interval, Instant64 from, Instant64 to)
    {
        // With both ends on the grid, every bar that has begun here is whole.
        var grid = new TimeGrid(interval.Length);
        (from, to) = (grid.AtOrAfter(from), grid.AtOrAfter(to));
        var minutes = new MinuteWalk(listing, _root);
        var seconds = interval.Unit == IntervalUnit.Second ? new SecondsOfMinute(new(listing.Instrument.Symbol, _root), fold, grid, from, to) : null;
        var days = path.Until(to);
        for (var index = FirstEndingAfter(days, from); index < days.Length && days[index].Open < to; index++)
        {
            foreach (ref readonly var bar in minutes.Of(days[index]))
            {
                if (seconds is not null) seconds.Add(bar);
                else if (bar.Time >= from && bar.Time < to) fold.Add(grid.AtOrBefore(bar.Time), bar);
            }
        }
    }

    private static int FirstOpeningFrom(SimulatedDay[] days, Instant64 moment) =>
        FirstEndingAfter(days, moment) is var index && index < days.Length && days[index].Open < moment ? index + 1 : index;

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

    private static int CapacityOf(Instrument instrument, Interval interval, Instant64 from, Instant64 to) =>
        (int)Math.Min(instrument.Calendar.OpenTimeBetween(from, to).TotalNanoseconds / interval.Length.TotalNanoseconds + 16, MostRowsReserved);

    private (Listing Listing, DayPath Path) ListingOf(Instrument instrument) => _bySymbol.TryGetValue(instrument.Symbol, out var found)
        ? found
        : throw new ArgumentException($"{instrument.Symbol} is not traded on the simulated market; {string.Join(", ", _bySymbol.Keys)} are.", nameof(instrument));
}
