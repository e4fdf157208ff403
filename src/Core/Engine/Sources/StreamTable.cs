using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;

namespace AlgoTrendy.Core.Engine;

/// <summary>The bars that a strategy hears: those that the run was given, and longer ones that it asked for when it began.</summary>
internal sealed class StreamTable
{
    private readonly MarketData _data;
    private readonly List<BarSeries> _series;
    private readonly List<BarStream> _streams;
    private bool _isClosed;

    public StreamTable(MarketData data)
    {
        _data = data;
        _series = [.. data.Bars];
        _streams = [.. data.Bars.Select((one, index) => new BarStream(one.Instrument, one.Interval, index))];
    }

    public IReadOnlyList<BarStream> Streams => _streams;

    /// <exception cref="InvalidOperationException">The run has begun.</exception>
    /// <exception cref="ArgumentException">Nothing that was given makes such bars.</exception>
    public BarStream Subscribe(Instrument instrument, Interval interval)
    {
        if (_streams.Find(one => one.Instrument.Symbol == instrument.Symbol && one.Interval == interval) is { } known) return known;
        if (_isClosed) throw new InvalidOperationException("Bars are subscribed to in OnStart, before the first is heard.");

        var source = _data.Bars.Where(one => one.Instrument.Symbol == instrument.Symbol && CoarserBars.CanMake(interval, one.Interval)).MaxBy(one => one.Interval.Length)
            ?? throw new ArgumentException($"Bars of {instrument.Symbol} {interval} cannot be made of what the run has: {string.Join(", ", _data.Bars.Select(one => $"{one.Instrument.Symbol} {one.Interval}"))}.");
        _series.Add(Coarser(source, interval));
        _streams.Add(new(source.Instrument, interval, _streams.Count));
        return _streams[^1];
    }

    public IReadOnlyList<BarCursor> Cursors(OrderDesk desk)
    {
        _isClosed = true;
        return [.. _series.Select((one, index) => new BarCursor(one, _streams[index], desk, Trades(one), DetailOf(one)) { Place = index })];
    }

    /// <summary>Orders of an instrument trade against the finest of its bars that were given, unless it has ticks.</summary>
    private bool Trades(BarSeries one) => ReferenceEquals(one, _data.FinestOf(one.Instrument)) && !_data.HasTicks(one.Instrument);

    // Looked for when a bar first leaves something open: a store reads what it has only then.
    private OnDemand DetailOf(BarSeries one) => new(() =>
        _data.Details.Where(finer => finer.Instrument.Symbol == one.Instrument.Symbol && finer.Interval.Length < one.Interval.Length).MinBy(finer => finer.Interval.Length));

    private static BarSeries Coarser(BarSeries source, Interval interval)
    {
        var made = new BarSeries(source.Instrument, interval, CoarserBars.Of(source.Columns, source.Interval, interval, source.Instrument.Calendar)) { IsAdjusted = source.IsAdjusted };

        // A bar that the data ends in the middle of never closed.
        return made.Count > 0 && made.CloseTime[^1] > source.CloseTime[^1] ? made.Slice(0, made.Count - 1) : made;
    }
}
