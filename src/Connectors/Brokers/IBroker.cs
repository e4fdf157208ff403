using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Connectors.Brokers;

/// <summary>A venue and one account at it. No method throws for what venues and networks do every day: that is in the replies. Cancelling the token of a write leaves its outcome unknown.</summary>
public interface IBroker : IAsyncDisposable
{
    BrokerCapabilities Capabilities { get; }

    Task<WriteOutcome> Place(OrderTicket ticket, CancellationToken ct);

    Task<WriteOutcome> PlaceOco(OcoTicket ticket, CancellationToken ct);

    /// <summary>An entry and its exits in one request; the entry comes first in the answer, then the stop, then the target.</summary>
    Task<WriteOutcome> PlaceBracket(BracketTicket ticket, CancellationToken ct);

    Task<WriteOutcome> Cancel(OrderKey order, CancellationToken ct);

    Task<ReplaceOutcome> Replace(ReplaceTicket ticket, CancellationToken ct);

    Task<OrderAnswer> Find(OrderKey order, CancellationToken ct);

    /// <summary>All open orders of the account, those of other hands too; of one symbol where one is named, which is cheaper.</summary>
    Task<Answer<IReadOnlyList<VenueOrder>>> OpenOrders(Symbol? symbol, CancellationToken ct);

    /// <summary>One page; while it says more, ask again with its cursor.</summary>
    Task<Answer<ExecutionPage>> Executions(ExecutionCursor since, CancellationToken ct);

    /// <summary>All executions of one order: a page since a cursor can miss one that the venue shows late, this and the order's filled quantity can't.</summary>
    Task<Answer<IReadOnlyList<VenueExecution>>> ExecutionsOf(Symbol symbol, string venueOrderId, CancellationToken ct);

    Task<Answer<IReadOnlyList<Balance>>> Balances(CancellationToken ct);

    /// <summary>The best bid and ask of now, so that an order can be judged; its time is ours.</summary>
    Task<Answer<QuoteTick>> Quote(Symbol symbol, CancellationToken ct);

    /// <summary>The venue's rules as they are now: tick, lot, minimum worth.</summary>
    Task<Answer<IReadOnlyList<Instrument>>> Instruments(CancellationToken ct);

    Task<Answer<ClockReading>> MeasureClock(CancellationToken ct);

    /// <summary>The account's events until the token ends it; it reconnects by itself and says where something may be missing.</summary>
    IAsyncEnumerable<BrokerEvent> Events(CancellationToken ct);
}
