using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Connectors.Binance;

/// <summary>Our tickets as Binance's parameters. What the venue has no word for is refused here, before anything leaves.</summary>
internal static class Tickets
{
    public static Parameters? Of(OrderTicket ticket)
    {
        // Spot has no positions that an order could be bound to, and no dates.
        if (ticket.ReduceOnly || ticket.ExpiresAt is not null || TimeInForceOf(ticket) is not { } wait) return null;

        var order = new Parameters().Add("symbol", ticket.Symbol.Ticker).Add("side", SideOf(ticket.Side)).Add("newClientOrderId", ticket.Id.Value)
            .Add("quantity", ticket.Quantity.Value).Add("newOrderRespType", "RESULT");
        return ticket.Terms switch
        {
            MarketTerms => order.Add("type", "MARKET"),
            LimitTerms { PostOnly: true } limit => ticket.TimeInForce == TimeInForce.Gtc ? order.Add("type", "LIMIT_MAKER").Add("price", limit.Limit.Value) : null,
            LimitTerms limit => order.Add("type", "LIMIT").Add("timeInForce", wait).Add("price", limit.Limit.Value),
            StopTerms stop => order.Add("type", "STOP_LOSS").Add("stopPrice", stop.Stop.Value),
            StopLimitTerms stop => order.Add("type", "STOP_LOSS_LIMIT").Add("timeInForce", wait).Add("price", stop.Limit.Value).Add("stopPrice", stop.Stop.Value),
            // trailingDelta is in basis points, whole ones (faqs/trailing-stop-faq.md).
            TrailingStopTerms { Percent: { } percent } when percent * 100m % 1m == 0m => order.Add("type", "STOP_LOSS").Add("trailingDelta", (long)(percent * 100m)),
            _ => null,
        };
    }

    public static Parameters Of(OcoTicket ticket)
    {
        var order = new Parameters().Add("symbol", ticket.Symbol.Ticker).Add("side", SideOf(ticket.Side)).Add("listClientOrderId", ticket.Id.Value)
            .Add("quantity", ticket.Quantity.Value).Add("newOrderRespType", "RESULT");
        // A sale's limit lies above the price and its stop below; a purchase's the other way round (-1165 to -1197).
        var (limit, stop) = ticket.Side == OrderSide.Sell ? ("above", "below") : ("below", "above");
        order.Add(limit + "Type", "LIMIT_MAKER").Add(limit + "ClientOrderId", ticket.LimitId.Value).Add(limit + "Price", ticket.Limit.Value);
        order.Add(stop + "Type", ticket.StopLimit is null ? "STOP_LOSS" : "STOP_LOSS_LIMIT").Add(stop + "ClientOrderId", ticket.StopId.Value).Add(stop + "StopPrice", ticket.Stop.Value);
        return ticket.StopLimit is { } price ? order.Add(stop + "Price", price.Value).Add(stop + "TimeInForce", "GTC") : order;
    }

    public static Refusal NotSupported(OrderTicket ticket) => new(BrokerRefusals.NotSupported, ticket.ReduceOnly
        ? "Binance Spot has no orders that only reduce; it was not sent."
        : $"Binance Spot has no {ticket.Terms.GetType().Name.Replace("Terms", "", StringComparison.Ordinal)} order like this with {ticket.TimeInForce}; it was not sent.");

    public static Refusal NotSupported(BracketTicket ticket) =>
        new(BrokerRefusals.NotSupported, $"Binance Spot has no brackets as one request; the one of {ticket.Entry.Id} was not sent.");

    private static string SideOf(OrderSide side) => side == OrderSide.Buy ? "BUY" : "SELL";

    private static string? TimeInForceOf(OrderTicket ticket) => ticket.TimeInForce switch
    {
        TimeInForce.Gtc => "GTC",
        // A market order and a triggered stop take what is there; Binance has no time in force for them.
        TimeInForce.Ioc when ticket.Terms is LimitTerms or StopLimitTerms or MarketTerms => "IOC",
        TimeInForce.Fok when ticket.Terms is LimitTerms or StopLimitTerms => "FOK",
        _ => null,
    };
}
