using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Risk;

/// <summary>How an account, and each strategy in it, stands to the limits that are used without an order being judged: the gate itself is asked about an order for nothing.</summary>
internal static class Standings
{
    private static readonly HashSet<LimitRule> ByInstrument = [LimitRule.MaxPosition, LimitRule.MaxConcentration];

    private static readonly HashSet<LimitRule> OfAccount =
        [LimitRule.MaxGrossExposure, LimitRule.MaxNetExposure, LimitRule.MaxLeverage, LimitRule.MaxDailyLoss, LimitRule.MaxDrawdown, LimitRule.MaxOrdersPerMinute];

    public static bool AreOf(LimitRule rule) => ByInstrument.Contains(rule) || OfAccount.Contains(rule);

    public static IReadOnlyList<LimitStanding> Of(AccountState state, Instant64 now)
    {
        if (state.Watched is not { Items.Count: > 0 } limits || state.Live.Equity is null) return [];

        var found = new List<LimitStanding>();
        Add(null, Instruments(state, position => position.Quantity, now));
        if (!limits.Items.Any(limit => limit is { Enabled: true, Scope: LimitScope.Strategy })) return found;
        foreach (var strategy in state.Live.Watch.Strategies)
            Add(strategy, Instruments(state, position => state.Live.Watch.QuantityOf(strategy, state.Live.PlaceOf(position.Instrument.Symbol)), now));
        return found;

        void Add(string? strategy, IEnumerable<Instrument> instruments)
        {
            var seen = new HashSet<(string, Symbol?)>();
            foreach (var (symbol, use) in instruments.SelectMany(instrument => Uses(state, instrument, strategy, limits, now)))
            {
                var (limit, instrument) = (use.Limit, IsByInstrument(use.Limit) ? symbol : (Symbol?)null);
                if (limit.Scope == LimitScope.Strategy != strategy is not null || !seen.Add((limit.Id, instrument))) continue;
                found.Add(new(
                    state.Id, limit.Id, limit.Rule, instrument, limit.Value, limit.Unit, limit.WarnAt, LimitViews.Rounded(use.Now), LimitViews.Rounded(use.UsedNow), use.Now > limit.Value, StrategyId: strategy));
            }
        }
    }

    private static bool IsByInstrument(Limit limit) => ByInstrument.Contains(limit.Rule) || limit is { Rule: LimitRule.MaxOrdersPerMinute, Scope: LimitScope.Symbol };

    // What orders were sent for counts too. An account that has lost and holds nothing any more has still lost.
    private static IEnumerable<Instrument> Instruments(AccountState state, Func<Position, decimal> quantityOf, Instant64 now)
    {
        var priced = state.Live.Account.Positions.Where(position => state.Live.PriceOf(position.Instrument.Symbol) is not null).ToArray();
        var meant = priced.Where(position => quantityOf(position) != 0m || state.Live.Watch.OrdersOfLastMinute(now, state.Live.PlaceOf(position.Instrument.Symbol)) > 0).ToArray();
        return (meant.Length > 0 ? meant : [.. priced.Take(1)]).Select(position => position.Instrument);
    }

    private static IEnumerable<(Symbol Symbol, LimitUse Use)> Uses(AccountState state, Instrument instrument, string? strategy, RiskLimits limits, Instant64 now)
    {
        var order = new Order(new(0), OrderRequest.Market(instrument, OrderSide.Buy, Quantity.Zero), now);
        var sight = state.Live.Sight(instrument.Symbol, state.Waiting, now) with { Limits = new(limits, state.Live.Watch, state.Id, strategy) };
        return RiskGate.Assess(order, order.Terms, order.Quantity, in sight).Uses.Select(use => (instrument.Symbol, use));
    }
}
