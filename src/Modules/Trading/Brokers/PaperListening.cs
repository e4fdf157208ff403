using System.Collections.Concurrent;
using System.Text.Json;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Connectors.Paper;
using AlgoTrendy.Contracts;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.Trading.Accounts;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Brokers;

/// <summary>Plays a market's lossless stream to a paper venue, and what that causes to the account, event by event: one is done with before the next is asked for.</summary>
internal sealed class PaperListening(AccountWriter writer, PaperFeedLine feed, AccountClock clock) : IListening
{
    /// <summary>A market that has begun to tell, and pauses so long, has told what it had.</summary>
    private const int QuietMs = 500;

    /// <summary>One that tells nothing for so long is closed.</summary>
    private const int SilentMs = 5_000;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentQueue<BrokerEvent> _told = new();
    private BrokerConnection? _connection;
    private int _isDraining;
    private Heard? _heard;

    /// <summary>The venue's voice: what an order or an event of the market causes at once.</summary>
    public void Hear(BrokerEvent told)
    {
        _told.Enqueue(told);
        if (_connection is not null && Interlocked.Exchange(ref _isDraining, 1) == 0) _ = Drain(null);
    }

    public async Task Listen(BrokerConnection connection, CancellationToken ct)
    {
        _connection = connection;
        var broker = (PaperBroker)connection.Broker;
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var opening = Open(connection, clock.Now, listening.Token);
        try
        {
            await foreach (var happened in feed.Read(ct))
            {
                if (feed.SetsTheClock) clock.MarketTime = happened.Time;
                broker.Hear(happened);
                await Drain(happened);
                Volatile.Write(ref _heard, new(happened.Time, Environment.TickCount64));
                await feed.Acknowledge(happened, ct);
            }
        }
        finally
        {
            await listening.CancelAsync();
            await opening;
        }
    }

    // Not before the prices of a moment ago are known, as far as any are told. A replay knows none before it begins.
    private async Task Open(BrokerConnection connection, Instant64 begun, CancellationToken ct)
    {
        var since = Environment.TickCount64;
        Volatile.Write(ref _heard, null);
        while (!feed.SetsTheClock && !IsCaughtUp()) await Task.Delay(Glance, ct).ContinueWith(_ => { }, TaskScheduler.Default);
        if (!ct.IsCancellationRequested) connection.Opened();

        bool IsCaughtUp() => ct.IsCancellationRequested || (Volatile.Read(ref _heard) is { } heard
            ? heard.Time >= begun || Environment.TickCount64 - heard.Tick > QuietMs
            : Environment.TickCount64 - since > SilentMs);
    }

    private Task Drain(MarketEvent? happened) => writer.Do(step =>
    {
        Volatile.Write(ref _isDraining, 0);
        if (happened is not null) Note(step, happened);
        var marks = ((PaperBroker)_connection!.Broker).Marks();
        step.State.Row = step.State.Row with { VenueMarks = marks is null ? null : JsonSerializer.Serialize(marks, Wire.Contract) };
        while (_told.TryDequeue(out var told))
            if (!VenueStream.Heard(step, _connection.Courier, told)) _connection.Doubt();
    });

    private void Note(Step step, MarketEvent happened)
    {
        step.State.Row = step.State.Row with { HeardThrough = happened.Sequence };
        var price = happened switch
        {
            MarketEvent.Quoted quoted => quoted.Quote.Mid,
            MarketEvent.Traded traded => traded.Trade.Price,
            MarketEvent.BarClosed closed => closed.Bar.Close,
            MarketEvent.BarOpened opened => opened.Bar.Open,
            _ => double.NaN,
        };
        if (double.IsFinite(price) && price != 0) step.State.See(happened.Symbol, price, happened.Time);
        // In its own time, as a backtest counts: by the clock a whole day may be gone between two looks.
        if (feed.SetsTheClock && happened is not MarketEvent.BarOpened && step.State.Live.Equity is not null) step.State.Live.Watch.OnEquity(happened.Time);
    }

    /// <summary>The last event: its time, and when it came by the machine's clock.</summary>
    private sealed record Heard(Instant64 Time, long Tick);
}
