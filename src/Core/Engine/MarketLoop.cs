using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>Plays the events of all sources in the order of their times. At one moment all closes come first, then the strategy hears each, then what is due happens, then new bars open, and single ticks and messages of books come.</summary>
internal sealed class MarketLoop
{
    private const int ProgressEvery = 1 << 15;

    private readonly Strategy _strategy;
    private readonly IHearsMoments? _hearsMoments;
    private readonly OrderDesk _desk;
    private readonly AccountDuties _duties;
    private readonly MarketCursor[] _cursors;
    private readonly IRunObserver? _observer;
    private readonly long _eventsTotal;
    private readonly bool _recordsTicks;
    private readonly bool _isTight;

    public MarketLoop(Strategy strategy, OrderDesk desk, AccountDuties duties, IReadOnlyList<BarCursor> bars, IReadOnlyList<TickCursor> ticks, IReadOnlyList<BookCursor> books, IRunObserver? observer)
    {
        _strategy = strategy;
        _hearsMoments = strategy as IHearsMoments;
        _desk = desk;
        _duties = duties;
        _cursors = [.. bars, .. ticks, .. books];
        _observer = observer;
        _recordsTicks = bars.Count == 0;
        var barsTotal = bars.Sum(cursor => (long)cursor.Series.Count);
        _eventsTotal = barsTotal + ticks.Sum(cursor => (long)cursor.Series.Count) + books.Sum(cursor => (long)cursor.Series.Count);

        // Limits need to hear of prices and equity as they come; a run with them takes the other loop, which means the same.
        _isTight = _cursors is [BarCursor] && desk.Account.HasFixedRates && desk.Watch is null;
        Equity = _isTight ? new EquityCurve(bars[0].Series.CloseTimeMemory) : new EquityCurve(checked((int)(_recordsTicks ? _eventsTotal : barsTotal)));
    }

    public EquityCurve Equity { get; }

    public long BarsDone { get; private set; }

    public bool WasStopped { get; private set; }

    public void Run()
    {
        if (_isTight) PlayOne((BarCursor)_cursors[0]);
        else PlayMany();
        _desk.IsEnding = true;
        _strategy.OnStop();
    }

    private void PlayOne(BarCursor cursor)
    {
        var count = cursor.Series.Count;
        while (BarsDone < count && !WasStopped)
        {
            var end = (int)Math.Min(count, BarsDone + ProgressEvery);
            PlayStretch(cursor, (int)BarsDone, end);
            BarsDone = end;
            Report(end);
        }

        DoLast(cursor.Series.CloseTime[^1]);
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
        var (stream, strategy, desk, account, orders, agenda) = (cursor.Stream, _strategy, _desk, _desk.Account, _desk.Venue.Orders, _desk.Agenda);
        var (holdings, recorded, isPlain) = (account.HoldingsOfOne, from, IsPlain());
        for (var index = from; index < opens.Length; index++)
        {
            var bar = new Bar(opens[index], closes[index], open[index], high[index], low[index], close[index], volume[index]);
            if (isPlain && orders.Count == 0 && agenda.Next >= closes[index] && (index == 0 || opens[index] == closes[index - 1]))
            {
                account.Mark(0, close[index]);
                desk.Now = closes[index];
                strategy.OnBar(stream, in bar);
                continue;
            }

            PlayBar(cursor, index, in bar);
            var now = account.HoldingsOfOne;
            if (now == holdings) continue;

            // Between two trades equity is a straight function of the close, so it is written for a whole stretch at a time.
            Equity.Add(close[recorded..index], holdings.Cash, holdings.PointValue);
            (holdings, recorded, isPlain) = (now, index, IsPlain());
        }

        Equity.Add(close[recorded..], holdings.Cash, holdings.PointValue);
    }

    /// <summary>Whether a bar in which nothing waits and nothing is due needs no more than to be heard.</summary>
    private bool IsPlain() => _hearsMoments is null && !_desk.Venue.TradesAtClose && !_desk.Account.MayBeCalled;

