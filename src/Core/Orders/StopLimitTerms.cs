using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Orders;

/// <summary>A limit order once the price has reached the stop.</summary>
public sealed record StopLimitTerms(Price Stop, Price Limit) : OrderTerms
{
    public override bool WaitsForTrigger => true;

    internal override OrderTerms Scaled(decimal factor, Instrument instrument) => new StopLimitTerms(Scaled(Stop, factor, instrument), Scaled(Limit, factor, instrument));
}
