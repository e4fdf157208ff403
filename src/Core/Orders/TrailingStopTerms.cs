using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Core.Orders;

/// <summary>A stop that follows the price at a distance: below its highest for a sale, above its lowest for a buy, since the order rests.</summary>
public sealed record TrailingStopTerms : OrderTerms
{
    private TrailingStopTerms(decimal? amount, decimal? percent) => (Amount, Percent) = (amount, percent);

    /// <summary>The distance in the quote currency; null when it is a share of the price.</summary>
    public decimal? Amount { get; }

    /// <summary>The distance in per cent of the best price; null when it is an amount.</summary>
    public decimal? Percent { get; }

    public override bool WaitsForTrigger => true;

    public static TrailingStopTerms ByAmount(decimal amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);
        return new(amount, null);
    }

    public static TrailingStopTerms ByPercent(decimal percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(percent);
        return new(null, percent);
    }

    /// <summary>Where the stop lies when the best price so far is this one; not on the tick grid yet.</summary>
    internal decimal StopAt(decimal best, OrderSide side)
    {
        var distance = Amount ?? Math.Abs(best) * Percent!.Value / 100m;
        return side == OrderSide.Sell ? best - distance : best + distance;
    }

    internal override OrderTerms Scaled(decimal factor, Instrument instrument) => Amount is { } amount ? ByAmount(amount * factor) : this;
}
