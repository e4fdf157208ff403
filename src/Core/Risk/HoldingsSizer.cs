using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk;

/// <summary>Turns a share of the account's equity into a quantity that fees leave room for.</summary>
public static class HoldingsSizer
{
    private const int QuickRounds = 4;

    /// <summary>The largest quantity q on the lot grid with q × price × multiplier ≤ (equity × (1 − buffer) − fee(q)) × weight.</summary>
    /// <param name="weight">From 0 up; 1 is all of the equity.</param>
    /// <param name="buffer">The share of equity that is left in cash, as a fraction.</param>
    public static Quantity Size(Instrument instrument, FeeSchedule fees, decimal equity, decimal weight, decimal price, decimal buffer)
    {
        var unit = Math.Abs(price) * instrument.Multiplier;
        var budget = equity * (1m - buffer);
        if (budget <= 0m || weight <= 0m || unit == 0m) return Quantity.Zero;

        // A larger quantity has a larger fee, so the quantity that the fee of `high` leaves room for is too small,
        // and the one that the fee of that small one leaves room for is too large: the two close in on the answer.
        var low = Quantity.Zero;
        var high = instrument.RoundDownToLot(budget * weight / unit);
        for (var round = 0; round < QuickRounds; round++)
        {
            if (Fits(high)) return high;
            low = RoomAfterFeeOf(high);
            var next = RoomAfterFeeOf(low);
            if (next == low) return low;
            high = next;
        }

        while (high.Value - low.Value > instrument.LotSize)
        {
            var middle = instrument.RoundDownToLot((low.Value + high.Value) / 2m);
            if (Fits(middle)) low = middle;
            else high = middle;
        }

        return low;

        bool Fits(Quantity size) => size.Value * unit <= (budget - FeeOf(size)) * weight;

        Quantity RoomAfterFeeOf(Quantity size) => instrument.RoundDownToLot((budget - FeeOf(size)) * weight / unit);

        decimal FeeOf(Quantity size) => size.Value == 0m ? 0m : fees.FeeOf(size.Value * unit, size, Liquidity.Taker);
    }
}
