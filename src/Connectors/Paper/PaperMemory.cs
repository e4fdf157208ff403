using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Paper;

/// <summary>What a paper venue has to be told when it begins anew, for it dies with its process and keeps nothing: the order manager's store is its memory.</summary>
public sealed record PaperMemory
{
    /// <summary>Open orders in the order in which they were given first, an entry before its exits, and those that are over but whose group is not, or whose id must not return.</summary>
    public IReadOnlyList<SeededOrder> Orders { get; init; } = [];

    public IReadOnlyList<SeededPosition> Positions { get; init; } = [];

    /// <summary>What there is of each currency. A coin that is held as a position is not among it.</summary>
    public IReadOnlyList<Money> Cash { get; init; } = [];

    /// <summary>Executions are numbered on from here.</summary>
    public long LastExecutionId { get; init; }

    /// <summary>The last event that the orders have met. When it or earlier ones come again they only teach prices.</summary>
    public long HeardThrough { get; init; } = long.MinValue;

    /// <summary>The venue's time then; null where no event had come.</summary>
    public Instant64? Time { get; init; }

    /// <summary>How much of the bar that is open orders of a symbol have traded already: that much less is left of its volume. What is missing only lets more of that one bar trade.</summary>
    public IReadOnlyDictionary<Symbol, decimal> TradedOfBar { get; init; } = new Dictionary<Symbol, decimal>();
}

/// <summary>What was held, signed.</summary>
/// <param name="Cost">What it cost in the instrument's currency, signed too; it matters where only gains are settled in cash.</param>
public sealed record SeededPosition(Symbol Symbol, decimal Quantity, decimal Cost = 0m);

/// <summary>An order as the venue had it.</summary>
/// <param name="Ticket">With the terms and the quantity that it had last.</param>
/// <param name="Filled">What it traded under this id.</param>
/// <param name="PlacedAt">When it was given first, whatever its id was then: a day order ends with that day.</param>
public sealed record SeededOrder(OrderTicket Ticket, decimal Filled, Instant64 PlacedAt)
{
    public VenueOrderStatus Status { get; init; } = Filled > 0m ? VenueOrderStatus.PartiallyFilled : VenueOrderStatus.Open;

    /// <summary>What the same order traded under earlier ids, before it was replaced.</summary>
    public decimal FilledBefore { get; init; }

    /// <summary>Null for an order on its own.</summary>
    public SeededGroup? Group { get; init; }

    /// <summary>Null where nobody kept it: a trailing stop then follows from the next price on, a stop that was reached waits again, and a limit order rests.</summary>
    public WaitingMark? Mark { get; init; }
}

/// <summary>Which orders belong together.</summary>
/// <param name="Id">The OCO's id; the id that the entry of a bracket has now.</param>
public sealed record SeededGroup(ClientOrderId Id, OrderGroupType Type);
