using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Orders;

/// <summary>At this price or better.</summary>
/// <param name="PostOnly">Only as the liquidity that others take: cancelled by the venue if it would trade on arrival.</param>
public sealed record LimitTerms(Price Limit, bool PostOnly = false) : OrderTerms
{
    internal override OrderTerms Scaled(decimal factor, Instrument instrument) => this with { Limit = Scaled(Limit, factor, instrument) };
}
