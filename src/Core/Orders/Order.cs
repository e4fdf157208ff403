using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Orders;

/// <summary>A request with a number and a life. Only its owner, the one writer of the account, moves it.</summary>
public sealed class Order
{
    public Order(OrderId id, OrderRequest request, Instant64 createdAt)
    {
        Id = id;
        Request = request;
        CreatedAt = createdAt;
    }

    public OrderId Id { get; }

    public OrderRequest Request { get; }

    /// <summary>UTC.</summary>
    public Instant64 CreatedAt { get; }

    public Instrument Instrument => Request.Instrument;

    public OrderSide Side => Request.Side;

    public Quantity Quantity => Request.Quantity;

    public Quantity Filled { get; private set; }

    public Quantity Remaining => Filled.Value == 0m ? Quantity : Filled.Value < Quantity.Value ? Quantity - Filled : Quantity.Zero;

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
        MoveTo(Filled.Value >= Quantity.Value ? OrderState.Filled : OrderState.PartiallyFilled);
    }
}
