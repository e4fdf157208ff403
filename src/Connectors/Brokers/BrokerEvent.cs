using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Brokers;

/// <summary>What a venue's user stream tells, in its order. A hint: events can be late, doubled, before the acknowledgement or missing; executions since a cursor are the truth.</summary>
public abstract record BrokerEvent
{
    private BrokerEvent() { }

    /// <summary>Events arrive from now on; what happened before has to be asked for.</summary>
    public sealed record Connected : BrokerEvent;

    public sealed record Disconnected(string Why) : BrokerEvent;

    /// <summary>Something may have been missed: pull orders, executions and balances.</summary>
    public sealed record Gap(string Why) : BrokerEvent;

    public sealed record Accepted(OrderEvent Order) : BrokerEvent;

    public sealed record Filled(OrderEvent Order, VenueExecution Execution) : BrokerEvent;

    /// <param name="Reason">Null where the venue gives none.</param>
    public sealed record Cancelled(OrderEvent Order, Refusal? Reason = null) : BrokerEvent;

    /// <summary>The venue itself changed a waiting order: exits are for as much as their entry, and follow it.</summary>
    public sealed record Changed(OrderEvent Order, OrderTerms Terms, Quantity Quantity) : BrokerEvent;

    public sealed record Expired(OrderEvent Order, string Why) : BrokerEvent;

    public sealed record Rejected(OrderEvent Order, string Why) : BrokerEvent;

    public sealed record BalancesChanged(IReadOnlyList<Balance> Balances) : BrokerEvent;
}

/// <summary>Which order an event is about, and where it stands after it.</summary>
public sealed record OrderEvent(Symbol Symbol, string ClientId, string VenueId, OrderSide Side, VenueOrderStatus Status, decimal Filled, Instant64 Time);
