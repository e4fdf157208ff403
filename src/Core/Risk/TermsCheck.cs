using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Risk;

/// <summary>Whether the terms of an order make sense together, and its prices lie on the grid.</summary>
internal static class TermsCheck
{
    public static Refusal? FaultOf(Order order, OrderTerms terms, bool onGrid, Instant64 now) => terms switch
    {
        MarketTerms => InForceFault(order, terms, now),
        LimitTerms { Limit: var limit } => PriceFault(order.Instrument, limit, "limit", onGrid) ?? InForceFault(order, terms, now),
        StopTerms { Stop: var stop } => PriceFault(order.Instrument, stop, "stop", onGrid) ?? InForceFault(order, terms, now),
        StopLimitTerms both => PriceFault(order.Instrument, both.Stop, "stop", onGrid) ?? PriceFault(order.Instrument, both.Limit, "limit", onGrid) ?? InForceFault(order, terms, now),
        TrailingStopTerms { Percent: >= 100m } => Bad("A trailing stop of 100 % or more is never reached."),
        _ => InForceFault(order, terms, now),
    };

    private static Refusal? PriceFault(Instrument instrument, Price price, string name, bool onGrid)
    {
        if (price.Value <= 0m && instrument.AssetClass != AssetClass.Future) return Bad($"The {name} is {price}; a price of {instrument.Symbol} is above zero.");
        return onGrid && !instrument.IsOnTick(price) ? new(RefusalCodes.OffTick, $"The {name} {price} is no multiple of the tick {instrument.TickSize} of {instrument.Symbol}.") : null;
    }

    private static Refusal? InForceFault(Order order, OrderTerms terms, Instant64 now)
    {
        if (order.Instrument.Expiry <= now) return new(RefusalCodes.Delisted, $"{order.Instrument.Symbol} expired at {order.Instrument.Expiry}.");
        var (inForce, expires) = (order.Request.TimeInForce, order.Request.ExpiresAt);
        if (inForce == TimeInForce.Gtd != expires is not null) return Bad(expires is null ? "An order that is good till a date needs the date." : "Only an order that is good till a date has one.");
        if (expires <= now) return Bad($"The order would have expired at {expires}, before it was given.");
        if (inForce is not (TimeInForce.Ioc or TimeInForce.Fok)) return null;
        if (terms.WaitsForTrigger) return Bad($"A stop waits, so it cannot be {inForce}.");
        return terms is LimitTerms { PostOnly: true } ? Bad($"A post-only order waits, so it cannot be {inForce}.") : null;
    }

    private static Refusal Bad(string message) => new(RefusalCodes.BadTerms, message);
}
