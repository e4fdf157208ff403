using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>Looks at the fields of a rule before anything else does: which belong to its kind, and what each can be. Pure; null means that nothing is wrong so far.</summary>
internal static class StopFieldCheck
{
    public const int UsualPeriod = 14;

    private const decimal MostMultiple = 100m;
    private const int MostPeriod = 1_000;
    private const int MostDays = 3_650;
    private const int MostSeconds = 366 * 86_400;

    public static TradingRefusal? FaultOf(StopRuleChange rule) =>
        FieldRules.IdFault("positionId", rule.PositionId)
        ?? (rule is { Kind: null, CloseAfterSeconds: null, CloseAt: null } ? FieldRules.No("kind", "A rule needs a kind of stop, or else closeAfterSeconds or closeAt.", EnumForms.NamesOf(typeof(StopKind))) : null)
        ?? FieldsFault(rule)
        ?? FieldRules.PriceFault("stopPrice", rule.StopPrice?.Value)
        ?? FieldRules.PercentFault("percent", rule.Percent)
        ?? FieldRules.PriceFault("amount", rule.Amount)
        ?? RangeFault(rule)
        ?? TimeFault(rule);

    public static TradingRefusal? FaultOf(PositionName position) => FieldRules.IdFault("positionId", position.PositionId);

    private static TradingRefusal? FieldsFault(StopRuleChange rule)
    {
        StopKind[] fix = [StopKind.Fixed], away = [StopKind.Fixed, StopKind.Trailing], range = [StopKind.Atr];
        return Belongs(rule, "stopPrice", rule.StopPrice is not null, fix)
            ?? Belongs(rule, "percent", rule.Percent is not null, away)
            ?? Belongs(rule, "amount", rule.Amount is not null, away)
            ?? Belongs(rule, "multiple", rule.Multiple is not null, range)
            ?? Belongs(rule, "period", rule.Period is not null, range)
            ?? Belongs(rule, "interval", rule.Interval is not null, range)
            ?? Belongs(rule, "isTrailing", rule.IsTrailing, range)
            ?? rule.Kind switch
            {
                StopKind.Fixed => OneFault("fixed", "stopPrice, percent or amount", "stopPrice", rule.StopPrice is not null, rule.Percent is not null, rule.Amount is not null),
                StopKind.Trailing => OneFault("trailing", "percent or amount", "percent", rule.Percent is not null, rule.Amount is not null),
                StopKind.Atr when rule.Multiple is null => FieldRules.No("multiple", "A rule of kind atr needs a multiple: how many average ranges away the stop lies."),
                _ => null,
            };
    }

    private static TradingRefusal? Belongs(StopRuleChange rule, string field, bool isGiven, StopKind[] owners)
    {
        if (!isGiven || (rule.Kind is { } kind && owners.Contains(kind))) return null;
        string[] names = [.. owners.Select(NameOf)];
        return FieldRules.No(field, $"{field} belongs to rules of kind {string.Join(" and ", names)}; this one {(rule.Kind is { } its ? $"is {NameOf(its)}" : "has no kind")}.", names);
    }

    private static TradingRefusal? OneFault(string kind, string fields, string first, params ReadOnlySpan<bool> given)
    {
        var count = 0;
        foreach (var one in given) count += one ? 1 : 0;
        return count == 1 ? null : FieldRules.No(first, $"A rule of kind {kind} has one of {fields}; {(count == 0 ? "none" : "more than one")} is given.");
    }

    private static TradingRefusal? RangeFault(StopRuleChange rule)
    {
        if (rule.Multiple is <= 0m or > MostMultiple) return FieldRules.No("multiple", $"multiple is {FieldRules.Text(rule.Multiple.Value)}; it is more than 0 and at most {MostMultiple}.");
        if (FieldRules.PlacesFault("multiple", rule.Multiple) is { } places) return places;
        if (rule.Period is < 1 or > MostPeriod) return FieldRules.No("period", $"period is {rule.Period}; it is 1 to {MostPeriod} bars.");
        if (rule.Interval is { Unit: IntervalUnit.Second }) return FieldRules.No("interval", $"interval is {rule.Interval}; bars of a minute and longer are averaged.", ["1m", "1h", "1d"]);

        var (period, interval) = (rule.Period ?? UsualPeriod, rule.Interval ?? Interval.OneDay);
        return period * interval.Length.ToDuration().TotalDays > MostDays ? FieldRules.No("period", $"{period} bars of {interval} are more than {MostDays} days.") : null;
    }

    private static TradingRefusal? TimeFault(StopRuleChange rule) =>
        rule is { CloseAfterSeconds: not null, CloseAt: not null } ? FieldRules.No("closeAt", "closeAfterSeconds and closeAt are both given; a position is closed once.")
        : rule.CloseAfterSeconds is < 1 or > MostSeconds ? FieldRules.No("closeAfterSeconds", $"closeAfterSeconds is {rule.CloseAfterSeconds}; it is 1 to {MostSeconds}.")
        : null;

    private static string NameOf(StopKind kind) => EnumForms.NamesOf(typeof(StopKind)).ElementAtOrDefault((int)kind) ?? "unknown";
}
