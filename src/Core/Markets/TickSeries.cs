using AlgoTrendy.Core.Instruments;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>Trades or quotes of one instrument in the order of time, several of which may have the same. Immutable.</summary>
public sealed class TickSeries
{
    /// <exception cref="ArgumentException">Columns of bars, or times that go back.</exception>
    public TickSeries(Instrument instrument, Columns columns)
    {
        if (columns.Kind is not (SeriesKind.Trades or SeriesKind.Quotes)) throw new ArgumentException($"Ticks are trades or quotes, not {columns.Kind}.", nameof(columns));

        var times = columns.Times;
        for (var index = 1; index < times.Length; index++)
            if (times[index] < times[index - 1]) throw new ArgumentException($"Times may not go back: {times[index]} follows {times[index - 1]} at row {index}.", nameof(columns));
        (Instrument, Columns) = (instrument, columns);
    }

    public Instrument Instrument { get; }

    public Columns Columns { get; }

    public SeriesKind Kind => Columns.Kind;

    public int Count => Columns.Count;

    public ReadOnlySpan<Instant64> Times => Columns.Times;

    /// <summary>The trade at this place; only of a series of trades.</summary>
    public TradeTick TradeAt(int index) => new(Columns.Times[index], Columns.Values(0)[index], Columns.Values(1)[index]);

    /// <summary>The quote at this place; only of a series of quotes.</summary>
    public QuoteTick QuoteAt(int index) => new(Columns.Times[index], Columns.Values(0)[index], Columns.Values(1)[index], Columns.Values(2)[index], Columns.Values(3)[index]);

    /// <summary>The ticks [start, start + count), without copying.</summary>
    public TickSeries Slice(int start, int count) => new(Instrument, Columns.Slice(start, count));
}
