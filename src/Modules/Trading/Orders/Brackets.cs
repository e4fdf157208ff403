using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Exits of brackets at venues that know none: they are written down with their entry, and sent when it is over, for what it has filled.</summary>
internal static class Brackets
{
    /// <summary>An order of a group is over: what waited for it is sent, or ends.</summary>
    public static void Follow(Step step, ICourier courier, LiveOrder entry)
    {
        if (entry.Order is not { IsOver: true, Group: { Type: OrderGroupType.Bracket, Entry: null } }) return;

        var exits = step.State.Open.Values.Where(live => live.WaitsForEntry && live.Order.Group!.Entry!.Id == entry.Order.Id).ToArray();
        if (exits.Length == 0) return;
        if (entry.Order.Filled.Value == 0m)
        {
            foreach (var exit in exits) step.Move(exit, new OrderState.Cancelled(new(RefusalCodes.EntryEnded, "The entry that it belongs to ended without a fill.")));
            return;
        }

        Send(step, courier, [.. exits.Select(exit => Sized(step, exit, entry.Order.Filled))]);
    }

    private static LiveOrder Sized(Step step, LiveOrder exit, Quantity quantity)
    {
        if (exit.Order.Quantity == quantity) return exit;
        var sized = (exit.ToRow() with { Quantity = quantity.Value, Version = exit.Version + 1 }).ToLive(exit.Order.Instrument, exit.Order.Group!.Entry);
        step.State.Close(exit);
        step.State.Add(sized);
        return sized;
    }

    private static void Send(Step step, ICourier courier, LiveOrder[] exits)
    {
        var approved = new Dictionary<LiveOrder, ApprovedOrder>();
        foreach (var exit in exits)
        {
            var order = exit.Order;
            var sight = Gate.SightOf(step, order.Instrument.Symbol, exit.StrategyId, exit.PortfolioId, isEmergency: true);
            if (RiskGate.Judge(order, order.Terms, order.Quantity, in sight, out var one) is { } refusal)
            {
                step.Move(exit, OrderState.PendingRisk);
                step.Move(exit, new OrderState.Rejected(refusal));
                step.Alert("exit-refused", $"{exit.OrderId} should have protected what {exit.Order.Group!.Entry!.Id} bought, and was refused: {refusal.Message}", exit);
                continue;
            }

            approved.Add(exit, one);
            step.Move(exit, OrderState.PendingRisk);
            step.Move(exit, OrderState.Submitting);
        }

        if (approved.Count == 2 && exits.FirstOrDefault(exit => exit.Order.Terms is LimitTerms) is { } target && exits.FirstOrDefault(exit => exit != target) is { } stop)
            step.After(() => courier.PlaceOco(target, stop, approved[target], approved[stop]));
        else
            foreach (var (exit, one) in approved) step.After(() => courier.Place(exit, one));
    }
}
