using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk;

/// <summary>One limit: exactly at its value an order passes, beyond it none does.</summary>
/// <param name="ScopeId">The account, strategy, symbol or portfolio; <see cref="Every"/> is each of them by itself.</param>
public sealed record Limit(string Id, LimitScope Scope, string ScopeId, LimitRule Rule, decimal Value, LimitUnit Unit)
{
    public const string Every = "*";

    /// <summary>The per cent of equity that one trade may lose, where nothing else is said.</summary>
    public const decimal UsualRiskPerTrade = 5m;

    // Beyond this no product with an equity is sure to fit into a decimal.
    private const decimal LargestValue = 1e12m;

    private const decimal MinutesADay = 1_440m;

    public bool Enabled { get; init; } = true;

    /// <summary>The share of the value, as a fraction, from which people are warned; null: they are not.</summary>
    public decimal? WarnAt { get; init; }

    /// <summary>Of the rules that name symbols.</summary>
    public IReadOnlyList<Symbol> Symbols { get; init; } = [];

    /// <summary>Of the rule of trading hours; null: the instrument's own.</summary>
    public TradingCalendar? Hours { get; init; }

    /// <summary>Of the rule of risk per trade: whether an order without a stop counts, with all that it is worth. Null: it does; false: only what has a stop is judged.</summary>
    public bool? CountsWithoutStop { get; init; }

    /// <summary>The rule's code, as its refusals have it.</summary>
    public string Code => RuleBook.Of(Rule).Code;

    /// <summary>Why this is no limit, in a sentence; null: it is one.</summary>
    public string? Fault()
    {
        if (RuleBook.Find(Rule) is not { } rule) return $"Limit {Id} has no rule that there is.";
        if (!rule.Scopes.Contains(Scope)) return $"Limit {Id}: {rule.Code} is not counted by {Scope.Word()}; it can be by {rule.Scopes.Words()}.";
        if (!rule.Units.Contains(Unit)) return $"Limit {Id}: {rule.Code} is not counted in {Unit.Word()}; it can be in {rule.Units.Words()}.";
        if (Value > LargestValue || (Unit == LimitUnit.Minutes && Value > MinutesADay)) return $"Limit {Id} has the value {Value}, which nothing ever reaches; switch it off instead.";
        if (Value < 0m) return $"Limit {Id} has the value {Value}; the least is 0.";
        if (WarnAt is <= 0m or > 1m) return $"Limit {Id} warns at {WarnAt}; that is a fraction above 0, up to 1.";
        if (string.IsNullOrEmpty(ScopeId)) return $"Limit {Id} does not say whose it is; '{Every}' is everyone's.";
        return Scope == LimitScope.Symbol && ScopeId != Every && !Symbol.TryParse(ScopeId, out _) ? $"Limit {Id}: '{ScopeId}' is no symbol." : null;
    }
}
