using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Strategies;

public static class StrategyContextExtensions
{
    public static Order Buy(this IStrategyContext context, Instrument instrument, decimal quantity) =>
        context.Submit(OrderRequest.Market(instrument, OrderSide.Buy, new(quantity)));

    public static Order Sell(this IStrategyContext context, Instrument instrument, decimal quantity) =>
        context.Submit(OrderRequest.Market(instrument, OrderSide.Sell, new(quantity)));

    public static Order? Liquidate(this IStrategyContext context, Instrument instrument) => context.SetTarget(instrument, 0m);

    /// <summary>What one unit of the instrument is worth in the account's currency at a price; null while its currency has no rate.</summary>
    public static decimal? WorthOfOne(this IStrategyContext context, Instrument instrument, decimal price) =>
        instrument.Currency == context.Account.Currency
            ? price * instrument.Multiplier
            : price * instrument.Multiplier * context.Account.RateOf(instrument.Currency);

    /// <summary>Asks for the end of all waiting orders of an instrument.</summary>
    public static void CancelAll(this IStrategyContext context, Instrument instrument)
    {
        foreach (var order in context.OpenOrders.ToArray())
            if (order.Instrument.Symbol == instrument.Symbol) context.Cancel(order);
    }

    /// <summary>Trades towards holding these shares of the equity, and nothing of what is not named. What is reduced is ordered first, so that its worth can be spent.</summary>
    public static void SetWeights(this IStrategyContext context, IReadOnlyDictionary<Instrument, decimal> weights)
    {
        var targets = new List<(Instrument Instrument, decimal Quantity, decimal Held)>();
        foreach (var instrument in context.Instruments)
        {
            var held = context.PositionOf(instrument).Quantity;
            var weight = weights.GetValueOrDefault(instrument);
            if (weight == 0m) targets.Add((instrument, 0m, held));
            else if (context.QuantityFor(instrument, weight) is { } quantity) targets.Add((instrument, quantity, held));
        }

        // The sort is stable, so that of equal moves the instrument that was given first comes first.
        foreach (var (instrument, quantity, _) in targets.OrderBy(target => Math.Abs(target.Quantity) >= Math.Abs(target.Held))) context.SetTarget(instrument, quantity);
    }

    /// <summary>Moves a position from one contract to the next: its waiting orders end, what is held is closed and opened anew.</summary>
    public static void Roll(this IStrategyContext context, Instrument from, Instrument to)
    {
        var held = context.PositionOf(from).Quantity;
        context.CancelAll(from);
        if (held == 0m) return;

        context.SetTarget(from, 0m);
        context.SetTarget(to, context.PositionOf(to).Quantity + held);
    }
}
