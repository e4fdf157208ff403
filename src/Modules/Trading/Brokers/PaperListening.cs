using System.Collections.Concurrent;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Connectors.Paper;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.Trading.Accounts;

namespace AlgoTrendy.Modules.Trading.Brokers;

/// <summary>Plays a market's lossless stream to a paper venue, and what that causes to the account, event by event: one is done with before the next is asked for.</summary>
internal sealed class PaperListening(AccountWriter writer, PaperFeedLine feed, AccountClock clock) : IListening
{
    private readonly ConcurrentQueue<BrokerEvent> _told = new();
    private BrokerConnection? _connection;
    private int _isDraining;

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
        connection.Opened();
        await foreach (var happened in feed.Read(ct))
        {
            if (feed.SetsTheClock) clock.MarketTime = happened.Time;
            broker.Hear(happened);
            await Drain(happened);
            await feed.Acknowledge(happened, ct);
        }
    }

    private Task Drain(MarketEvent? happened) => writer.Do(step =>
    {
        Volatile.Write(ref _isDraining, 0);
        if (happened is not null) Note(step, happened);
        while (_told.TryDequeue(out var told))
            if (!VenueStream.Heard(step, _connection!.Courier, told)) _connection.Doubt();
    });

    private static void Note(Step step, MarketEvent happened)
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
    }
}
