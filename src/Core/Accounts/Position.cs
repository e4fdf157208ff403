using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Core.Accounts;

/// <summary>What an account holds of one instrument: a signed quantity (short is negative) and what it cost.</summary>
public sealed class Position
{
    internal Position(Instrument instrument) => Instrument = instrument;

    public Instrument Instrument { get; }

    public decimal Quantity { get; private set; }

    /// <summary>What the held quantity cost, in the instrument's currency, without fees; negative when short.</summary>
    public decimal Cost { get; private set; }

    /// <summary>Profit taken so far, before fees.</summary>
    public decimal RealizedPnl { get; private set; }

    public bool IsFlat => Quantity == 0m;

    /// <summary>0 when flat.</summary>
    public decimal AveragePrice => IsFlat ? 0m : Cost / (Quantity * Instrument.Multiplier);

    /// <summary>The worth of one price point: quantity times multiplier, for the running mark.</summary>
    internal double PointValue { get; private set; }

    /// <summary>Books a signed quantity at a worth of the same sign; returns how cost changed and what was realised.</summary>
    internal (decimal Cost, decimal Realized) Apply(decimal signed, decimal worth)
    {
        var (costBefore, quantity) = (Cost, Quantity);
        decimal realized = 0;
        if (quantity == 0m || quantity > 0m == signed > 0m)
        {
            Cost += worth;
        }
        else if (Math.Abs(signed) >= Math.Abs(quantity))
        {
            // All of it is closed; what is left over opens the other way at this trade's price.
            var opened = signed == -quantity ? 0m : Share(worth, signed + quantity, signed);
            realized = opened - worth - Cost;
            Cost = opened;
        }
        else
        {
            var closed = Share(Cost, -signed, quantity);
            realized = -worth - closed;
            Cost -= closed;
        }

        Quantity = quantity + signed;
        RealizedPnl += realized;
        PointValue = (double)(Quantity * Instrument.Multiplier);
        return (Cost - costBefore, realized);
    }

    // Cut to ten places, so that every sum of what is booked stays exact: decimal itself would round at its 28th digit.
    private static decimal Share(decimal whole, decimal part, decimal of) => decimal.Round(whole * part / of, 10);
}
