namespace AlgoTrendy.Core.Matching;

/// <summary>Where a limit order stands in the queue of its price.</summary>
/// <remarks>
/// The record does not know of our orders: what served one of them served somebody else in it, who in truth would have been served next. So what an order of ours
/// trades, the orders of ours behind it owe: the next that trades goes to those whom ours displaced.
/// </remarks>
/// <param name="ticks">Its limit in whole ticks.</param>
/// <param name="number">Its turn among our own orders of the price.</param>
internal sealed class QueuePlace(long ticks, long number, decimal ahead)
{
    private decimal _owed;

    // Displaced, and still ahead at this very price, though the book shows them no more.
    private decimal _hidden;

    public long Ticks => ticks;

    public long Number => number;

    /// <summary>How much of others trades before it does.</summary>
    public decimal Ahead { get; private set; } = ahead;

    /// <summary>An order of ours that is served before it traded so much.</summary>
    public void Owe(decimal quantity) => _owed += quantity;

    /// <summary>The price shows so much in all: more cannot be ahead, but for those displaced.</summary>
    public void ShowsOnly(decimal size) => Ahead = Math.Min(Ahead, size + _hidden);

    /// <summary>So much traded at the price; returns what of it comes to this order.</summary>
    public decimal Advance(decimal traded)
    {
        var served = Pay(traded);
        _hidden += traded - served;
        return Serve(served);
    }

    /// <summary>So much traded beyond the price, where the book has nobody left; returns what of it comes to this order.</summary>
    public decimal Pass(decimal traded)
    {
        ShowsOnly(0m);
        return Serve(Pay(traded));
    }

    private decimal Pay(decimal traded)
    {
        var paid = Math.Min(_owed, traded);
        _owed -= paid;
        return traded - paid;
    }

    private decimal Serve(decimal served)
    {
        var left = Math.Max(0m, served - Ahead);
        Ahead = Math.Max(0m, Ahead - served);
        return left;
    }
}
