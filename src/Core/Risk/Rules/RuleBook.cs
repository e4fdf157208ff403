using AlgoTrendy.Core.Risk.Rules;

namespace AlgoTrendy.Core.Risk;

/// <summary>The rule behind each name.</summary>
internal static class RuleBook
{
    private static readonly Dictionary<LimitRule, RiskRule> Rules = new()
    {
        [LimitRule.MaxOrderValue] = new MaxOrderValue(),
        [LimitRule.MaxOrderQuantity] = new MaxOrderQuantity(),
        [LimitRule.PriceCollar] = new PriceCollar(),
        [LimitRule.MaxPosition] = new MaxPosition(),
        [LimitRule.MaxGrossExposure] = new MaxGrossExposure(),
        [LimitRule.MaxNetExposure] = new MaxNetExposure(),
        [LimitRule.MaxLeverage] = new MaxLeverage(),
        [LimitRule.MaxConcentration] = new MaxConcentration(),
        [LimitRule.MaxOrdersPerMinute] = new MaxOrdersPerMinute(),
        [LimitRule.MaxDailyLoss] = new MaxDailyLoss(),
        [LimitRule.MaxDrawdown] = new MaxDrawdown(),
        [LimitRule.TradingHours] = new WithinTradingHours(),
        [LimitRule.AllowedSymbols] = new AllowedSymbols(),
        [LimitRule.RestrictedSymbols] = new RestrictedSymbols(),
        [LimitRule.SelfTrade] = new SelfTrade(),
        [LimitRule.PatternDayTrader] = new PatternDayTrader(),
        [LimitRule.StalePrice] = new StalePrice(),
        [LimitRule.MaxRiskPerTrade] = new MaxRiskPerTrade(),
    };

    public static RiskRule Of(LimitRule rule) => Rules[rule];

    public static RiskRule? Find(LimitRule rule) => Rules.GetValueOrDefault(rule);
}