    /// <summary>One bar of the only series, with all that can happen in it.</summary>
    private void PlayBar(BarCursor cursor, int index, in Bar bar)
    {
        var (agenda, orders) = (_desk.Agenda, _desk.Venue.Orders);
        if (agenda.Next < bar.CloseTime) _desk.DoDue(bar.OpenTime);
        cursor.Begin(index);
        if (agenda.Next < bar.CloseTime) _desk.DoDue(bar.CloseTime.PlusNanoseconds(-1));

        _desk.Account.Mark(0, bar.Close);
        _desk.Now = bar.CloseTime;
        if (orders.Special > 0) cursor.End(index);
        if (_desk.Account.MayBeCalled && MarginRules.CallPricesOf(_desk.Account) is var call && (bar.Close < call.Below || bar.Close > call.Above)) _duties.CheckMargin();
        _strategy.OnBar(cursor.Stream, in bar);
        _hearsMoments?.OnMoment();
        if (orders.Count > 0) cursor.Closed(index);
    }

    private void PlayMany()
    {
        var queue = new PriorityQueue<MarketCursor, (Instant64 Time, int Rank, int Place)>(_cursors.Length);
        var closing = new List<BarCursor>(_cursors.Length);
        var bars = new Bar[_cursors.Length];
        var (events, nextReport, now) = (0L, (long)ProgressEvery, Instant64.MinValue);
        foreach (var cursor in _cursors)
            if (!cursor.IsDone) queue.Enqueue(cursor, cursor.Key);

        while (queue.TryPeek(out var first, out var due) && !WasStopped)
        {
            now = due.Time;
            if (!first.ClosesNext)
            {
                if (_desk.Agenda.Next <= now) _desk.DoDue(now);
                queue.Dequeue();
                var played = first.Played;
                first.Play();
                if (first is not BarCursor) _desk.Watch?.OnEquity(now);
                if (!first.IsDone) queue.Enqueue(first, first.Key);
                if (first is BarCursor) continue;
                if (_recordsTicks) Equity.Add(now, _desk.Account.EquityMark);
                events += first.Played - played;
            }
            else
            {
                if (_desk.Agenda.Next < now) _desk.DoDue(now.PlusNanoseconds(-1));
                closing.Clear();
                while (queue.TryPeek(out var next, out var at) && next.ClosesNext && at.Time == now)
                {
                    queue.Dequeue();
                    closing.Add((BarCursor)next);
                }

                Close(closing, bars, now);
                foreach (var cursor in closing)
                {
                    cursor.Leave();
                    if (!cursor.IsDone) queue.Enqueue(cursor, cursor.Key);
                }

                Equity.Add(now, _desk.Account.EquityMark);
                BarsDone += closing.Count;
                events += closing.Count;
            }

            if (events < nextReport) continue;

            nextReport = events + ProgressEvery;
            Report(events);
        }

        DoLast(now);
    }

    // What falls due at the very end, a contract's expiry or the interest of the last day, is still in the last point of equity.
    private void DoLast(Instant64 end)
    {
        if (!WasStopped && _desk.DoDue(end)) Equity.Correct(_desk.Account.EquityMark);
    }

    /// <summary>All bars of a moment are known before orders meet them and the strategy hears of the first.</summary>
    private void Close(List<BarCursor> closing, Bar[] bars, Instant64 now)
    {
        for (var index = 0; index < closing.Count; index++) bars[index] = closing[index].CloseBar();
        _desk.Now = now;
        foreach (var cursor in closing) cursor.End();
        _desk.Watch?.OnEquity(now);
        _duties.CheckMargin();
        for (var index = 0; index < closing.Count; index++) _strategy.OnBar(closing[index].Stream, in bars[index]);
        _hearsMoments?.OnMoment();
    }

    private void Report(long done) => WasStopped = _observer is not null && !_observer.OnProgress(done, _eventsTotal);
}
