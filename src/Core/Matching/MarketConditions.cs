using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Matching;

/// <summary>What an order meets beside a price.</summary>
/// <param name="Volume">What the market traded in the bar or showed in the quote, in units of the instrument; 0 where nobody counts.</param>
/// <param name="OnGrid">False for adjusted prices, which lie off the tick grid anyway.</param>
/// <param name="IsQuoted">Whether the price is that of a real quote, so that the spread is in it.</param>
internal readonly record struct MarketConditions(Instrument Instrument, MatchingRules Rules, double Volume, bool OnGrid, bool IsQuoted = false)
{
    /// <summary>What an order pays that trades at whatever price is there.</summary>
    public decimal PaidAt(decimal price, OrderSide side, decimal quantity) => Rules.Slippage.PriceOf(price, side, quantity, in this);

    /// <summary>The same for a limit order that finds a better price: never worse than its limit.</summary>
    public decimal PaidWithin(decimal limit, decimal price, OrderSide side, decimal quantity)
    {
        var paid = PaidAt(price, side, quantity);
        return side == OrderSide.Buy ? Math.Min(paid, limit) : Math.Max(paid, limit);
    }
}
