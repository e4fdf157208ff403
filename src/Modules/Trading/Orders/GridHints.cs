using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Says of a refusal by the gate which field it is about, and which values near it would do. Pure.</summary>
internal static class GridHints
{
    public static TradingRefusal Of(Refusal refusal, NewOrder order, Instrument instrument) => Of(
        refusal, instrument, order.Quantity, order.LimitPrice ?? order.StopPrice,
        ("limitPrice", order.LimitPrice), ("stopPrice", order.StopPrice), ("takeProfit.limitPrice", order.TakeProfit?.LimitPrice), ("stopLoss.stopPrice", order.StopLoss?.StopPrice), ("stopLoss.limitPrice", order.StopLoss?.LimitPrice));

    public static TradingRefusal Of(Refusal refusal, OrderAmendment amendment, Instrument instrument) => Of(
        refusal, instrument, amendment.Quantity, amendment.LimitPrice ?? amendment.StopPrice, ("limitPrice", amendment.LimitPrice), ("stopPrice", amendment.StopPrice));

    private static TradingRefusal Of(Refusal refusal, Instrument instrument, Quantity? quantity, Price? price, params ReadOnlySpan<(string Field, Price? Price)> prices)
    {
        switch (refusal.Code)
        {
            case RefusalCodes.OffTick:
                foreach (var (field, given) in prices)
                    if (given is { } off && !instrument.IsOnTick(off)) return new(refusal.Code, refusal.Message, field, Listed(instrument.RoundDownToTick(off.Value).Value, instrument.RoundUpToTick(off.Value).Value));
                break;
            case RefusalCodes.OffLot when quantity is { } off:
                return new(refusal.Code, refusal.Message, "quantity", Listed(instrument.RoundDownToLot(off.Value).Value, instrument.RoundUpToLot(off.Value).Value));
            case RefusalCodes.BelowMinimumQuantity or RefusalCodes.QuantityZero:
                return new(refusal.Code, refusal.Message, "quantity", Listed(instrument.RoundUpToLot(instrument.MinQuantity ?? instrument.LotSize).Value));
            case RefusalCodes.BelowMinimumNotional:
                return new(refusal.Code, refusal.Message, "quantity", price is { Value: > 0m } at ? Listed(instrument.RoundUpToLot(instrument.MinNotional / (at.Value * instrument.Multiplier)).Value) : null);
        }

        return new(refusal.Code, refusal.Message);
    }

    private static string[] Listed(params ReadOnlySpan<decimal> values)
    {
        var would = new List<string>();
        foreach (var value in values)
            if (value > 0m) would.Add(FieldRules.Text(value / 1.000000000000000000000000000m));
        return [.. would];
    }
}
