using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk;

/// <summary>Asks every limit that concerns an order. One walk for verdict and preview, so that they cannot differ.</summary>
internal static class LimitCheck
{
    /// <summary>The first refusal.</summary>
    /// <param name="uses">Filled with what every limit says; null: the walk ends at the first refusal.</param>
    public static Refusal? FirstOf(Order order, OrderTerms terms, Quantity quantity, in GateSight sight, Price price, List<LimitUse>? uses)
    {
        if (sight.Limits is not { } asked) return null;
        var reduces = Reduction.IsOf(order, quantity, in sight);
        if (reduces && sight.IsEmergency) return null;
        if (asked.Limits is not { } limits) return reduces ? null : new(RefusalCodes.NoLimits, $"Account {asked.Account} has no limits, so only what makes a position smaller passes.");
        if (!reduces && limits.IsStaleAt(sight.Now)) return new(RefusalCodes.StaleLimits, $"The limits of account {asked.Account}, version {limits.Version}, were valid until {limits.ValidUntil}; only what makes a position smaller passes.");

        Refusal? first = null;
        var seen = new OrderSight(order, terms, quantity, in sight, asked, price, reduces);
        foreach (ref readonly var active in limits.Active.AsSpan())
        {
            if (active.Limit.Scope == LimitScope.Portfolio)
            {
                foreach (var portfolio in seen.Portfolios)
                {
                    if (!Concerns(in active, portfolio)) continue;
                    seen.Portfolio = portfolio;
                    var refusal = RefusalOf(in active, seen, uses);
                    first ??= refusal;
                }
            }
            else if (Concerns(in active, seen))
            {
                var refusal = RefusalOf(in active, seen, uses);
                first ??= refusal;
            }

            if (first is not null && uses is null) return first;
        }

        return first;
    }

    /// <summary>What limits on the risk of a trade say to another stop for an entry that waits. They are asked although stale: the entry may still trade. A stop that loses no more than the one there is passes; none passes where the limit does not count orders without.</summary>
    /// <param name="before">The entry as it was approved.</param>
    /// <param name="after">With what would become of the stop.</param>
    public static Refusal? OfStop(OrderSight before, OrderSight after)
    {
        if (after.Names.Limits is not { } limits) return null;
        foreach (ref readonly var active in limits.Active.AsSpan())
        {
            if (active.Limit.Rule != LimitRule.MaxRiskPerTrade) continue;
            if (active.Limit.Scope == LimitScope.Portfolio)
            {
                foreach (var portfolio in after.Portfolios)
                {
                    if (!Concerns(in active, portfolio)) continue;
                    before.Portfolio = after.Portfolio = portfolio;
                    if (OfStop(in active, before, after) is { } refusal) return refusal;
                }
            }
            else if (Concerns(in active, after) && OfStop(in active, before, after) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static Refusal? OfStop(in ActiveLimit active, OrderSight before, OrderSight after)
    {
        if (after.Reduces(active.Limit.Scope) || active.Rule.Measured(after, active.Limit) is not { } measure) return null;
        if (active.Rule.Measured(before, active.Limit) is { } was && measure.WouldBe <= was.WouldBe) return null;
        if (UnknownTo(in active, after) is { } unknown) return unknown;
        return measure.WouldBe <= measure.Most ? null : active.Rule.RefusalOf(after, active.Limit, in measure);
    }

    private static Refusal? RefusalOf(in ActiveLimit active, OrderSight seen, List<LimitUse>? uses)
    {
        var spared = active.Rule.SparesReductions && seen.Reduces(active.Limit.Scope);
        if (spared && uses is null) return null;
        // A rule that spares nothing is asked of what reduces too, by what is known.
        if (!spared && UnknownTo(in active, seen) is { } unknown && !seen.Reduces(LimitScope.Portfolio))
        {
            uses?.Add(new(active.Limit, active.Rule.Code, 0m, 1m, 0m, 1m, unknown));
            return unknown;
        }

        if (active.Rule.Measured(seen, active.Limit) is not { } measure) return null;
        var refusal = spared || measure.WouldBe <= measure.Most ? null : active.Rule.RefusalOf(seen, active.Limit, in measure);
        uses?.Add(new(active.Limit, active.Rule.Code, measure.Now / measure.Scale, measure.WouldBe / measure.Scale, measure.UsedNow, measure.Used, refusal));
        return refusal;
    }

    private static Refusal? UnknownTo(in ActiveLimit active, OrderSight seen) =>
        active.Limit.Scope == LimitScope.Portfolio && seen.PortfolioFault(active.Rule.Needs(active.Limit.Unit)) is { } fault
            ? new(RefusalCodes.PortfolioUnknown, $"{fault}; only what makes a position smaller passes limit {active.Limit.Id}.")
            : null;

    /// <param name="portfolio">Null: nobody has told yet which there are.</param>
    private static bool Concerns(in ActiveLimit active, PortfolioMembership? portfolio) =>
        portfolio is null ? active.Rule.Needs(active.Limit.Unit) != OfOthers.Nothing : Is(active.Limit.ScopeId, portfolio.Portfolio);

    private static bool Concerns(in ActiveLimit active, OrderSight seen) => active.Limit.Scope switch
    {
        LimitScope.Account => Is(active.Limit.ScopeId, seen.Names.Account),
        LimitScope.Strategy => Is(active.Limit.ScopeId, seen.Names.Strategy),
        _ => active.Symbol is not { } symbol || symbol == seen.Instrument.Symbol,
    };

    private static bool Is(string wanted, string? name) => name is not null && (wanted == Limit.Every || wanted == name);
}
