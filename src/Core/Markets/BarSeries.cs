using System.Runtime.InteropServices;
using AlgoTrendy.Core.Instruments;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>Bars of one instrument in time order, as columns. Immutable; spans cost nothing to take.</summary>
public sealed class BarSeries
{
    private readonly Instant64[] _openTimes;
    private readonly Instant64[] _closeTimes;
    private readonly double[] _open;
    private readonly double[] _high;
    private readonly double[] _low;
    private readonly double[] _close;
    private readonly double[] _volume;
    private readonly int _start;

    /// <param name="columns">Of kind Bars: open, high, low, close, volume. Times are the bars' open times, strictly rising. Arrays are taken as they are; mapped memory is copied.</param>
    /// <exception cref="ArgumentException">Columns of another kind, or times that do not rise.</exception>
    public BarSeries(Instrument instrument, Interval interval, Columns columns)
    {
        if (columns.Kind != SeriesKind.Bars) throw new ArgumentException($"Bars are made of Bars, not of {columns.Kind}.", nameof(columns));
        Instrument = instrument;
        Interval = interval;
        Count = columns.Count;

        ReadOnlyMemory<double>[] values = [.. Enumerable.Range(0, 5).Select(columns.ValueMemory)];
        _start = StartIfShared(columns.TimeMemory, values);
        _openTimes = ArrayOf(columns.TimeMemory);
        (_open, _high, _low, _close, _volume) = (ArrayOf(values[0]), ArrayOf(values[1]), ArrayOf(values[2]), ArrayOf(values[3]), ArrayOf(values[4]));
        _closeTimes = CloseTimesOf(OpenTime, interval, instrument.Calendar, _start);
        HasVolume = instrument.HasVolume && Volume.ContainsAnyExcept(0.0);
    }

    private BarSeries(BarSeries whole, int start, int count)
    {
        (Instrument, Interval, IsAdjusted, HasVolume) = (whole.Instrument, whole.Interval, whole.IsAdjusted, whole.HasVolume);
        (_openTimes, _closeTimes, _open, _high, _low, _close, _volume) = (whole._openTimes, whole._closeTimes, whole._open, whole._high, whole._low, whole._close, whole._volume);
        _start = checked(whole._start + start);
        Count = count;
    }

    public Instrument Instrument { get; }

    public Interval Interval { get; }

    /// <summary>Whether the volume column counts something; some sources leave it empty.</summary>
    public bool HasVolume { get; internal init; }

    /// <summary>Whether splits and dividends are worked into the prices, so that they lie off the tick grid.</summary>
    public bool IsAdjusted { get; init; }

    public int Count { get; }

    public ReadOnlySpan<Instant64> OpenTime => _openTimes.AsSpan(_start, Count);

    public ReadOnlySpan<Instant64> CloseTime => _closeTimes.AsSpan(_start, Count);

    internal ReadOnlyMemory<Instant64> CloseTimeMemory => _closeTimes.AsMemory(_start, Count);

    public ReadOnlySpan<double> Open => _open.AsSpan(_start, Count);

    public ReadOnlySpan<double> High => _high.AsSpan(_start, Count);

    public ReadOnlySpan<double> Low => _low.AsSpan(_start, Count);

    public ReadOnlySpan<double> Close => _close.AsSpan(_start, Count);

    public ReadOnlySpan<double> Volume => _volume.AsSpan(_start, Count);

    public Columns Columns => new(
        SeriesKind.Bars, _openTimes.AsMemory(_start, Count),
        _open.AsMemory(_start, Count), _high.AsMemory(_start, Count), _low.AsMemory(_start, Count), _close.AsMemory(_start, Count), _volume.AsMemory(_start, Count));

    public Bar this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            var at = _start + index;
            return new(_openTimes[at], _closeTimes[at], _open[at], _high[at], _low[at], _close[at], _volume[at]);
        }
    }

    /// <summary>The bars [start, start + count), without copying.</summary>
    public BarSeries Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + count, Count, nameof(count));
        return new(this, start, count);
    }

    /// <summary>When a bar that opens at <paramref name="open"/> ends: after its length, or for days at the last close of the trading date.</summary>
    public static Instant64 CloseTimeOf(Instant64 open, Interval interval, TradingCalendar calendar) =>
        interval.IsDaily && !calendar.IsAlwaysOpen ? calendar.TradingDayAtOrAfter(open).Close : open + interval.Length;

    private static Instant64[] CloseTimesOf(ReadOnlySpan<Instant64> opens, Interval interval, TradingCalendar calendar, int start)
    {
        var closes = new Instant64[start + opens.Length];
        var previous = Instant64.MinValue;
        for (var index = 0; index < opens.Length; index++)
        {
            var open = opens[index];
            if (index > 0 && open <= previous) throw new ArgumentException($"Times must rise: {open} follows {previous} at row {index}.", nameof(opens));
            closes[start + index] = CloseTimeOf(open, interval, calendar);
            previous = open;
        }

        return closes;
    }

    // Columns that are arrays with one common offset are shared; anything else (mapped memory, slices of their own) is copied once.
    private static int StartIfShared(ReadOnlyMemory<Instant64> times, ReadOnlyMemory<double>[] values) =>
        MemoryMarshal.TryGetArray(times, out var shared) && values.All(column => MemoryMarshal.TryGetArray(column, out var own) && own.Offset == shared.Offset) ? shared.Offset : 0;

    private T[] ArrayOf<T>(ReadOnlyMemory<T> column) =>
        MemoryMarshal.TryGetArray(column, out var own) && own.Offset == _start && own.Array is { } array ? array : column.ToArray();
}
