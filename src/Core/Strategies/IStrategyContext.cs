using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Strategies;

/// <summary>All that a strategy can see and do. It knows the past and the present only, whatever drives it: backtest, replay, paper or live.</summary>
public interface IStrategyContext
{
    /// <summary>The time of the event that is being handled, UTC.</summary>
    Instant64 Now { get; }

    /// <summary>The bars that the strategy hears: those that the run was given, in their order, then those that it subscribed to.</summary>
    IReadOnlyList<BarStream> Streams { get; }

    /// <summary>What can be traded in this run.</summary>
    IReadOnlyList<Instrument> Instruments { get; }

    Account Account { get; }

    /// <summary>Orders that are not over, oldest first.</summary>
    IReadOnlyList<Order> OpenOrders { get; }

    Position PositionOf(Instrument instrument);

    /// <summary>The last close, trade or middle of bid and ask; null before the first.</summary>
    decimal? LastPriceOf(Instrument instrument);

    /// <summary>Hears longer bars too, made of those that the run was given; only in <see cref="Strategy.OnStart"/>.</summary>
    /// <exception cref="ArgumentException">What was given cannot make them.</exception>
    BarStream Subscribe(Instrument instrument, Interval interval);

    /// <summary>Calls <see cref="Strategy.OnTimer"/> once, at a moment after now.</summary>
    void SetTimer(string name, Instant64 at);

    /// <summary>Calls <see cref="Strategy.OnTimer"/> again and again, first after so long from now.</summary>
    void SetTimer(string name, Duration64 every);

    /// <summary>Gives an order. It comes back with its state: rejected, with the reason, when the risk gate or the venue said no.</summary>
    Order Submit(OrderRequest request);

    /// <summary>Gives orders of which what one trades the others no longer do. All are taken, or none.</summary>
    IReadOnlyList<Order> SubmitOco(params IReadOnlyList<OrderRequest> requests);

    /// <summary>Gives an entry with its exits; the entry comes first in what comes back, then the stop, then the target. All are taken, or none.</summary>
    IReadOnlyList<Order> SubmitBracket(BracketRequest request);

    /// <summary>Asks to change the prices or the whole quantity of a waiting order; what is null stays.</summary>
    /// <returns>Why not, or null when the change is on its way.</returns>
    Refusal? Amend(Order order, OrderTerms? terms = null, Quantity? quantity = null);

    /// <summary>Asks for an order's end. What is over already stays as it is.</summary>
    void Cancel(Order order);

    /// <summary>The nearest price that an order may have: on the tick grid, or as it is where adjusted prices lie off it.</summary>
    Price ToPrice(Instrument instrument, double price);

    /// <summary>The signed quantity that <see cref="SetHoldings"/> would hold; null while there is no price.</summary>
    decimal? QuantityFor(Instrument instrument, decimal weight);

    /// <summary>Trades towards this signed quantity (short is negative) with a market order; an order of an earlier target that is still open is cancelled first.</summary>
    /// <returns>The order, or null when nothing is to be traded.</returns>
    Order? SetTarget(Instrument instrument, decimal quantity);

    /// <summary>Trades towards holding this share of the account's equity (1 = all of it, negative = short) at the last close.</summary>
    /// <remarks>The largest quantity q with q × price ≤ (equity × (1 − cash buffer) − fee(q)) × |weight|; the buffer is 0.25 % unless set otherwise.</remarks>
    /// <returns>The order, or null when nothing is to be traded.</returns>
    Order? SetHoldings(Instrument instrument, decimal weight);
}
