namespace AlgoTrendy.Core.Markets;

/// <summary>Where an order rests: those that would buy, or those that would sell.</summary>
public enum BookSide
{
    Bid,
    Ask,
}
