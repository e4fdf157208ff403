using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Paper;

/// <summary>Tickets as the engine's requests, and what is wrong with them. Money and risk are the gate's business, which stands before every venue.</summary>
internal static class Tickets
{
    public static OrderRequest Request(OrderTicket ticket, Instrument instrument, decimal filledBefore = 0m) =>
        new(instrument, ticket.Side, new(ticket.Quantity.Value + filledBefore), ticket.Terms, ticket.TimeInForce) { ReduceOnly = ticket.ReduceOnly, ExpiresAt = ticket.ExpiresAt };

    public static Refusal? FaultOf(Order order, OrderTerms terms, Quantity quantity, bool onGrid, Instant64 now)
    {
        var instrument = order.Instrument;
        if (quantity.Value <= 0m) return new(RefusalCodes.QuantityZero, $"An order for nothing of {instrument.Symbol}.");
        if (!instrument.IsOnLot(quantity)) return new(RefusalCodes.OffLot, $"{quantity} {instrument.Symbol} is no multiple of the lot {instrument.LotSize}.");
        return TermsCheck.FaultOf(order, terms, onGrid, now);
    }

    /// <summary>The stop comes behind the limit: which is asked first makes no difference, since a price suits one of them only.</summary>
    public static IReadOnlyList<OrderTicket> Legs(OcoTicket ticket) =>
    [
        new(ticket.LimitId, ticket.Symbol, ticket.Side, ticket.Quantity, new LimitTerms(ticket.Limit), Purpose: OrderPurpose.Protect),
        new(ticket.StopId, ticket.Symbol, ticket.Side, ticket.Quantity, ticket.StopLimit is { } limit ? new StopLimitTerms(ticket.Stop, limit) : new StopTerms(ticket.Stop), Purpose: OrderPurpose.Protect),
    ];

    /// <summary>The stop first: in doubt it trades first.</summary>
    public static IReadOnlyList<OrderTicket> Exits(BracketTicket ticket) =>
        [.. new[] { ticket.Stop, ticket.Target }.OfType<BracketExit>().Select(exit => ExitOf(ticket.Entry, exit))];

    /// <summary>Only its prices and its quantity may differ.</summary>
    public static bool IsSameKind(OrderTicket old, OrderTicket next) =>
        (old.Side, old.TimeInForce, old.ReduceOnly, old.ExpiresAt) == (next.Side, next.TimeInForce, next.ReduceOnly, next.ExpiresAt) && old.Terms.GetType() == next.Terms.GetType();

    private static OrderTicket ExitOf(OrderTicket entry, BracketExit exit) =>
        new(exit.Id, entry.Symbol, entry.Side == OrderSide.Buy ? OrderSide.Sell : OrderSide.Buy, entry.Quantity, exit.Terms, Purpose: OrderPurpose.Protect) { ReduceOnly = true };
}
