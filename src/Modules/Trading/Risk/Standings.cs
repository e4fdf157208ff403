using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Risk;

/// <summary>How an account stands to the limits that prices alone can break: the gate itself is asked about an order for nothing.</summary>
internal static class Standings
{
    private static readonly HashSet<LimitRule> ByInstrument = [LimitRule.MaxPosition, LimitRule.MaxConcentration];
    private static readonly HashSet<LimitRule> OfAccount = [LimitRule.MaxGrossExposure, LimitRule.MaxNetExposure, LimitRule.MaxLeverage, LimitRule.MaxDailyLoss, LimitRule.MaxDrawdown];

    public static bool AreOf(LimitRule rule) => ByInstrument.Contains(rule) || OfAccount.Contains(rule);

    public static IReadOnlyList<LimitStanding> Of(AccountState state, Instant64 now)
    {
        if (state.Watched is not { Items.Count: > 0 } limits || state.Live.Equity is null) return [];

        var (found, seen) = (new List<LimitStanding>(), new HashSet<(string, Symbol?)>());
        foreach (var use in Instruments(state).SelectMany(instrument => Uses(state, instrument, limits, now)))
        {
            var (limit, instrument) = (use.Use.Limit, ByInstrument.Contains(use.Use.Limit.Rule) ? use.Symbol : (Symbol?)null);
            if (seen.Add((limit.Id, instrument)))
                found.Add(new(state.Id, limit.Id, limit.Rule, instrument, limit.Value, limit.Unit, limit.WarnAt, LimitViews.Rounded(use.Use.Now), LimitViews.Rounded(use.Use.UsedNow), use.Use.Now > limit.Value));
        }

        return found;
    }

    // An account that has lost and holds nothing any more has still lost.
    private static IEnumerable<Instrument> Instruments(AccountState state)
    {
        var priced = state.Live.Account.Positions.Where(position => state.Live.PriceOf(position.Instrument.Symbol) is not null).ToArray();
        var held = priced.Where(position => !position.IsFlat).ToArray();
        return (held.Length > 0 ? held : [.. priced.Take(1)]).Select(position => position.Instrument);
    }

    private static IEnumerable<(Symbol Symbol, LimitUse Use)> Uses(AccountState state, Instrument instrument, RiskLimits limits, Instant64 now)
    {
        var order = new Order(new(0), OrderRequest.Market(instrument, OrderSide.Buy, Quantity.Zero), now);
        var sight = state.Live.Sight(instrument.Symbol, state.Waiting, now) with { Limits = new(limits, state.Live.Watch, state.Id) };
        return RiskGate.Assess(order, order.Terms, order.Quantity, in sight).Uses.Select(use => (instrument.Symbol, use));
    }
}
