using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk.Sizing;

/// <summary>What a share of the equity buys at the price.</summary>
public sealed record PercentOfEquity(Percent Share) : SizingMethod
{
    public override SizingResult Size(SizingQuestion question) => Weighted(question, Share.Fraction);
}
