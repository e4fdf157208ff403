using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Looks at the fields of what is done to a position. Pure; null means that nothing is wrong so far.</summary>
internal static class PositionFieldCheck
{
    public static TradingRefusal? FaultOf(PositionClose close) =>
        FieldRules.IdFault("positionId", close.PositionId)
        ?? FieldRules.QuantityFault("quantity", close.Quantity?.Value)
        ?? LotCheck.FaultOf(close.Lots)
        ?? FieldRules.KeyFault(close.IdempotencyKey)
        ?? FieldRules.WaitFault(close.WaitMs);

    public static TradingRefusal? FaultOf(PositionProtection protection)
    {
        var trails = protection.TrailAmount is not null || protection.TrailPercent is not null;
        return FieldRules.IdFault("positionId", protection.PositionId)
            ?? (protection.StopPrice is null && !trails ? FieldRules.No("stopPrice", "A protection needs a stopPrice, or else a trailAmount or trailPercent.") : null)
            ?? (protection.StopPrice is not null && trails ? FieldRules.No("stopPrice", "A protection has a stopPrice or a trailing distance, not both.") : null)
            ?? FieldRules.PriceFault("stopPrice", protection.StopPrice?.Value)
            ?? OrderFieldCheck.DistanceFault("", protection.TrailAmount, protection.TrailPercent)
            ?? FieldRules.KeyFault(protection.IdempotencyKey)
            ?? FieldRules.WaitFault(protection.WaitMs);
    }

    public static TradingRefusal? FaultOf(FlattenRequest flatten) => FieldRules.AccountFault(flatten.AccountId) ?? FieldRules.WaitFault(flatten.WaitMs);

    public static TradingRefusal? FaultOf(TradingModeChange change) => FieldRules.AccountFault(change.AccountId) ?? FieldRules.TextFault("reason", change.Reason, FieldRules.LongestTag);
}
