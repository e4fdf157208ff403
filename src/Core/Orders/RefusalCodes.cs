namespace AlgoTrendy.Core.Orders;

/// <summary>The stable codes of refusals and of orders that ended early, for programs to act on.</summary>
public static class RefusalCodes
{
    public const string AllowedSymbols = "allowed-symbols";
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
    public const string InsufficientBuyingPower = "insufficient-buying-power";
    public const string InsufficientCash = "insufficient-cash";
    public const string MarginCall = "margin-call";
    public const string MaxConcentration = "max-concentration";
    public const string MaxDailyLoss = "max-daily-loss";
    public const string MaxDrawdown = "max-drawdown";
    public const string MaxGrossExposure = "max-gross-exposure";
    public const string MaxLeverage = "max-leverage";
    public const string MaxNetExposure = "max-net-exposure";
    public const string MaxOrderQuantity = "max-order-quantity";
    public const string MaxOrderValue = "max-order-value";
    public const string MaxOrdersPerMinute = "max-orders-per-minute";
    public const string MaxPosition = "max-position";
    public const string MaxRiskPerTrade = "max-risk-per-trade";
    public const string NoEdge = "no-edge";
    public const string NoEquity = "no-equity";
    public const string NoLimits = "no-limits";
    public const string NoPrice = "no-price";
    public const string NoStop = "no-stop";
    public const string NoVolatility = "no-volatility";
    public const string NotOpen = "order-not-open";
    public const string NothingToReduce = "nothing-to-reduce";
    public const string OffLot = "off-lot";
    public const string OffTick = "off-tick";
    public const string OtherOfGroup = "other-of-group";
    public const string PatternDayTrader = "pattern-day-trader";
    public const string PortfolioUnknown = "portfolio-unknown";
    public const string PostOnly = "post-only";
    public const string PriceCollar = "price-collar";
    public const string QuantityZero = "quantity-zero";
    public const string ReduceOnly = "reduce-only";
    public const string RestrictedSymbols = "restricted-symbols";
    public const string SelfTrade = "self-trade";
    public const string ShortNotAllowed = "short-not-allowed";
    public const string StaleLimits = "stale-limits";
    public const string StalePrice = "stale-price";
    public const string TradingHalted = "trading-halted";
    public const string TradingHours = "trading-hours";
}
