namespace AlgoTrendy.Core.Risk;

/// <summary>What a limit forbids. docs/risk.md has them in one table; each is a file under Rules.</summary>
public enum LimitRule
{
    MaxOrderValue,
    MaxOrderQuantity,
    PriceCollar,
    MaxPosition,
    MaxGrossExposure,
    MaxNetExposure,
    MaxLeverage,
    MaxConcentration,
    MaxOrdersPerMinute,
    MaxDailyLoss,
    MaxDrawdown,
    TradingHours,
    AllowedSymbols,
    RestrictedSymbols,
    SelfTrade,
    PatternDayTrader,
    StalePrice,
    MaxRiskPerTrade,
}
