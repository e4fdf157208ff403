using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Says of a refusal by the gate which field it is about, and which values near it would do. Pure.</summary>
internal static class GridHints
{
    /// <param name="part">Which of the orders was refused.</param>
    public static TradingRefusal Of(Refusal refusal, NewOrder order, Instrument instrument, OrderPart part = OrderPart.Itself) => part switch
    {
        OrderPart.StopLoss when refusal.Code == RefusalCodes.BadTerms => new(refusal.Code, refusal.Message, "stopLoss.stopPrice"),
        OrderPart.TakeProfit when refusal.Code == RefusalCodes.BadTerms => new(refusal.Code, refusal.Message, "takeProfit.limitPrice"),
        OrderPart.StopLoss => Of(refusal, instrument, order.Quantity, null, ("stopLoss.stopPrice", order.StopLoss?.StopPrice), ("stopLoss.limitPrice", order.StopLoss?.LimitPrice)),
        OrderPart.TakeProfit => Of(refusal, instrument, order.Quantity, null, ("stopPrice", null), ("takeProfit.limitPrice", order.TakeProfit?.LimitPrice)),
        // Of an order that is good till a date, the date is all that the gate finds bad.
        _ when refusal.Code == RefusalCodes.BadTerms && order.ExpiresAt is not null => new(refusal.Code, refusal.Message, "expiresAt"),
        _ => Of(refusal, instrument, order.Quantity, order.LimitPrice ?? order.StopPrice, ("stopPrice", order.StopPrice), ("limitPrice", order.LimitPrice)),
    };

    public static TradingRefusal Of(Refusal refusal, OrderAmendment amendment, Instrument instrument) => Of(
        refusal, instrument, amendment.Quantity, amendment.LimitPrice ?? amendment.StopPrice, ("stopPrice", amendment.StopPrice), ("limitPrice", amendment.LimitPrice));

    /// <summary>A trailing distance that is no multiple of the tick; null: it is one, or none is given.</summary>
    public static TradingRefusal? OffTick(string field, decimal? distance, Instrument instrument) => distance is not { } amount || instrument.IsOnTick(new(amount)) ? null : new(
        RefusalCodes.OffTick, $"The {field} {FieldRules.Text(amount)} is no multiple of the tick {instrument.TickSize} of {instrument.Symbol}.", field, Around(instrument, new(amount)));

    // The gate looks at the stop before the limit.
    private static TradingRefusal Of(Refusal refusal, Instrument instrument, Quantity? quantity, Price? price, (string Field, Price? Price) stop, (string Field, Price? Price) limit)
    {
        switch (refusal.Code)
        {
            case RefusalCodes.OffTick:
                foreach (var (field, given) in (ReadOnlySpan<(string, Price?)>)[stop, limit])
                    if (given is { } off && !instrument.IsOnTick(off)) return new(refusal.Code, refusal.Message, field, Around(instrument, off));
                break;
            case RefusalCodes.OffLot when quantity is { } off:
                return new(refusal.Code, refusal.Message, "quantity", Listed(instrument.RoundDownToLot(off.Value).Value, instrument.RoundUpToLot(off.Value).Value));
            case RefusalCodes.BelowMinimumQuantity or RefusalCodes.QuantityZero:
                return new(refusal.Code, refusal.Message, "quantity", Listed(instrument.RoundUpToLot(instrument.MinQuantity ?? instrument.LotSize).Value));
            case RefusalCodes.BelowMinimumNotional:
                return new(refusal.Code, refusal.Message, "quantity", price is { Value: > 0m } at ? Listed(instrument.RoundUpToLot(instrument.MinNotional / (at.Value * instrument.Multiplier)).Value) : null);
            case RefusalCodes.InsufficientBuyingPower:
                return new(refusal.Code, refusal.Message, "quantity");
            case RefusalCodes.PriceCollar:
                return new(refusal.Code, refusal.Message, limit.Field);
        }

        return new(refusal.Code, refusal.Message);
    }

    private static string[] Around(Instrument instrument, Price off) => Listed(instrument.RoundDownToTick(off.Value).Value, instrument.RoundUpToTick(off.Value).Value);

    private static string[] Listed(params ReadOnlySpan<decimal> values)
    {
        var would = new List<string>();
        foreach (var value in values)
            if (value > 0m) would.Add(FieldRules.Text(value / 1.000000000000000000000000000m));
        return [.. would];
    }
}
