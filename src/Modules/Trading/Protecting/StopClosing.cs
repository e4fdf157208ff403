using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>Closes a position whose rule has come to its price or its time: frees what is tied up, and sells at the market what nobody else sells already.</summary>
internal sealed class StopClosing(ICourier courier, BrokerCapabilities can)
{
    public void Look(Step step, StopRule rule, Position position)
    {
        var state = step.State;
        foreach (var live in InTheWay(state, rule).ToArray()) StopOrders.Cancel(step, courier, rule, live);

        // A stop that is under way to its end may trade yet; so nothing is sold twice.
        var ours = StopOrders.Of(state, rule.Symbol).Where(live => live.Order.Side == rule.ExitSide).Sum(live => live.Order.Remaining.Value);
        var left = StopOrders.ClosableOf(state, position) - ours - StopOrders.ClosedByOthers(state, rule, onlyAtOnce: can.ReduceOnly);
        var quantity = position.Instrument.RoundDownToLot(left);
        if (quantity.Value == 0m || step.Now < rule.NextTry) return;

        var order = new NewOrder(null, rule.Symbol.ToString(), rule.ExitSide, OrderType.Market, quantity, ReduceOnly: can.ReduceOnly, Tag: StopOrders.Tag);
        Send(step, courier, rule, new(order, position.Instrument, OrderPurpose.Protect, IsEmergency: true));
    }

    /// <summary>Enters an order of a rule, and remembers it; a refusal is told and tried again later.</summary>
    public static void Send(Step step, ICourier courier, StopRule rule, Entry entry)
    {
        var entered = OrderEntry.Enter(step, courier, entry);
        if (entered.Refusal is { } refusal) StopKeeper.Refused(step, rule, entered.Orders.Count > 0 ? entered.Orders[0] : null, refusal.Message);
        else StopKeeper.Save(step, rule, rule.Row with { OrderNumber = entered.Orders[0].Number });
    }

    // Stops that were not reached; and, where the venue would let them turn the position, whatever else waits to close it. Exits of an entry that waits tie nothing up, and are all that will guard what it buys.
    private IEnumerable<LiveOrder> InTheWay(AccountState state, StopRule rule) => state.Open.Values.Where(live =>
        !live.CancelWanted && live.Order.Instrument.Symbol == rule.Symbol && live.Order.Terms is not MarketTerms
        && (StopOrders.IsOfRule(live) ? live.Order.Filled.Value == 0m : live.Order.Side == rule.ExitSide && !can.ReduceOnly && !live.WaitsForEntry));
}
