namespace AlgoTrendy.Core.Orders;

/// <summary>The stable codes of refusals and of orders that ended early, for programs to act on.</summary>
public static class RefusalCodes
{
    public const string BadTerms = "bad-terms";
    public const string BelowMinimumNotional = "below-minimum-notional";
    public const string BelowMinimumQuantity = "below-minimum-quantity";
    public const string Cancelled = "cancelled";
    public const string DataGap = "data-gap";
    public const string Delisted = "delisted";
    public const string EntryEnded = "entry-ended";
    public const string Expired = "expired";
    public const string FillOrKill = "fill-or-kill";
    public const string ImmediateOrCancel = "immediate-or-cancel";
    public const string InsufficientCash = "insufficient-cash";
    public const string InsufficientBuyingPower = "insufficient-buying-power";
    public const string MarginCall = "margin-call";
    public const string NoPrice = "no-price";
    public const string NotOpen = "order-not-open";
    public const string NothingToReduce = "nothing-to-reduce";
    public const string OffLot = "off-lot";
    public const string OffTick = "off-tick";
    public const string OtherOfGroup = "other-of-group";
    public const string PostOnly = "post-only";
    public const string QuantityZero = "quantity-zero";
    public const string ShortNotAllowed = "short-not-allowed";
}
