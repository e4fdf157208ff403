using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Orders;

/// <summary>A market order once the price has reached the stop: from below for a buy, from above for a sale.</summary>
public sealed record StopTerms(Price Stop) : OrderTerms
{
    public override bool WaitsForTrigger => true;

    internal override OrderTerms Scaled(decimal factor, Instrument instrument) => new StopTerms(Scaled(Stop, factor, instrument));
}
