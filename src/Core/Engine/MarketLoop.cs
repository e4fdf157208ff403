using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>Plays the events of all series in the order of their times. At one moment all closes come first, then the strategy hears each, then new bars open.</summary>
internal sealed class MarketLoop
{
    private const int ProgressEvery = 1 << 16;

    private readonly Strategy _strategy;
    private readonly OrderDesk _desk;
    private readonly BarCursor[] _cursors;
    private readonly IRunObserver? _observer;
    private readonly long _barsTotal;
    private long _nextProgress = ProgressEvery;

    public MarketLoop(Strategy strategy, OrderDesk desk, BarCursor[] cursors, IRunObserver? observer)
    {
        _strategy = strategy;
        _desk = desk;
        _cursors = cursors;
        _observer = observer;
        _barsTotal = cursors.Sum(cursor => (long)cursor.Series.Count);
        Equity = new EquityCurve(checked((int)_barsTotal));
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
            _strategy.OnStop();
        }
        catch (Exception cause) when (cause is not StrategyFailedException)
        {
            throw new StrategyFailedException($"{_strategy.GetType().Name} failed at {_desk.Now}: {cause.Message}", _desk.Now, cause);
        }

        _desk.End();
    }

    private void PlayOne(BarCursor cursor)
    {
        var stream = cursor.Stream;
        while (!cursor.IsDone && !WasStopped)
        {
            cursor.Open();
            var bar = cursor.Close();
            _desk.Now = bar.CloseTime;
            _strategy.OnBar(stream, in bar);
            cursor.Leave();
            Record(bar.CloseTime, 1);
        }
    }

    private void PlayMany()
    {
        var queue = new PriorityQueue<BarCursor, (Instant64 Time, bool Opens, int Place)>(_cursors.Length);
        var closing = new List<BarCursor>(_cursors.Length);
        var bars = new Bar[_cursors.Length];
        foreach (var cursor in _cursors) Enqueue(queue, cursor);

        while (queue.TryPeek(out var first, out var due) && !WasStopped)
        {
            if (due.Opens)
            {
                queue.Dequeue();
                first.Open();
                Enqueue(queue, first);
                continue;
            }

            closing.Clear();
            while (queue.TryPeek(out var next, out var at) && !at.Opens && at.Time == due.Time)
            {
                queue.Dequeue();
                bars[closing.Count] = next.Close();
                closing.Add(next);
            }

            _desk.Now = due.Time;
            for (var index = 0; index < closing.Count; index++) _strategy.OnBar(closing[index].Stream, in bars[index]);
            foreach (var cursor in closing)
            {
                cursor.Leave();
                if (!cursor.IsDone) Enqueue(queue, cursor);
            }

            Record(due.Time, closing.Count);
        }
    }

    private static void Enqueue(PriorityQueue<BarCursor, (Instant64 Time, bool Opens, int Place)> queue, BarCursor cursor) =>
        queue.Enqueue(cursor, (cursor.Next, !cursor.IsInBar, cursor.Stream.Index));

    private void Record(Instant64 time, int bars)
    {
        Equity.Add(time, _desk.Account.EquityMark);
        BarsDone += bars;
        if (BarsDone < _nextProgress || _observer is null) return;

        _nextProgress = BarsDone + ProgressEvery;
        WasStopped = !_observer.OnProgress(BarsDone, _barsTotal);
    }
}
