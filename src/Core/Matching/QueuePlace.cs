namespace AlgoTrendy.Core.Matching;

/// <summary>Where a limit order stands in the queue of its price.</summary>
/// <param name="ticks">Its limit in whole ticks.</param>
/// <param name="number">Its turn among our own orders of the price.</param>
internal sealed class QueuePlace(long ticks, long number, decimal ahead)
{
    public long Ticks => ticks;

    public long Number => number;

    /// <summary>How much of others trades before it does.</summary>
    public decimal Ahead { get; private set; } = ahead;

    /// <summary>The price shows so much in all: more cannot be ahead.</summary>
    public void ShowsOnly(decimal size) => Ahead = Math.Min(Ahead, size);

    /// <summary>So much traded at the price; returns what is left of it for the order.</summary>
    public decimal Advance(decimal traded)
    {
        var left = Math.Max(0m, traded - Ahead);
        Ahead = Math.Max(0m, Ahead - traded);
        return left;
    }
}
