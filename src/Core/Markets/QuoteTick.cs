using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>The best bid and ask at a moment, UTC. Prices in the quote currency, sizes in units of the instrument; a side that is absent is NaN, a size that is not told 0.</summary>
public readonly record struct QuoteTick(Instant64 Time, double Bid, double BidSize, double Ask, double AskSize)
{
    /// <summary>Halfway between bid and ask; the only side where one is absent.</summary>
    public double Mid => double.IsNaN(Bid) ? Ask : double.IsNaN(Ask) ? Bid : (Bid + Ask) / 2;
}
