using AlgoTrendy.Core.Instruments;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>Bars of one instrument in time order, as columns. Immutable; spans cost nothing to take.</summary>
public sealed class BarSeries
{
    private readonly Columns _columns;
    private readonly Instant64[] _closeTimes;

    /// <param name="columns">Of kind Bars: open, high, low, close, volume. Times are the bars' open times, strictly rising.</param>
    /// <exception cref="ArgumentException">Columns of another kind, or times that do not rise.</exception>
    public BarSeries(Instrument instrument, Interval interval, Columns columns)
    {
        if (columns.Kind != SeriesKind.Bars) throw new ArgumentException($"Bars are made of Bars, not of {columns.Kind}.", nameof(columns));
        Instrument = instrument;
        Interval = interval;
        _columns = columns;
        _closeTimes = CloseTimesOf(columns.Times, interval, instrument.Calendar);
        HasVolume = instrument.HasVolume && columns.Values(4).ContainsAnyExcept(0.0);
    }

    public Instrument Instrument { get; }

    public Interval Interval { get; }

    /// <summary>Whether the volume column counts something; some sources leave it empty.</summary>
    public bool HasVolume { get; }

    /// <summary>Whether splits and dividends are worked into the prices, so that they lie off the tick grid.</summary>
    public bool IsAdjusted { get; init; }

    public int Count => _columns.Count;

    public ReadOnlySpan<Instant64> OpenTime => _columns.Times;

    public ReadOnlySpan<Instant64> CloseTime => _closeTimes;

    public ReadOnlySpan<double> Open => _columns.Values(0);

    public ReadOnlySpan<double> High => _columns.Values(1);

    public ReadOnlySpan<double> Low => _columns.Values(2);

    public ReadOnlySpan<double> Close => _columns.Values(3);

    public ReadOnlySpan<double> Volume => _columns.Values(4);

    public Columns Columns => _columns;

    public Bar this[int index] => new(OpenTime[index], CloseTime[index], Open[index], High[index], Low[index], Close[index], Volume[index]);

    /// <summary>The bars [start, start + count), without copying prices.</summary>
    public BarSeries Slice(int start, int count) => new(Instrument, Interval, _columns.Slice(start, count)) { IsAdjusted = IsAdjusted };

    /// <summary>When a bar that opens at <paramref name="open"/> ends: after its length, or for days at the last close of the trading date.</summary>
    public static Instant64 CloseTimeOf(Instant64 open, Interval interval, TradingCalendar calendar) =>
        interval.IsDaily && !calendar.IsAlwaysOpen ? calendar.TradingDayAtOrAfter(open).Close : open + interval.Length;

    private static Instant64[] CloseTimesOf(ReadOnlySpan<Instant64> opens, Interval interval, TradingCalendar calendar)
    {
        var closes = new Instant64[opens.Length];
        var previous = Instant64.MinValue;
        for (var index = 0; index < opens.Length; index++)
        {
            var open = opens[index];
            if (index > 0 && open <= previous) throw new ArgumentException($"Times must rise: {open} follows {previous} at row {index}.", nameof(opens));
            closes[index] = CloseTimeOf(open, interval, calendar);
            previous = open;
        }

        return closes;
    }
}
