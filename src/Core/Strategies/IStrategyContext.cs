using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Strategies;

/// <summary>All that a strategy can see and do. It knows the past and the present only, whatever drives it: backtest, replay, paper or live.</summary>
public interface IStrategyContext
{
    /// <summary>The time of the event that is being handled, UTC.</summary>
    Instant64 Now { get; }

    /// <summary>What the strategy hears, in the order in which it was given.</summary>
    IReadOnlyList<BarStream> Streams { get; }

    Account Account { get; }

    /// <summary>Orders that are not over, oldest first.</summary>
    IReadOnlyList<Order> OpenOrders { get; }

    Position PositionOf(Instrument instrument);

    /// <summary>Gives an order. It comes back with its state: rejected, with the reason, when the risk gate or the venue said no.</summary>
    Order Submit(OrderRequest request);

    /// <summary>Asks for an order's end. What is over already stays as it is.</summary>
    void Cancel(Order order);

    /// <summary>Trades towards this signed quantity (short is negative) with a market order; an order of an earlier target that is still open is cancelled first.</summary>
    /// <returns>The order, or null when nothing is to be traded.</returns>
    Order? SetTarget(Instrument instrument, decimal quantity);

    /// <summary>Trades towards holding this share of the account's equity (1 = all of it, negative = short) at the last close.</summary>
    /// <remarks>The largest quantity q with q × price ≤ (equity × (1 − cash buffer) − fee(q)) × |weight|; the buffer is 0.25 % unless set otherwise.</remarks>
    /// <returns>The order, or null when nothing is to be traded.</returns>
    Order? SetHoldings(Instrument instrument, decimal weight);
}

public static class StrategyContextExtensions
{
    public static Order Buy(this IStrategyContext context, Instrument instrument, decimal quantity) =>
        context.Submit(OrderRequest.Market(instrument, OrderSide.Buy, new(quantity)));

    public static Order Sell(this IStrategyContext context, Instrument instrument, decimal quantity) =>
        context.Submit(OrderRequest.Market(instrument, OrderSide.Sell, new(quantity)));

    public static Order? Liquidate(this IStrategyContext context, Instrument instrument) => context.SetTarget(instrument, 0m);
}
