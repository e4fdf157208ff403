using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>Which of an account's open orders belong to a rule, and how much of a position others are about to close. Nothing is remembered: after a restart the orders say it themselves.</summary>
internal static class StopOrders
{
    /// <summary>Orders of rules carry it; only the platform gives orders that protect.</summary>
    public const string Tag = "stop-rule";

    public static bool IsOfRule(LiveOrder live) => live is { Purpose: OrderPurpose.Protect, Order.Request.Tag: Tag };

    public static LiveOrder[] Of(AccountState state, Symbol symbol) => [.. state.Open.Values.Where(live => live.Order.Instrument.Symbol == symbol && IsOfRule(live))];

    /// <summary>Stops that the platform has put under the position other than by a rule: the rule takes their place.</summary>
    public static IEnumerable<LiveOrder> Predecessors(AccountState state, StopRule rule) => state.Open.Values.Where(live =>
        live is { Purpose: OrderPurpose.Protect, Order: { Group: null, Terms.WaitsForTrigger: true } } && live.Order.Instrument.Symbol == rule.Symbol && !IsOfRule(live));

    /// <summary>How much of the position other orders may yet close.</summary>
    /// <param name="onlyAtOnce">Only those that trade at once: where the venue lets an order only reduce, those that wait give way.</param>
    public static decimal ClosedByOthers(AccountState state, StopRule rule, bool onlyAtOnce) => ClosingOrders.TiedBy(state.Open.Values.Where(live => live.Order.Side == rule.ExitSide && live.Order.Instrument.Symbol == rule.Symbol && !IsOfRule(live) && (!onlyAtOnce || live.Order.Terms is MarketTerms)));

    /// <summary>Cancels an order for a rule, so that its end is no news to it.</summary>
    public static void Cancel(Step step, ICourier courier, StopRule rule, LiveOrder live)
    {
        if (rule.Row.OrderNumber == live.Number) StopKeeper.Save(step, rule, rule.Row with { OrderNumber = null });
        rule.Asked = null;
        OrderCourse.Cancel(step, courier, live);
    }

    /// <summary>What of a position can be sold, or bought back, in whole lots.</summary>
    public static decimal ClosableOf(AccountState state, Position position) => state.ClosableOf(position).Value;
}
