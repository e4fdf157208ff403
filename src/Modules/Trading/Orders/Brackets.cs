using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Protecting;

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

        Send(step, courier, [.. exits.Select(exit => Sized(step, exit, Held(step, entry)))]);
    }

    // A fee in the coin that was bought leaves less of it to sell, and other exits less of that. Where they leave nothing, the venue has the word.
    private static Quantity Held(Step step, LiveOrder entry)
    {
        var filled = entry.Order.Filled;
        if (entry.Order.Side == OrderSide.Sell || step.State.Live.PositionOf(entry.Order.Instrument.Symbol) is not { IsFlat: false } held) return filled;
        return ClosingOrders.UntiedOf(step.State, held, entry.Order.Group) is { Value: > 0m } left && left < filled ? left : filled;
    }

    /// <summary>Whether it is an exit that guards what its entry has bought.</summary>
    public static bool IsNeeded(LiveOrder live) => live is { CancelWanted: false, Order.Group.Entry: { IsOver: true, Filled.Value: > 0m } };

    /// <summary>An exit was written down and never came to the venue: it is sent under a number of its own, as no name is used twice. One request carries both, so that both are missing.</summary>
    public static void SendAnew(Step step, ICourier courier, LiveOrder exit)
    {
        var entry = exit.Order.Group!.Entry;
        var lost = step.State.Open.Values.Where(live => live.Order.Group?.Entry == entry && live is { VenueId: null, CancelWanted: false, Order.Status: OrderStatus.Unknown }).ToArray();
        foreach (var one in lost) step.Move(one, new OrderState.Rejected(new(VenueAnswers.NotAtVenue, "It never came to the venue, which was asked twice; another is sent.")));
        Send(step, courier, [.. lost.Select(one => Renewed(step, one, one.Order.Terms))]);
    }

    /// <summary>Sends exits that the venue has refused before and that are due again; those that nothing is left for, or that others have taken the place of, end.</summary>
    public static void SendDue(Step step, ICourier courier)
    {
        var tick = Environment.TickCount64;
        var due = step.State.Open.Values.Where(live => live.WaitsForEntry && IsNeeded(live) && live.SendAt <= tick).ToArray();
        foreach (var exits in due.GroupBy(live => live.Order.Group!.Entry!))
        {
            if (step.State.Live.PositionOf(exits.Key.Instrument.Symbol) is not { IsFlat: false } position || step.State.ClosableOf(position).Value == 0m) EndAll(step, exits, "What it was to guard is closed.");
            else if (ProtectionWatch.IsProtected(step.State, position)) EndAll(step, exits, "Other stops guard the position by now.");
            // While others tie all of it up, or close it, they wait.
            else if (ClosingOrders.UntiedOf(step.State, position, exits.Key.Group) is { Value: > 0m } left) Send(step, courier, [.. exits.Select(exit => Sized(step, exit, exit.Order.Quantity < left ? exit.Order.Quantity : left))]);
        }
    }

    /// <summary>The same under a number of its own, written down and not sent.</summary>
    public static LiveOrder Renewed(Step step, LiveOrder old, OrderTerms terms, int refusals = 0, long sendAt = 0)
    {
        var number = step.NextNumber();
        var order = old.Order;
        var live = new LiveOrder(old.AccountId, new(new(number), order.Request with { Quantity = order.Quantity, Terms = terms }, step.Now, order.Group), Names.ClientId(old.AccountId, number, 0))
        {
            Purpose = old.Purpose,
            PortfolioId = old.PortfolioId,
            StrategyId = old.StrategyId,
            Refusals = refusals,
            SendAt = sendAt,
        };
        step.Create(live);
        return live;
    }

    private static void EndAll(Step step, IEnumerable<LiveOrder> exits, string why)
    {
        foreach (var exit in exits.ToArray()) step.Move(exit, new OrderState.Cancelled(new(RefusalCodes.Cancelled, why)));
    }

    private static LiveOrder Sized(Step step, LiveOrder exit, Quantity quantity)
    {
        if (exit.Order.Quantity == quantity) return exit;
        // Changed once, so that all of it is written.
        var sized = (exit.ToRow() with { Quantity = quantity.Value, Version = exit.Version + 1 }).ToLive(exit.Order.Instrument, exit.Order.Group!.Entry);
        step.State.Exchange(exit, sized);
        return sized;
    }

    public static void Send(Step step, ICourier courier, LiveOrder[] exits)
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
                step.Alert("exit-refused", $"{exit.OrderId} should have protected what {Names.OrderId(exit.AccountId, exit.Order.Group!.Entry!.Id.Value)} bought, and was refused: {refusal.Message}", exit);
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
