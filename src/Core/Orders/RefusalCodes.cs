namespace AlgoTrendy.Core.Orders;

/// <summary>The stable codes of refusals and of orders that ended early, for programs to act on.</summary>
public static class RefusalCodes
{
    public const string BelowMinimumNotional = "below-minimum-notional";
    public const string BelowMinimumQuantity = "below-minimum-quantity";
    public const string Cancelled = "cancelled";
    public const string DataGap = "data-gap";
    public const string InsufficientBuyingPower = "insufficient-buying-power";
    public const string InsufficientCash = "insufficient-cash";
    public const string NoPrice = "no-price";
    public const string OffLot = "off-lot";
    public const string QuantityZero = "quantity-zero";
}
