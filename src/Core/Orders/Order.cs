using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Orders;

/// <summary>A request with a number and a life. Only its owner, the one writer of the account, moves it.</summary>
public sealed class Order
{
    private Amendment? _amended;

    public Order(OrderId id, OrderRequest request, Instant64 createdAt, OrderGroup? group = null)
    {
        Id = id;
        Request = request;
        CreatedAt = createdAt;
        Group = group;
    }

    public OrderId Id { get; }

    /// <summary>As it was first asked for; what was amended since is in <see cref="Terms"/> and <see cref="Quantity"/>.</summary>
    public OrderRequest Request { get; }

    /// <summary>UTC.</summary>
    public Instant64 CreatedAt { get; }

    /// <summary>Null for an order on its own.</summary>
    public OrderGroup? Group { get; }

    public Instrument Instrument => Request.Instrument;

    public OrderSide Side => Request.Side;

    public bool IsReduceOnly => Request.ReduceOnly;

    public OrderTerms Terms => _amended?.Terms ?? Request.Terms;

    public Quantity Quantity => _amended?.Quantity ?? Request.Quantity;

    public Quantity Filled { get; private set; }

    public Quantity Remaining => Filled.Value == 0m ? Quantity : Filled.Value < Quantity.Value ? Quantity - Filled : Quantity.Zero;

    /// <summary>What may yet trade of it, whether or not the venue takes a change that is under way.</summary>
    public Quantity MostRemaining => Wanted is { } wanted && wanted.Quantity.Value > Quantity.Value && wanted.Quantity.Value > Filled.Value ? wanted.Quantity - Filled : Remaining;

    /// <summary>What the venue was asked to change it to, and may have already: limits count whichever is more. Null: nothing.</summary>
    public (OrderTerms Terms, Quantity Quantity)? Wanted { get; set; }

    public OrderState State { get; private set; } = OrderState.New;

    public OrderStatus Status => State.Status;

    public bool IsOver => State.IsOver;

    /// <exception cref="InvalidOperationException">The table of <see cref="OrderLife"/> forbids it: a fault of ours.</exception>
    public void MoveTo(OrderState next)
    {
        if (!OrderLife.MayFollow(Status, next.Status)) throw new InvalidOperationException($"Order {Id} is {Status}; it cannot become {next.Status}.");
        State = next;
    }

    /// <summary>Books an execution, whatever the state: a fill is never refused.</summary>
    public void Fill(Quantity quantity)
    {
        Filled += quantity;

        // A venue can trade more than it was asked for: what is whole stays so.
        if (Status == OrderStatus.Filled) return;
        MoveTo(Filled.Value >= Quantity.Value ? OrderState.Filled : OrderState.PartiallyFilled);
    }

    /// <summary>The venue has taken a change: the order goes on with new terms and a new whole quantity, which may be filled already.</summary>
    public void Replace(OrderTerms terms, Quantity quantity)
    {
        _amended = new(terms, quantity);

        // A fill may have come in between; a cancel that is under way stays so.
        if (Status != OrderStatus.PendingCancel && Status != Standing.Status) MoveTo(Standing);
    }

    /// <summary>The change was refused: the order goes on as it was.</summary>
    public void KeepAsItWas()
    {
        if (Status == OrderStatus.PendingReplace) MoveTo(Standing);
    }

    private OrderState Standing => Filled.Value == 0m ? OrderState.Accepted : Filled.Value < Quantity.Value ? OrderState.PartiallyFilled : OrderState.Filled;

    // Few orders are ever changed, and every order would carry it.
    private sealed record Amendment(OrderTerms Terms, Quantity Quantity);
}
