namespace AlgoTrendy.Core.Orders;

/// <summary>At once, at whatever price is there.</summary>
public sealed record MarketTerms : OrderTerms
{
    public static readonly MarketTerms Instance = new();

    private MarketTerms() { }
}
