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

        // One more lot costs at least its price, so where less than that is left over the guess is the answer.
        if (Guess() is { Value: > 0m } guess && LeftOver(guess) is >= 0m and var left && left < instrument.LotSize * unit) return guess;

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

        // Nearly always right, and proven by the two questions above; in doubles, because decimal divides slowly.
        Quantity Guess()
        {
            var (room, each) = ((double)(budget * weight), (double)unit);
            var atMost = room / each;
            if (!(atMost < 1e13)) return Quantity.Zero;

            var feeOfEach = fees.Guess(atMost * each, atMost) / atMost;
            return instrument.RoundDownToLot((decimal)(room / (each + feeOfEach * (double)weight)));
        }

        bool Fits(Quantity size) => LeftOver(size) >= 0m;

        decimal LeftOver(Quantity size)
        {
            var worth = size.Value * unit;
            var room = budget - (size.Value == 0m ? 0m : fees.FeeOf(worth, size, Liquidity.Taker));
            return (weight == 1m ? room : room * weight) - worth;
        }

        Quantity RoomAfterFeeOf(Quantity size) => instrument.RoundDownToLot((budget - FeeOf(size)) * weight / unit);

        decimal FeeOf(Quantity size) => size.Value == 0m ? 0m : fees.FeeOf(size.Value * unit, size, Liquidity.Taker);
    }
}
