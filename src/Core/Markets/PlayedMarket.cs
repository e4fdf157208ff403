using System.Collections;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>Recorded series as events, in the order in which the engine plays them: at one moment all closes come first, then new bars open, then single ticks come.</summary>
/// <param name="bars">Of one moment, in this order.</param>
/// <param name="ticks">Of one moment, in this order, after the bars.</param>
public sealed class PlayedMarket(IReadOnlyList<BarSeries> bars, IReadOnlyList<TickSeries> ticks) : IEnumerable<MarketEvent>
{
    private const int Closes = 0;
    private const int Opens = 1;
    private const int Ticks = 2;

    /// <summary>How many events there are.</summary>
    public long Count => 2 * bars.Sum(one => (long)one.Count) + ticks.Sum(one => (long)one.Count);

    /// <summary>The events, numbered from 1 on.</summary>
    public IEnumerator<MarketEvent> GetEnumerator()
    {
        var queue = new PriorityQueue<Place, (Instant64 Time, int Rank, int Place)>();
        for (var index = 0; index < bars.Count; index++)
            if (bars[index].Count > 0) queue.Enqueue(new(index, 0, IsInBar: false), (bars[index].OpenTime[0], Opens, index));
        for (var index = 0; index < ticks.Count; index++)
            if (ticks[index].Count > 0) queue.Enqueue(new(bars.Count + index, 0, IsInBar: false), (ticks[index].Times[0], Ticks, bars.Count + index));

        for (var sequence = 1L; queue.TryDequeue(out var at, out var key); sequence++)
        {
            yield return at.Series < bars.Count ? BarEvent(sequence, key.Time, bars[at.Series], at) : TickEvent(sequence, key.Time, ticks[at.Series - bars.Count], at.Row);
            Next(queue, at);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Next(PriorityQueue<Place, (Instant64 Time, int Rank, int Place)> queue, Place at)
    {
        if (at.Series >= bars.Count)
        {
            var series = ticks[at.Series - bars.Count];
            if (at.Row + 1 < series.Count) queue.Enqueue(at with { Row = at.Row + 1 }, (series.Times[at.Row + 1], Ticks, at.Series));
        }
        else if (!at.IsInBar)
        {
            queue.Enqueue(at with { IsInBar = true }, (bars[at.Series].CloseTime[at.Row], Closes, at.Series));
        }
        else if (at.Row + 1 < bars[at.Series].Count)
        {
            queue.Enqueue(new(at.Series, at.Row + 1, IsInBar: false), (bars[at.Series].OpenTime[at.Row + 1], Opens, at.Series));
        }
    }

    private static MarketEvent BarEvent(long sequence, Instant64 time, BarSeries series, Place at) => at.IsInBar
        ? new MarketEvent.BarClosed(sequence, time, series.Instrument.Symbol, series.Interval, series[at.Row], series.IsAdjusted)
        : new MarketEvent.BarOpened(sequence, time, series.Instrument.Symbol, series.Interval, series[at.Row], series.IsAdjusted);

    private static MarketEvent TickEvent(long sequence, Instant64 time, TickSeries series, int row) => series.Kind == SeriesKind.Quotes
        ? new MarketEvent.Quoted(sequence, time, series.Instrument.Symbol, series.QuoteAt(row))
        : new MarketEvent.Traded(sequence, time, series.Instrument.Symbol, series.TradeAt(row));

    /// <summary>Where one series is: the row that comes next, and whether that bar has opened.</summary>
    private readonly record struct Place(int Series, int Row, bool IsInBar);
}
