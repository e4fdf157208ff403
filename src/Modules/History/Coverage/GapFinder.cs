using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.History.Coverage;

/// <summary>Finds the stretches without rows in which the market was open, as rows are passed through in order. Pure.</summary>
internal sealed class GapFinder
{
    private const int MostListed = 100;

    // Ticks have no length of their own: half an hour of trading without one is a gap, counted in half hours.
    private static readonly Interval Silence = new(30, IntervalUnit.Minute);

    private readonly GapRule _rule;
    private readonly Interval? _interval;
    private readonly TradingCalendar _calendar;
    private readonly PriorityQueue<CoverageGap, (long Missing, Instant64 From)> _largest = new();
    private Instant64? _end;

    /// <param name="from">From when on rows are expected; null: from the first row on.</param>
    public GapFinder(Instrument instrument, Interval? interval, Instant64? from)
    {
        _rule = interval is { } length ? new(instrument, length) : new(instrument with { PrintsEveryBar = false }, Silence);
        _interval = interval;
        _calendar = instrument.Calendar;
        _end = from;
    }

    public int Count { get; private set; }

    public long MissingBars { get; private set; }

    /// <summary>The longest first, the earlier of two equal ones first.</summary>
    public IReadOnlyList<CoverageGap> Largest =>
        [.. _largest.UnorderedItems.OrderByDescending(item => item.Priority.Missing).ThenBy(item => item.Element.From).Select(item => item.Element)];

    /// <summary>The end of the last row so far; null before the first.</summary>
    public Instant64? End => _end;

    public void Add(Columns rows)
    {
        foreach (var time in rows.Times)
        {
            if (_end < time) Consider(_end.Value, time);
            _end = EndOf(time);
        }
    }

    /// <summary>Rows were expected up to here.</summary>
    public void Finish(Instant64 to)
    {
        if (_end < to) Consider(_end.Value, to);
    }

    private Instant64 EndOf(Instant64 time) => _interval is { } interval ? BarSeries.CloseTimeOf(time, interval, _calendar) : time;

    private void Consider(Instant64 from, Instant64 to)
    {
        var missing = _rule.MissingBars(from, to);
        if (missing == 0) return;

        Count++;
        MissingBars += missing;
        var gap = new CoverageGap(from.ToInstant(), to.ToInstant(), missing);
        // The queue gives up its least; of equals the later one goes.
        var priority = (missing, Instant64.FromUnixTimeNanoseconds(-from.ToUnixTimeNanoseconds()));
        if (_largest.Count < MostListed) _largest.Enqueue(gap, priority);
        else _largest.EnqueueDequeue(gap, priority);
    }
}
