using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Core.Risk;

namespace AlgoTrendy.Modules.Risk.Limits;

/// <summary>Looks at the fields of limits before anything else does. Pure; null means that nothing is wrong.</summary>
internal static class LimitFieldCheck
{
    public const int MostLimits = 500;
    private const int MostSymbols = 1_000;
    private const decimal MostValue = 1e12m;

    public static RiskRefusal? FaultOf(LimitsChange change) =>
        Fields.TextFault("note", change.Note, Fields.LongestText)
        ?? FaultOf(change.All, PlaceIn(change))
        ?? FaultOf(change.Set, PlaceIn(change))
        ?? change.Remove?.Select(id => Fields.IdFault("limitId", id)).FirstOrDefault(fault => fault is not null);

    /// <summary>Where the fields of a limit are, by its number: items[0]. with its point; of one alone, nothing.</summary>
    public static Func<int, string> PlaceIn(LimitsChange change) => change is { All: null, Set.Count: 1 } ? _ => "" : index => $"items[{index}].";

    private static RiskRefusal? FaultOf(IReadOnlyList<Limit>? limits, Func<int, string> at)
    {
        if (limits is null) return null;
        if (limits.Count > MostLimits) return Fields.No("items", $"{limits.Count} limits are given; at most {MostLimits} are kept.");
        if (limits.GroupBy(limit => limit.Id).FirstOrDefault(same => same.Count() > 1) is { } twice) return Fields.No("items", $"Limit {twice.Key} is there twice.");
        return limits.Select((limit, index) => FaultOf(limit, at(index))).FirstOrDefault(fault => fault is not null);
    }

    private static RiskRefusal? FaultOf(Limit limit, string at) =>
        Fields.IdFault(at + "limitId", limit.Id)
        ?? Fields.TextFault(at + "scopeId", limit.ScopeId, Fields.LongestText)
        ?? Fields.NumberFault(at + "value", limit.Value, MostValue)
        ?? (limit.WarnAt is { } warnAt ? Fields.PlacesFault(at + "warnAt", warnAt) : null)
        ?? (limit.Symbols.Count > MostSymbols ? Fields.No(at + "symbols", $"At most {MostSymbols} symbols fit a limit.") : null)
        ?? Stray(limit, at)
        ?? (limit.Fault() is { } fault ? Fields.No(at + FieldOf(limit), fault) : null)
        ?? (limit is { Rule: LimitRule.AllowedSymbols or LimitRule.RestrictedSymbols, Symbols.Count: 0 } ? Fields.No(at + "symbols", $"{limit.Code} names at least one symbol.") : null);

    // Whoever gives what the rule does not read means something else than what would be kept.
    private static RiskRefusal? Stray(Limit limit, string at) =>
        limit is { Rule: not (LimitRule.AllowedSymbols or LimitRule.RestrictedSymbols), Symbols.Count: > 0 } ? Fields.No(at + "symbols", $"{limit.Code} names no symbols; allowed-symbols and restricted-symbols do.")
        : limit is { Rule: not LimitRule.TradingHours, Hours: not null } ? Fields.No(at + "hours", $"{limit.Code} has no hours; trading-hours has.")
        : limit is { Rule: not LimitRule.MaxRiskPerTrade, CountsWithoutStop: not null } ? Fields.No(at + "countsWithoutStop", $"{limit.Code} asks for no stop, so countsWithoutStop says nothing; max-risk-per-trade has it.")
        : limit is { Unit: LimitUnit.None, Value: not 0m } ? Fields.No(at + "value", "A limit in unit none only forbids: leave value out.")
        : limit is { Unit: LimitUnit.Count } && decimal.Truncate(limit.Value) != limit.Value ? Fields.No(at + "value", $"value is {Fields.Text(limit.Value)}; {limit.Code} counts whole ones.")
        : null;

    /// <summary>The field without whose fault it would be a limit.</summary>
    private static string FieldOf(Limit limit) =>
        (limit with { Value = 0m }).Fault() is null ? "value"
        : (limit with { WarnAt = null }).Fault() is null ? "warnAt"
        : (limit with { ScopeId = Limit.Every }).Fault() is null ? "scopeId"
        : Enum.GetValues<LimitUnit>().Any(unit => (limit with { Unit = unit }).Fault() is null) ? "unit"
        : Enum.GetValues<LimitScope>().Any(scope => (limit with { Scope = scope }).Fault() is null) ? "scope"
        : "rule";
}
