using AlgoTrendy.Core.Instruments;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Accounts;

/// <summary>What an account holds of one instrument: a signed quantity (short is negative) and what it cost.</summary>
public sealed class Position
{
    private const int Places = 10;

    private readonly Journal<ClosedLot>? _closed;
    private LotBook? _lots;

    internal Position(Instrument instrument, LotMethod method)
    {
        Instrument = instrument;
        if (method != LotMethod.Average) (_lots, _closed) = (new(method), new());
    }

    public Instrument Instrument { get; }

    public decimal Quantity { get; private set; }

    /// <summary>What the held quantity cost, in the instrument's currency, without fees; negative when short.</summary>
    public decimal Cost { get; private set; }

    /// <summary>Profit taken so far, before fees, in the instrument's currency.</summary>
    public decimal RealizedPnl { get; private set; }

    public bool IsFlat => Quantity == 0m;

    /// <summary>0 when flat.</summary>
    public decimal AveragePrice => IsFlat ? 0m : Cost / (Quantity * Instrument.Multiplier);

    /// <summary>What is open of which trade, oldest first; empty where cost is averaged.</summary>
    public IReadOnlyList<Lot> Lots => _lots is null ? [] : _lots.Open;

    /// <summary>In the order in which they were closed; empty where cost is averaged.</summary>
    public IReadOnlyList<ClosedLot> ClosedLots => _closed is null ? [] : _closed;

    /// <summary>The worth of one price point: quantity times multiplier, for the running mark.</summary>
    internal double PointValue { get; private set; }

    /// <summary>Closed lots are written down elsewhere.</summary>
    internal void ForgetClosed() => _closed?.Clear();

    /// <summary>What closing at this price would bring, in the instrument's currency; negative when short.</summary>
    public decimal WorthAt(decimal price) => Instrument.WorthOf(Quantity * price);

    /// <summary>The profit that closing at this price would realise, before fees, in the instrument's currency.</summary>
    public decimal UnrealizedPnlAt(decimal price) => WorthAt(price) - Cost;

    /// <summary>The same of one of its lots.</summary>
    public decimal UnrealizedPnlAt(decimal price, in Lot lot) => Instrument.WorthOf(lot.Quantity * price) - lot.Cost;

    /// <summary>The cash of a dividend on what is held, to the nearest of the currency's places; negative for who is short, and pays it.</summary>
    public decimal DividendOf(decimal perShare) => DividendOf(Quantity, perShare);

    /// <summary>The same, on so much of it.</summary>
    internal decimal DividendOf(decimal quantity, decimal perShare) => Nearest(quantity * perShare);

    /// <summary>What would be held after a split, in whole lots.</summary>
    public decimal AfterSplit(decimal factor)
    {
        var divided = Divided(Quantity, factor);
        var whole = Instrument.RoundDownToLot(Math.Abs(divided)).Value;
        return divided < 0m ? -whole : whole;
    }

    /// <summary>Books a signed quantity at a worth of the same sign; returns how cost changed and what was realised.</summary>
    internal (decimal Cost, decimal Realized) Trade(decimal signed, decimal worth, Instant64 time, ReadOnlySpan<LotChoice> chosen)
    {
        var (costBefore, quantity) = (Cost, Quantity);
        decimal realized = 0;
        if (quantity == 0m || quantity > 0m == signed > 0m)
        {
            Cost += worth;
            _lots?.Add(signed, worth, time);
        }
        else if (Math.Abs(signed) >= Math.Abs(quantity))
        {
            // All of it is closed; what is left over opens the other way at this trade's price.
            var over = signed + quantity;
            var opened = over == 0m ? 0m : Share(worth, over, signed);
            realized = opened - worth - Cost;
            Cost = opened;
            _lots?.Close(-quantity, worth - opened, time, chosen, _closed!);
            if (over != 0m) _lots?.Add(over, opened, time);
        }
        else
        {
            var closed = _lots is null ? Share(Cost, -signed, quantity) : _lots.Close(signed, worth, time, chosen, _closed!);
            realized = -worth - closed;
            Cost -= closed;
        }

        Hold(quantity + signed);
        RealizedPnl += realized;
        return (Cost - costBefore, realized);
    }

    /// <summary>Divides the quantity by the factor, at the same cost; returns the part, signed, that is no whole lot of the instrument.</summary>
    internal decimal Split(decimal factor)
    {
        _lots?.Split(factor);
        Hold(Divided(Quantity, factor));
        var whole = Instrument.RoundDownToLot(Math.Abs(Quantity)).Value;
        return Quantity - (Quantity < 0m ? -whole : whole);
    }

    /// <summary>The same; returns what is to be traded so that only whole lots are left, and its worth: at the reference close times the factor, and to the nearest of the currency's places.</summary>
    internal (decimal Signed, decimal Worth) Split(decimal factor, decimal referenceClose)
    {
        if (Divided(Quantity, factor) == 0m) return (-Quantity, Nearest(Instrument.WorthOf(-Quantity * referenceClose)));

        var fraction = Split(factor);
        return (-fraction, Nearest(Instrument.WorthOf(-fraction * (referenceClose * factor))));
    }

    /// <summary>Hands everything held, with its lots and its cost, to a position that is flat.</summary>
    internal void MoveTo(Position other)
    {
        (other.Cost, Cost) = (Cost, 0m);
        (other._lots, _lots) = (_lots, other._lots);
        other.Hold(Quantity);
        Hold(0m);
    }

    // Cut to ten places, so that every sum of what is booked stays exact: decimal itself would round at its 28th digit.
    internal static decimal Share(decimal whole, decimal part, decimal of) => decimal.Round(whole * part / of, Places);

    internal static decimal Divided(decimal quantity, decimal factor) => decimal.Round(quantity / factor, Places);

    internal decimal Nearest(decimal amount) => decimal.Round(amount, Instrument.Currency.Decimals, MidpointRounding.AwayFromZero);

    private void Hold(decimal quantity)
    {
        Quantity = quantity;
        PointValue = (double)(quantity * Instrument.Multiplier);
    }
}
