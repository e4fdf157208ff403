using System.Text.Json;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Connectors.Paper;
using AlgoTrendy.Contracts;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.Trading.Accounts;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Brokers;

/// <summary>Plays a market's lossless stream to a paper venue, and what that causes to the account, event by event: one is done with before the next is asked for.</summary>
/// <param name="knownThrough">The last event that the account has dealt with already, where the market is played from its beginning again: up to there it only teaches prices.</param>
internal sealed class PaperListening(AccountWriter writer, PaperFeedLine feed, AccountClock clock, long knownThrough = long.MinValue) : IListening
{
    /// <summary>A market that has begun to tell, and pauses so long, has told what it had.</summary>
    private const int QuietMs = 500;

    /// <summary>One that tells nothing for so long is closed.</summary>
    private const int SilentMs = 5_000;

    private const long Minute = 60_000_000_000L;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly VenueWords _words = new();
    private readonly Dictionary<Symbol, (double Price, Instant64 At)> _taught = [];
    private BrokerConnection? _connection;
    private long _minute;
    private Instant64 _nextMidnight = Instant64.MinValue;
    private long _heardThrough = long.MinValue;
    private Heard? _heard;

    /// <summary>The venue's voice: what an order or an event of the market causes at once.</summary>
    public void Hear(BrokerEvent told)
    {
        if (_words.Add(told) && _connection is not null) _ = Drain([]);
    }

    public async Task Listen(BrokerConnection connection, CancellationToken ct)
    {
        _connection = connection;
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var opening = Open(connection, clock.Now, listening.Token);
        var together = new List<MarketEvent>();
        try
        {
            await foreach (var happened in feed.Read(ct))
            {
                together.Add(happened);
                // All bars that close at one moment are known before orders meet the first.
                if (happened is MarketEvent.BarClosed { MoreFollow: true }) continue;
                await Play([.. together]);
                await feed.Acknowledge(happened, ct);
                together.Clear();
            }
        }
        finally
        {
            await listening.CancelAsync();
            await opening;
        }

        if (!feed.SetsTheClock || ct.IsCancellationRequested) return;
        await AccrueLast();
        connection.End();
    }

    // What events cause is kept in one commit with how far the market was heard: neither can be there without the other.
    private async Task Play(IReadOnlyList<MarketEvent> together)
    {
        if (feed.SetsTheClock) clock.MarketTime = together[^1].Time;
        await AccrueBefore(together[0]);
        _words.Hold();
        try
        {
            var broker = (PaperBroker)_connection!.Broker;
            if (together[0] is MarketEvent.BarClosed) broker.Hear([.. together.Cast<MarketEvent.BarClosed>()]);
            else broker.Hear(together[0]);
            await Drain(together);
        }
        finally
        {
            _words.LetGo();
        }

        Volatile.Write(ref _heard, new(together[^1].Time, Environment.TickCount64));
        Volatile.Write(ref _heardThrough, together[^1].Sequence);
    }

    // The first event after a midnight finds what the nights before it cost booked already, after all that the venue told before it.
    private async Task AccrueBefore(MarketEvent next)
    {
        var through = AccruedBy(next);
        if (through < _nextMidnight) return;

        await Drain([], step =>
        {
            if (!IsKnown(step, next)) Accrue(step, through);
        });
        _nextMidnight = Midnight.After(through);
    }

    // A backtest that ends at midnight has the interest of its last day. A close that came at midnight is told by the moment before.
    private Task AccrueLast() => writer.Do(step =>
    {
        if (step.State.Row.AccruedTo is { } last) Accrue(step, last.PlusNanoseconds(1));
    });

    private void Accrue(Step step, Instant64 through)
    {
        var broker = (PaperBroker)_connection!.Broker;
        if (BookKeeping.Accrue(step, through) is { Count: > 0 } paid) step.After(() => broker.Pay(paid));
    }

    // As in a backtest: what closes at midnight is of the day before, and so is a split or a dividend of that moment.
    private static Instant64 AccruedBy(MarketEvent happened) =>
        happened is MarketEvent.BarClosed or MarketEvent.Split or MarketEvent.DividendPaid ? happened.Time.PlusNanoseconds(-1) : happened.Time;

