using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>Plays the events of all series in the order of their times. At one moment all closes come first, then the strategy hears each, then new bars open.</summary>
internal sealed class MarketLoop
{
    private const int ProgressEvery = 1 << 15;

    private readonly Strategy _strategy;
    private readonly OrderDesk _desk;
    private readonly BarCursor[] _cursors;
    private readonly IRunObserver? _observer;
    private readonly long _barsTotal;

    public MarketLoop(Strategy strategy, OrderDesk desk, BarCursor[] cursors, IRunObserver? observer)
    {
        _strategy = strategy;
        _desk = desk;
        _cursors = cursors;
        _observer = observer;
        _barsTotal = cursors.Sum(cursor => (long)cursor.Series.Count);
        Equity = cursors is [var only] ? new EquityCurve(only.Series.CloseTimeMemory) : new EquityCurve(checked((int)_barsTotal));
    }

    public EquityCurve Equity { get; }

    public long BarsDone { get; private set; }

    public bool WasStopped { get; private set; }

    public void Run(RunContext context)
    {
        try
        {
            _strategy.Begin(context);
            if (_cursors.Length == 1) PlayOne(_cursors[0]);
            else PlayMany();
            _desk.IsEnding = true;
            _strategy.OnStop();
        }
        catch (Exception cause) when (cause is not StrategyFailedException)
        {
            throw new StrategyFailedException($"{_strategy.GetType().Name} failed at {_desk.Now}: {cause.Message}", _desk.Now, cause);
        }
    }

    private void PlayOne(BarCursor cursor)
    {
        var count = cursor.Series.Count;
        while (BarsDone < count && !WasStopped)
        {
            var end = (int)Math.Min(count, BarsDone + ProgressEvery);
            PlayStretch(cursor, (int)BarsDone, end);
            BarsDone = end;
            Report();
        }
    }

    // The common case, kept tight: columns in locals, the bar built in place, nothing asked that one series cannot need.
    private void PlayStretch(BarCursor cursor, int from, int to)
    {
        var series = cursor.Series;
        var opens = series.OpenTime[..to];
        var closes = series.CloseTime[..to];
        var open = series.Open[..to];
        var high = series.High[..to];
        var low = series.Low[..to];
        var close = series.Close[..to];
        var volume = series.Volume[..to];
        var (stream, strategy, desk, account, venue) = (cursor.Stream, _strategy, _desk, _desk.Account, _desk.Venue);
        var (holdings, recorded) = (account.HoldingsOfOne, from);
        for (var index = from; index < opens.Length; index++)
        {
            var bar = new Bar(opens[index], closes[index], open[index], high[index], low[index], close[index], volume[index]);
            if (venue.HasOrders || (index > 0 && opens[index] != closes[index - 1]))
            {
                cursor.Begin(index);
                RecordIfTraded(close, index);
            }

            account.Mark(0, close[index]);
            desk.Now = closes[index];
            strategy.OnBar(stream, in bar);
            if (venue.HasOrders)
            {
                cursor.Closed(index);
                RecordIfTraded(close, index);
            }
        }

        Equity.Add(close[recorded..], holdings.Cash, holdings.PointValue);

        // Between two trades equity is a straight function of the close, so it is written for a whole stretch at a time.
        void RecordIfTraded(ReadOnlySpan<double> closes, int index)
        {
            var now = account.HoldingsOfOne;
            if (now == holdings) return;

            Equity.Add(closes[recorded..index], holdings.Cash, holdings.PointValue);
            (holdings, recorded) = (now, index);
        }
    }

    private void PlayMany()
    {
        var queue = new PriorityQueue<BarCursor, (Instant64 Time, bool Opens, int Place)>(_cursors.Length);
        var closing = new List<BarCursor>(_cursors.Length);
        var bars = new Bar[_cursors.Length];
        var nextReport = (long)ProgressEvery;
        foreach (var cursor in _cursors) Enqueue(queue, cursor);

        while (queue.TryPeek(out var first, out var due) && !WasStopped)
        {
            if (due.Opens)
            {
                queue.Dequeue();
                first.OpenNext();
                Enqueue(queue, first);
                continue;
            }

            closing.Clear();
            while (queue.TryPeek(out var next, out var at) && !at.Opens && at.Time == due.Time)
            {
                queue.Dequeue();
                bars[closing.Count] = next.CloseBar();
                closing.Add(next);
            }

            _desk.Now = due.Time;
            for (var index = 0; index < closing.Count; index++) _strategy.OnBar(closing[index].Stream, in bars[index]);
            foreach (var cursor in closing)
            {
                cursor.Leave();
                if (!cursor.IsDone) Enqueue(queue, cursor);
            }

            Equity.Add(due.Time, _desk.Account.EquityMark);
            BarsDone += closing.Count;
            if (BarsDone < nextReport) continue;

            nextReport = BarsDone + ProgressEvery;
            Report();
        }
    }

    private static void Enqueue(PriorityQueue<BarCursor, (Instant64 Time, bool Opens, int Place)> queue, BarCursor cursor) =>
        queue.Enqueue(cursor, (cursor.Next, !cursor.IsInBar, cursor.Stream.Index));

    private void Report() => WasStopped = _observer is not null && !_observer.OnProgress(BarsDone, _barsTotal);
}
