using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Risk;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Risk.Doors;

/// <summary>A limit as it is asked for.</summary>
/// <param name="LimitId">Small letters, digits, '-' or '.'.</param>
/// <param name="Value">Of every unit but none.</param>
/// <param name="ScopeId">The account, strategy, symbol or portfolio; '*': each by itself.</param>
/// <param name="WarnAt">The fraction of the value from which people are warned.</param>
/// <param name="Symbols">Of the rules that name symbols.</param>
/// <param name="Hours">Of the rule of trading hours; left out: the instrument's own.</param>
/// <param name="CountsWithoutStop">Of the rule of risk per trade: whether an order without a stop counts, with all that it is worth; left out: it does. False: only what has a stop is judged.</param>
internal sealed record LimitBody(
    string LimitId,
    LimitScope Scope,
    LimitRule Rule,
    LimitUnit Unit,
    decimal? Value = null,
    string ScopeId = Limit.Every,
    bool Enabled = true,
    decimal? WarnAt = null,
    IReadOnlyList<Symbol>? Symbols = null,
    TradingCalendar? Hours = null,
    bool? CountsWithoutStop = null)
{
    /// <summary>Nothing is no number: a limit of 0 forbids at once.</summary>
    /// <param name="at">Where its fields are: items[0]. with its point, or nothing.</param>
    public RiskRefusal? Fault(string at) => Value is null && Unit != LimitUnit.None ? Fields.No(at + "value", "A limit has a value, unless its unit is none.") : null;

    public Limit ToLimit() => new(LimitId, Scope, ScopeId, Rule, Value ?? 0m, Unit) { Enabled = Enabled, WarnAt = WarnAt, Symbols = Symbols ?? [], Hours = Hours, CountsWithoutStop = CountsWithoutStop };
}

/// <param name="Items">All limits that there are to be.</param>
/// <param name="OnBreach">What an account may do once a limit on losses is broken: reduceOnly, halted, or normal (people are alerted alone). Left out: as it is.</param>
internal sealed record LimitsBody(IReadOnlyList<LimitBody> Items, TradingMode? OnBreach = null, string? Note = null);

/// <summary>A limit as it is shown.</summary>
/// <param name="CountsWithoutStop">Null: the rule asks for no stop.</param>
/// <param name="Used">The largest share of it that an account, portfolio or strategy uses now; null: only an order can use it, or trading cannot be asked.</param>
internal sealed record LimitView(
    string LimitId,
    LimitScope Scope,
    string ScopeId,
    LimitRule Rule,
    decimal Value,
    LimitUnit Unit,
    bool Enabled,
    decimal? WarnAt,
    IReadOnlyList<Symbol> Symbols,
    TradingCalendar? Hours,
    bool? CountsWithoutStop,
    decimal? Used)
{
    public static LimitView Of(Limit limit, decimal? used) => new(
        limit.Id, limit.Scope, limit.ScopeId, limit.Rule, limit.Value, limit.Unit, limit.Enabled, limit.WarnAt, limit.Symbols, limit.Hours, limit.Rule == LimitRule.MaxRiskPerTrade ? limit.CountsWithoutStop ?? true : null, used);
}

/// <summary>One version of the limits; they are few, so that all fit one page.</summary>
/// <param name="InForce">Whether trading has said that it judges by them, and they are not stale there since.</param>
internal sealed record LimitsView(long Version, Instant64 At, string By, string? Note, TradingMode OnBreach, bool InForce, IReadOnlyList<LimitView> Items, string? NextCursor);
