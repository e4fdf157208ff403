namespace AlgoTrendy.Core.Orders;

/// <summary>At what price an order may trade: a closed set, one record an order type, each with only what that type needs.</summary>
public abstract record OrderTerms
{
    private protected OrderTerms() { }
}

/// <summary>At once, at whatever price is there.</summary>
public sealed record MarketTerms : OrderTerms
{
    public static readonly MarketTerms Instance = new();

    private MarketTerms() { }
}
