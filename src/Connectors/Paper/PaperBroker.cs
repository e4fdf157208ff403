using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Paper;

/// <summary>A paper account: the engine's own venue, fed with the market's events by its owner, behind the interface of real brokers.</summary>
/// <remarks>
/// It has no thread of its own. What an event or a write causes is told before the call returns, first to those who read <see cref="Events"/>, then to the callback, on the
/// caller's thread and in the middle of the matching: an order that the callback gives or cancels takes part as it would in a backtest. The callback must not wait for
/// another thread that calls the broker.
/// </remarks>
public sealed class PaperBroker : IBroker
{
    private readonly Lock _gate = new();
    private readonly Action<BrokerEvent>? _tell;
    private readonly PaperVenue _venue;
    private readonly PaperSession _session;
    private readonly List<ChannelWriter<BrokerEvent>> _readers = [];
    private bool _isDisposed;

    /// <param name="credentials">Says that this is paper; there is no key.</param>
    /// <param name="tell">Hears every event at once.</param>
    /// <exception cref="ArgumentException">An instrument is listed twice, or what is remembered does not fit together.</exception>
    public PaperBroker(PaperCredentials credentials, PaperOptions options, Action<BrokerEvent>? tell = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        _tell = tell;
        _venue = new(options, Tell);
        _session = new(_venue, options.Memory);
        Remembering.Restore(_venue, options.Memory);
    }

    public BrokerCapabilities Capabilities => Paper.Capabilities.Engine;

    /// <summary>The venue's time: the last event's, or what <see cref="Advance"/> said.</summary>
    public Instant64 Now => Locked(() => _venue.Now);

    /// <summary>What a new venue has to be told to go on from here.</summary>
    public PaperMemory Remember() => Locked(() => Remembering.Of(_venue, _session.HeardThrough));

    /// <summary>What of it the orders themselves do not tell; null when that is nothing.</summary>
    public VenueMarks? Marks() => Locked(() => _venue.Marks());

    /// <summary>Lists another instrument.</summary>
    /// <exception cref="ArgumentException">It is listed already.</exception>
    public void List(PaperListing listing) => Locked(() => _venue.List(listing));

    /// <summary>Money comes in, or (negative) goes out, other than by a trade: all of it at once.</summary>
    public void Pay(params IReadOnlyList<Money> amounts) => Locked(() =>
    {
        foreach (var amount in amounts) _venue.Wallet.Pay(amount);
    });

    /// <summary>Hears the next event in the order of time and sequence; one whose sequence is not above the last is ignored. When this returns, all that it caused has been told.</summary>
    public void Hear(MarketEvent what) => Locked(() =>
    {
        if (what is MarketEvent.BarClosed closed) _session.Hear([closed]);
        else _session.Hear(what);
    });

    /// <summary>Hears bars that close at one moment, all of whose prices are known before orders meet the first: as a backtest does it.</summary>
    public void Hear(IReadOnlyList<MarketEvent.BarClosed> closes) => Locked(() => _session.Hear(closes));

    /// <summary>Ends orders as a margin call does: at once, also those whose cancel or change is still on its way.</summary>
    public void End(IReadOnlyList<OrderKey> orders, Refusal reason) => Locked(() => _venue.End(orders, reason));

    /// <summary>Strategies have heard the closes: with <see cref="Core.Matching.FillTiming.Close"/> market orders trade at them now. Otherwise it need not be called.</summary>
    public void EndMoment() => Locked(_session.EndMoment);

    /// <summary>Time has come to a moment without an event, a timer's say: orders arrive and expire, and what is given now is given then.</summary>
    public void Advance(Instant64 time) => Locked(() => _session.Advance(time));

    public Task<WriteOutcome> Place(OrderTicket ticket, CancellationToken ct) => Do(() => _venue.Place([ticket], (_, _) => null));

    public Task<WriteOutcome> PlaceOco(OcoTicket ticket, CancellationToken ct) => Do(() => _venue.PlaceOco(ticket));

    public Task<WriteOutcome> PlaceBracket(BracketTicket ticket, CancellationToken ct) => Do(() => _venue.PlaceBracket(ticket));

    public Task<WriteOutcome> Cancel(OrderKey order, CancellationToken ct) => Do(() => _venue.Cancel(order));

    /// <summary>Changes the order where it lies: it keeps its place and its group, as after an amendment in a backtest, and goes on under the next id.</summary>
    public Task<ReplaceOutcome> Replace(ReplaceTicket ticket, CancellationToken ct)
    {
        if (ticket.Old.Symbol != ticket.Next.Symbol) throw new ArgumentException("An order is replaced by one of its own symbol.", nameof(ticket));
        return Do(() => _venue.Replace(ticket));
    }

