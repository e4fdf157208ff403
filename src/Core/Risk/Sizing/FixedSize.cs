using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk.Sizing;

/// <summary>Always the same quantity.</summary>
public sealed record FixedSize(Quantity Quantity) : SizingMethod
{
    public override SizingResult Size(SizingQuestion question) => Rounded(question, Quantity.Value);
}