    // Not before the prices of a moment ago are known, as far as any are told. A replay knows none before it begins; one that is played again is where the account is.
    private async Task Open(BrokerConnection connection, Instant64 begun, CancellationToken ct)
    {
        var since = Environment.TickCount64;
        Volatile.Write(ref _heard, null);
        while (!IsCaughtUp()) await Task.Delay(Glance, ct).ContinueWith(_ => { }, TaskScheduler.Default);
        if (!ct.IsCancellationRequested) connection.Opened();

        bool IsCaughtUp() => ct.IsCancellationRequested || (feed.SetsTheClock ? Volatile.Read(ref _heardThrough) >= knownThrough
            : Volatile.Read(ref _heard) is { } heard ? heard.Time >= begun || Environment.TickCount64 - heard.Tick > QuietMs
            : Environment.TickCount64 - since > SilentMs);
    }

    /// <param name="then">What else belongs into the turn, once the words are heard.</param>
    private async Task Drain(IReadOnlyList<MarketEvent> together, Action<Step>? then = null)
    {
        var (connection, broker) = (_connection!, (PaperBroker)_connection!.Broker);
        IReadOnlyList<BrokerEvent>? words = null;
        try
        {
            await writer.Do(step =>
            {
                // Before the words: what is heard after them is kept with the event that causes it.
                var marks = broker.Marks();
                // Another try hears the same again.
                if ((words ?? _words.Take(together.Count > 0)) is not { } heard) return;
                words = heard;

                foreach (var happened in together) Note(step, happened);
                step.State.Row = step.State.Row with { VenueMarks = marks is null ? null : JsonSerializer.Serialize(marks, Wire.Contract) };
                foreach (var told in heard)
                    if (!VenueStream.Heard(step, connection.Courier, told)) connection.Doubt();
                if (together.Count > 0 && IsTimeForMargin(together[^1])) MarginDesk.Look(step, connection.Courier, broker);
                then?.Invoke(step);
            });
        }
        catch
        {
            // Nothing of it was kept, so it has not been heard.
            if (words is not null) _words.PutBack(words);
            throw;
        }
    }

    private void Note(Step step, MarketEvent happened)
    {
        if (IsKnown(step, happened))
        {
            Learn(step, happened);
            return;
        }

        var (through, done) = (AccruedBy(happened), step.State.Row.AccruedTo);
        step.State.Row = step.State.Row with { HeardThrough = happened.Sequence, AccruedTo = done > through ? done : through };
        switch (happened)
        {
            case MarketEvent.Split split:
                BookKeeping.Split(step, split);
                return;
            case MarketEvent.DividendPaid dividend:
                BookKeeping.PayDividend(step, dividend);
                return;
        }

        if (PriceOf(happened) is var price && double.IsFinite(price) && price != 0) step.State.See(happened.Symbol, price, happened.Time);
        // In its own time, as a backtest counts: by the clock a whole day may be gone between two looks.
        if (feed.SetsTheClock && happened is not MarketEvent.BarOpened && step.State.Live.Equity is not null) step.State.Live.Watch.OnEquity(happened.Time);
    }

    // Where the line broke after an event was kept, it comes again.
    private bool IsKnown(Step step, MarketEvent happened) => feed.SetsTheClock && happened.Sequence <= Math.Max(knownThrough, step.State.Row.HeardThrough ?? long.MinValue);

    // The account has been there: old prices are none of now, and only the last of them is.
    private void Learn(Step step, MarketEvent happened)
    {
        if (happened is MarketEvent.Split split && _taught.TryGetValue(split.Symbol, out var before)) _taught[split.Symbol] = (before.Price * (double)split.Factor, split.Time);
        else if (PriceOf(happened) is var price && double.IsFinite(price) && price != 0) _taught[happened.Symbol] = (price, happened.Time);
        if (happened.Sequence < knownThrough) return;

        foreach (var (symbol, last) in _taught) step.State.See(symbol, last.Price, last.At);
        _taught.Clear();
    }

    private static double PriceOf(MarketEvent happened) => happened switch
    {
        MarketEvent.Quoted quoted => quoted.Quote.Mid,
        MarketEvent.Traded traded => traded.Trade.Price,
        MarketEvent.BarClosed closed => closed.Bar.Close,
        MarketEvent.BarOpened opened => opened.Bar.Open,
        _ => double.NaN,
    };

    /// <summary>When bars have closed, as in a backtest; in a market that tells none, once in each of its minutes.</summary>
    private bool IsTimeForMargin(MarketEvent happened)
    {
        if (happened.Sequence <= knownThrough) return false;
        if (feed.SetsTheClock) return happened is MarketEvent.BarClosed;

        var minute = happened.Time.ToUnixTimeNanoseconds() / Minute;
        if (minute == _minute) return false;
        _minute = minute;
        return true;
    }

    /// <summary>The last event: its time, and when it came by the machine's clock.</summary>
    private sealed record Heard(Instant64 Time, long Tick);
}
