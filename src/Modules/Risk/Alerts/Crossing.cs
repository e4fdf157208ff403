using System.Globalization;
using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;

namespace AlgoTrendy.Modules.Risk.Alerts;

/// <summary>When a limit is crossed, in which words, and which event tells it.</summary>
internal static class Crossing
{
    // Back across by a twentieth before it can be crossed again: what trembles at the line is told once.
    private const decimal Back = 0.95m;

    /// <param name="before">What was told last; null: nothing.</param>
    public static RiskLevel? LevelOf(LimitStanding standing, RiskLevel? before)
    {
        if (standing.IsBroken || (before == RiskLevel.Breach && standing.Used > Back)) return RiskLevel.Breach;
        if (standing.WarnAt is not { } warnAt) return null;
        return standing.Used >= warnAt || (before is not null && standing.Used > warnAt * Back) ? RiskLevel.Warning : null;
    }

    public static string Words(LimitStanding standing, RiskLevel level)
    {
        var (now, value) = (Text(standing.Now), Text(standing.Value));
        var owner = standing.PortfolioId is { } portfolio ? $"portfolio {portfolio}" : standing.StrategyId is { } strategy ? $"strategy {strategy} in account {standing.AccountId}" : $"account {standing.AccountId}";
        var whose = standing.Symbol is { } symbol ? $"{symbol} in {owner}" : $"{char.ToUpperInvariant(owner[0])}{owner[1..]}";
        return level == RiskLevel.Breach
            ? $"{whose} is at {now}, beyond the {value} of limit {standing.LimitId} ({standing.Unit.Word()})."
            : $"{whose} is at {now} of the {value} of limit {standing.LimitId} ({standing.Unit.Word()}).";
    }

    public static void Tell(Writing writing, RiskAlert alert)
    {
        var key = alert.PortfolioId ?? alert.AccountId!;
        switch (alert)
        {
            case { Level: RiskLevel.Breach, Rule: LimitRule.MaxPosition or LimitRule.MaxConcentration }:
                writing.Tell(key, new PositionLimitExceeded(alert));
                break;
            case { Level: RiskLevel.Breach, Rule: LimitRule.MaxGrossExposure or LimitRule.MaxNetExposure or LimitRule.MaxLeverage }:
                writing.Tell(key, new PortfolioRiskAlert(alert));
                break;
            default:
                writing.Tell(key, new RiskThresholdBreached(alert));
                break;
        }
    }

    private static string Text(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