    public Task<OrderAnswer> Find(OrderKey order, CancellationToken ct) =>
        Do<OrderAnswer>(() => _venue.Orders.Find(order.Symbol, order.Id.Value) is { } found ? new OrderAnswer.Found(_venue.Report(found)) : new OrderAnswer.NotFound());

    public Task<Answer<IReadOnlyList<VenueOrder>>> OpenOrders(Symbol? symbol, CancellationToken ct) =>
        Ask<IReadOnlyList<VenueOrder>>(() => [.. _venue.Orders.Open.Where(one => symbol is null || one.Ticket.Symbol == symbol).Select(_venue.Report)]);

    /// <summary>Executions since the venue began. Those before a cursor that was asked with are let go with orders that are over.</summary>
    public Task<Answer<ExecutionPage>> Executions(ExecutionCursor since, CancellationToken ct) => Ask(() => _venue.Executions.Since(since));

    public Task<Answer<IReadOnlyList<VenueExecution>>> ExecutionsOf(Symbol symbol, string venueOrderId, CancellationToken ct) =>
        Do<Answer<IReadOnlyList<VenueExecution>>>(() => _venue.Orders.Find(symbol, PaperOrder.ClientIdOf(venueOrderId)) switch
        {
            null => new Answer<IReadOnlyList<VenueExecution>>.Unavailable(new(BrokerRefusals.BadRequest, $"There is no order {venueOrderId} of {symbol}.")),
            { HasForgotten: true } => new Answer<IReadOnlyList<VenueExecution>>.Unavailable(new(BrokerRefusals.BadRequest, $"Executions of {venueOrderId} were told before and are kept no more.")),
            var found => new Answer<IReadOnlyList<VenueExecution>>.Got(_venue.Executions.Of(found)),
        });

    public Task<Answer<IReadOnlyList<Balance>>> Balances(CancellationToken ct) =>
        Ask(() => _venue.Wallet.Balances(Locks.Of(_venue.Orders.Open.Select(one => _venue.Engine.Orders.Find(one.Order)).OfType<Core.Matching.WorkingOrder>().Distinct(), _venue)));

    /// <summary>Where nobody quotes, the last price stands on both sides.</summary>
    public Task<Answer<QuoteTick>> Quote(Symbol symbol, CancellationToken ct) => Do<Answer<QuoteTick>>(() => _venue.MarketOf(symbol) is { LastPrice: not null } market
        ? new Answer<QuoteTick>.Got(new(_venue.Now, (double)market.OppositePrice(OrderSide.Sell)!, 0, (double)market.OppositePrice(OrderSide.Buy)!, 0))
        : new Answer<QuoteTick>.Unavailable(new(RefusalCodes.NoPrice, $"There is no price of {symbol} yet.")));

    public Task<Answer<IReadOnlyList<Instrument>>> Instruments(CancellationToken ct) => Ask<IReadOnlyList<Instrument>>(() => [.. _venue.Instruments]);

    /// <summary>The venue's time is its events', and no clock is behind or ahead of it.</summary>
    public Task<Answer<ClockReading>> MeasureClock(CancellationToken ct) => Ask(() => new ClockReading(TimeSpan.Zero, TimeSpan.Zero));

    /// <summary>Events from the first read on, none dropped: who reads slowly has them all waiting.</summary>
    public async IAsyncEnumerable<BrokerEvent> Events([EnumeratorCancellation] CancellationToken ct)
    {
        var events = Channel.CreateUnbounded<BrokerEvent>(new() { SingleReader = true });
        Locked(() =>
        {
            events.Writer.TryWrite(new BrokerEvent.Connected());
            if (_isDisposed) events.Writer.TryComplete();
            else _readers.Add(events.Writer);
        });
        try
        {
            await foreach (var each in events.Reader.ReadAllAsync(ct)) yield return each;
        }
        finally
        {
            Locked(() => _readers.Remove(events.Writer));
        }
    }

    public ValueTask DisposeAsync()
    {
        Locked(() =>
        {
            _isDisposed = true;
            foreach (var reader in _readers) reader.TryComplete();
        });
        return ValueTask.CompletedTask;
    }

    public override string ToString() => "Paper";

    private void Tell(BrokerEvent what)
    {
        foreach (var reader in _readers) reader.TryWrite(what);
        _tell?.Invoke(what);
    }

    private void Locked(Action act)
    {
        lock (_gate) act();
    }

    private T Locked<T>(Func<T> act)
    {
        lock (_gate) return act();
    }

    private Task<T> Do<T>(Func<T> act) => Task.FromResult(Locked(act));

    private Task<Answer<T>> Ask<T>(Func<T> act) => Do<Answer<T>>(() => new Answer<T>.Got(act()));
}
