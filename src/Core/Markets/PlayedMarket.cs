using System.Collections;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Instruments.CorporateActions;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>Recorded series as events, in the order in which the engine plays them: at one moment all closes come first, then splits and dividends, then new bars open, then single ticks come.</summary>
public sealed class PlayedMarket : IEnumerable<MarketEvent>
{
    private const int Closes = 0;
    private const int Happens = 1;
    private const int Opens = 2;
    private const int Ticks = 3;

    private readonly IReadOnlyList<BarSeries> _bars;
    private readonly IReadOnlyList<TickSeries> _ticks;
    private readonly List<(Instant64 Time, Func<long, MarketEvent> Told)> _actions;

    /// <param name="bars">Of one moment, in this order.</param>
    /// <param name="ticks">Of one moment, in this order, after the bars.</param>
    /// <param name="actions">Of instruments whose prices are raw; null: there are none.</param>
    public PlayedMarket(IReadOnlyList<BarSeries> bars, IReadOnlyList<TickSeries> ticks, IReadOnlyList<InstrumentActions>? actions = null)
    {
        (_bars, _ticks) = (bars, ticks);
        _actions = actions is { Count: > 0 } ? Actions(actions) : [];
    }

    /// <summary>How many events there are.</summary>
    public long Count => 2 * _bars.Sum(one => (long)one.Count) + _ticks.Sum(one => (long)one.Count) + _actions.Count;

    private IEnumerable<Instrument> Instruments => _bars.Select(one => one.Instrument).Concat(_ticks.Select(one => one.Instrument)).DistinctBy(one => one.Symbol);

    /// <summary>The events, numbered from 1 on.</summary>
    public IEnumerator<MarketEvent> GetEnumerator()
    {
        var queue = new PriorityQueue<Place, (Instant64 Time, int Rank, int Place)>();
        for (var index = 0; index < _bars.Count; index++)
            if (_bars[index].Count > 0) queue.Enqueue(new(index, 0, IsInBar: false), (_bars[index].OpenTime[0], Opens, index));
        for (var index = 0; index < _ticks.Count; index++)
            if (_ticks[index].Count > 0) queue.Enqueue(new(_bars.Count + index, 0, IsInBar: false), (_ticks[index].Times[0], Ticks, _bars.Count + index));
        for (var index = 0; index < _actions.Count; index++) queue.Enqueue(new(Place.OfActions, index, IsInBar: false), (_actions[index].Time, Happens, index));

        for (var sequence = 1L; queue.TryDequeue(out var at, out var key); sequence++)
        {
            Next(queue, at);
            yield return at.Series == Place.OfActions ? _actions[at.Row].Told(sequence)
                : at.Series < _bars.Count ? BarEvent(sequence, key.Time, _bars[at.Series], at, MoreClose(queue, key.Time))
                : TickEvent(sequence, key.Time, _ticks[at.Series - _bars.Count], at.Row);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // After the first moment of the market and not after its last, as a run puts them on its agenda; of one instrument splits come before dividends.
    private List<(Instant64 Time, Func<long, MarketEvent> Told)> Actions(IReadOnlyList<InstrumentActions> actions)
    {
        var all = new List<(Instant64 Time, Func<long, MarketEvent> Told)>();
        foreach (var (symbol, factors) in actions)
        {
            if (Instruments.FirstOrDefault(one => one.Symbol == symbol) is not { } instrument) continue;

            foreach (var split in factors.Splits) Add(split.EffectiveAt(instrument), (sequence, time) => new MarketEvent.Split(sequence, time, symbol, split.Factor, split.ReferenceClose));
            foreach (var dividend in factors.Dividends) Add(dividend.PaidAt(instrument), (sequence, time) => new MarketEvent.DividendPaid(sequence, time, symbol, dividend.Amount));
        }

        Instant64[] begins = [.. _bars.Where(one => one.Count > 0).Select(one => one.OpenTime[0]), .. _ticks.Where(one => one.Count > 0).Select(one => one.Times[0])];
        Instant64[] ends = [.. _bars.Where(one => one.Count > 0).Select(one => one.CloseTime[^1]), .. _ticks.Where(one => one.Count > 0).Select(one => one.Times[^1])];
        all.RemoveAll(one => begins.Length == 0 || one.Time <= begins.Min() || one.Time > ends.Max());
        return all;

        void Add(Instant64 time, Func<long, Instant64, MarketEvent> told) => all.Add((time, sequence => told(sequence, time)));
    }

    private void Next(PriorityQueue<Place, (Instant64 Time, int Rank, int Place)> queue, Place at)
    {
        if (at.Series == Place.OfActions) return;
        if (at.Series >= _bars.Count)
        {
            var series = _ticks[at.Series - _bars.Count];
            if (at.Row + 1 < series.Count) queue.Enqueue(at with { Row = at.Row + 1 }, (series.Times[at.Row + 1], Ticks, at.Series));
        }
        else if (!at.IsInBar)
        {
            queue.Enqueue(at with { IsInBar = true }, (_bars[at.Series].CloseTime[at.Row], Closes, at.Series));
        }
        else if (at.Row + 1 < _bars[at.Series].Count)
        {
            queue.Enqueue(new(at.Series, at.Row + 1, IsInBar: false), (_bars[at.Series].OpenTime[at.Row + 1], Opens, at.Series));
        }
    }

    private static bool MoreClose(PriorityQueue<Place, (Instant64 Time, int Rank, int Place)> queue, Instant64 now) =>
        queue.TryPeek(out _, out var next) && next.Time == now && next.Rank == Closes;

    private static MarketEvent BarEvent(long sequence, Instant64 time, BarSeries series, Place at, bool moreClose) => at.IsInBar
        ? new MarketEvent.BarClosed(sequence, time, series.Instrument.Symbol, series.Interval, series[at.Row], series.IsAdjusted, moreClose)
        : new MarketEvent.BarOpened(sequence, time, series.Instrument.Symbol, series.Interval, series[at.Row], series.IsAdjusted);

    private static MarketEvent TickEvent(long sequence, Instant64 time, TickSeries series, int row) => series.Kind == SeriesKind.Quotes
        ? new MarketEvent.Quoted(sequence, time, series.Instrument.Symbol, series.QuoteAt(row))
        : new MarketEvent.Traded(sequence, time, series.Instrument.Symbol, series.TradeAt(row));

    /// <summary>Where one series is: the row that comes next, and whether that bar has opened.</summary>
    private readonly record struct Place(int Series, int Row, bool IsInBar)
    {
        /// <summary>Splits and dividends are in no series.</summary>
        public const int OfActions = -1;
    }
}
