using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Paper;

/// <summary>An order of the engine under the id that its owner gave it. A replaced one goes on in the engine as it is, under the next id.</summary>
internal sealed class PaperOrder(OrderTicket ticket, Order order, decimal filledBefore = 0m, Quantity? asked = null)
{
    private const string VenueMark = "paper-";

    // How it stood when its id came to an end before the engine's order did.
    private (decimal Filled, Quantity Quantity, OrderTerms Terms)? _left;

    public OrderTicket Ticket => ticket;

    public Order Order => order;

    /// <summary>What the engine's order had traded under earlier ids.</summary>
    public decimal FilledBefore { get; private set; } = filledBefore;

    /// <summary>Whether the change that gives the order this id is still on its way.</summary>
    public bool IsPending { get; private set; } = asked is not null;

    /// <summary>The id under which the order will go on, once the change has arrived.</summary>
    public PaperOrder? Next { get; set; }

    public Instant64 UpdatedAt { get; set; } = order.CreatedAt;

    /// <summary>Whether some of its executions are known no more: told before the venue began, or let go.</summary>
    public bool HasForgotten { get; set; }

    public string VenueId => VenueMark + ticket.Id.Value;

    /// <summary>Whether its id ended and the engine's order did not.</summary>
    public bool WasReplaced => _left is not null;

    public bool IsOver => _left is not null || order.IsOver;

    public decimal Filled => _left?.Filled ?? (IsPending ? 0m : order.Filled.Value - FilledBefore);

    public Quantity Quantity => _left?.Quantity ?? (IsPending ? ticket.Quantity : new(Math.Max(0m, order.Quantity.Value - FilledBefore)));

    public OrderTerms Terms => _left?.Terms ?? (IsPending ? ticket.Terms : order.Terms);

    public VenueOrderStatus Status => _left is not null ? VenueOrderStatus.Cancelled : order.Status switch
    {
        OrderStatus.Filled => VenueOrderStatus.Filled,
        OrderStatus.Cancelled => VenueOrderStatus.Cancelled,
        OrderStatus.Expired => VenueOrderStatus.Expired,
        OrderStatus.Rejected => VenueOrderStatus.Rejected,
        _ => Filled > 0m ? VenueOrderStatus.PartiallyFilled : VenueOrderStatus.Open,
    };

    public static string? ClientIdOf(string venueId) => venueId.StartsWith(VenueMark, StringComparison.Ordinal) ? venueId[VenueMark.Length..] : null;

    /// <summary>Whether it is this change that has come to the engine's order.</summary>
    public bool AskedFor(OrderTerms terms, Quantity whole) => IsPending && !IsOver && ticket.Terms == terms && asked == whole;

    /// <summary>The id ends; what it has traded stays.</summary>
    public void Leave() => _left = (Filled, Quantity, Terms);

    /// <summary>The change has arrived: from here on the order trades under this id.</summary>
    public void Begin() => (FilledBefore, IsPending) = (order.Filled.Value, false);
}
