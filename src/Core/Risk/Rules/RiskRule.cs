using System.Globalization;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk;

/// <summary>One thing that a limit can forbid: it measures an order against the limit, and says in a sentence what was beyond it.</summary>
internal abstract class RiskRule(string code, IReadOnlyList<LimitScope> scopes, params IReadOnlyList<LimitUnit> units)
{
    protected static readonly LimitScope[] Everywhere = [LimitScope.Account, LimitScope.Strategy, LimitScope.Symbol, LimitScope.Portfolio];
    protected static readonly LimitScope[] WithoutSymbol = [LimitScope.Account, LimitScope.Strategy, LimitScope.Portfolio];

    // So that a share of nothing is a large number, and not none.
    private const decimal LeastEquity = 0.01m;

    public string Code => code;

    public IReadOnlyList<LimitScope> Scopes => scopes;

    public IReadOnlyList<LimitUnit> Units => units;

    /// <summary>Whether it lets through whatever makes a position smaller.</summary>
    public virtual bool SparesReductions => true;

    /// <summary>What it must know of the other accounts of a portfolio.</summary>
    public virtual OfOthers Needs(LimitUnit unit) => OfOthers.Nothing;

    /// <summary>Of a rule that takes a share of the equity, and nothing else of others.</summary>
    protected static OfOthers EquityOnly(LimitUnit unit) => unit == LimitUnit.Percent ? OfOthers.Worth : OfOthers.Nothing;

    /// <summary>Null where the order does not concern it.</summary>
    public abstract Measure? Measured(OrderSight sight, Limit limit);

    public Refusal RefusalOf(OrderSight sight, Limit limit, in Measure measure) =>
        new(Code, $"{Told(sight, limit, Text(measure.WouldBe / measure.Scale, sight, limit.Unit))}; {Whose(limit)} {Allowed(sight, limit)}.");

    /// <summary>The first half of the sentence: what the order would make of it.</summary>
    protected abstract string Told(OrderSight sight, Limit limit, string wouldBe);

    /// <summary>The other half: "is 100 USD".</summary>
    protected virtual string Allowed(OrderSight sight, Limit limit) => $"is {Text(limit.Value, sight, limit.Unit)}";

    /// <summary>The part of the whole that a limit in per cent is about; the amount itself for one in money.</summary>
    protected static Measure Against(Limit limit, decimal now, decimal wouldBe, decimal whole) => limit.Unit == LimitUnit.Percent
        ? new(now, wouldBe, limit.Value * whole / 100m, Math.Max(whole, LeastEquity) / 100m)
        : new(now, wouldBe, limit.Value);

    protected static string Text(decimal value, OrderSight sight, LimitUnit unit) => unit switch
    {
        LimitUnit.Money => $"{Number(value)} {sight.Account.Currency}",
        LimitUnit.Percent => $"{Number(value)} %",
        LimitUnit.Times => $"{Number(value)} times the equity",
        LimitUnit.Seconds => $"{Number(value)} seconds",
        _ => Number(value),
    };

    protected static string OfEquity(Limit limit) => limit.Unit == LimitUnit.Percent ? " of equity" : "";

    private static string Number(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Whose(Limit limit)
    {
        var scope = limit.Scope.Word();
        return limit.ScopeId == Limit.Every ? $"the limit of every {scope}" : $"the limit of {scope} {limit.ScopeId}";
    }
}
