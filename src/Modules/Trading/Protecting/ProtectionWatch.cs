using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>Sees that no position stays longer than its account wants without a stop that rests at the venue: alerts, and protects or closes.</summary>
internal sealed class ProtectionWatch(ICourier courier)
{
    private const decimal UsualDistancePercent = 5m;

    public void Look(Step step)
    {
        if (step.State.Settings.ProtectAfterSeconds is not { } seconds) return;

        var tick = Environment.TickCount64;
        foreach (var position in step.State.Live.Account.Positions.Where(position => !position.IsFlat).ToArray())
        {
            var holding = step.State.HoldingOf(position.Instrument.Symbol);
            if (IsProtected(step.State, position))
            {
                (holding.BareSince, holding.IsHandled) = (null, false);
                continue;
            }

            holding.BareSince ??= tick;
            if (tick - holding.BareSince < seconds * 1000L || holding.IsHandled) continue;

            // A rule sees to its stop itself: two would fight over the position.
            var isRuled = step.State.Stops.Find(position.Instrument.Symbol) is { Row.HasStop: true };
            if (step.State.Settings.Unprotected == Unprotected.Alert || isRuled)
            {
                holding.IsHandled = true;
                step.Alert("unprotected", What(position, seconds));
            }
            else if (Act(step, position, seconds))
            {
                // Tried again after the same time, should it not have helped.
                holding.BareSince = tick;
            }
        }
    }

    /// <summary>Whether stops that the venue has taken cover all of it.</summary>
    // What is no whole lot can't be protected or sold.
    public static bool IsProtected(AccountState state, Position position) => CoveredOf(state, position) >= state.ClosableOf(position).Value;

    private static string What(Position position, int seconds) => $"{position.Quantity} {position.Instrument.Symbol} has had no stop at the venue for {seconds} s.";

    /// <returns>False: what is in the way goes first, and the next look goes on.</returns>
    private bool Act(Step step, Position position, int seconds)
    {
        // What was sent for it and is still under way is waited for: two would turn the position.
        if (step.State.Open.Values.Any(live => IsUnderWay(live, position))) return true;

        var closes = step.State.Settings.Unprotected == Unprotected.Close;
        var ties = step.State.Open.Values.Where(live => Ties(step.State, live, position, closes)).ToArray();
        var leaving = ties.Where(live => !live.CancelWanted).ToArray();
        foreach (var live in leaving) OrderCourse.Cancel(step, courier, live);
        if (leaving.Length > 0) step.Alert("unprotected", $"{What(position, seconds)} {string.Join(", ", leaving.Select(live => live.OrderId))} tied it up and {(leaving.Length == 1 ? "is" : "are")} cancelled first.", leaving[0]);
        if (ties.Length > 0) return false;

        var quantity = Free(step.State, position, closes);
        var order = closes ? Exit(position, OrderType.Market, quantity, null) : Stop(step, position, quantity, step.State.Settings.ProtectDistancePercent ?? UsualDistancePercent);
        if (order is null)
        {
            step.Alert("unprotected", $"{What(position, seconds)} {(quantity.Value == 0m ? "Orders that are under way hold all of it" : "No price of it is known")}; it is tried again.");
            return true;
        }

        var entered = OrderEntry.Enter(step, courier, new(order, position.Instrument, OrderPurpose.Protect, IsEmergency: true));
        var done = closes ? "It is being closed" : $"A stop at {order.StopPrice} for {order.Quantity} is being placed";
        if (entered.Refusal is not { } refusal) step.Alert("unprotected", $"{What(position, seconds)} {done}.", entered.Orders[0]);
        else if (Widen(step, position, quantity) is { } wider) step.Alert("unprotected", $"{What(position, seconds)} {wider.OrderId} is being made to cover it.", wider);
        else step.Alert("unprotected", $"{What(position, seconds)} {done}, which was refused: {refusal.Message}", entered.Orders.Count > 0 ? entered.Orders[0] : null);
        return true;
    }

    /// <summary>What nothing covers and can be sold, in whole lots: a spot venue lets nothing be sold that another order holds.</summary>
    private Quantity Free(AccountState state, Position position, bool closes) => closes || !courier.KnowsReduceOnly
        ? ClosingOrders.UntiedOf(state, position)
        : position.Instrument.RoundDownToLot(state.ClosableOf(position).Value - CoveredOf(state, position));

    /// <summary>What is too little for a stop of its own is added to one that rests; null where none can be.</summary>
    private LiveOrder? Widen(Step step, Position position, Quantity by)
    {
        var stop = step.State.Open.Values.FirstOrDefault(live => live is { Purpose: OrderPurpose.Protect, CancelWanted: false, Order: { Group: null, Status: OrderStatus.Accepted, Terms: StopTerms } }
            && ClosingOrders.IsExit(live, position) && !StopOrders.IsOfRule(live));
        return stop is not null && OrderAmending.Amend(step, courier, stop, new(stop.OrderId, stop.Order.Quantity + by), replacesPartlyFilled: false) is null ? stop : null;
    }

    private static decimal CoveredOf(AccountState state, Position position) => state.Waiting
        .Where(order => order.Side == ClosingOrders.SideOf(position) && order.Instrument.Symbol == position.Instrument.Symbol && order.Terms.WaitsForTrigger && order.Status is OrderStatus.Accepted or OrderStatus.PartiallyFilled or OrderStatus.PendingReplace)
        .Sum(ClosingOrders.AtWork);

    private static bool IsUnderWay(LiveOrder live, Position position) =>
        live is { Purpose: OrderPurpose.Protect, Order: { Group: null } order } && order.Instrument.Symbol == position.Instrument.Symbol
        && (order.Terms is MarketTerms || order.Status is OrderStatus.Submitting or OrderStatus.Unknown or OrderStatus.PendingReplace or OrderStatus.PendingCancel);

    /// <summary>Exits that tie up what a stop needs and protect nothing, as a spot venue sells only what is free; what closes needs what all of them hold. A stop, also of a group, protects its part and stays.</summary>
    private bool Ties(AccountState state, LiveOrder live, Position position, bool closes)
    {
        if (!live.IsAtVenue || !ClosingOrders.IsExit(live, position)) return false;
        if (closes) return true;
        if (courier.KnowsReduceOnly || live.Order.Terms.WaitsForTrigger) return false;
        return live.Order.Group is not { } group || !state.Open.Values.Any(other => other.Order.Group?.Id == group.Id && other.Order.Terms.WaitsForTrigger && other.Order.Side == live.Order.Side);
    }

    private NewOrder? Stop(Step step, Position position, Quantity quantity, decimal percent)
    {
        if (step.State.Live.PriceOf(position.Instrument.Symbol) is not { } price) return null;
        var at = position.Quantity > 0m ? price * (1m - percent / 100m) : price * (1m + percent / 100m);
        return Exit(position, OrderType.Stop, quantity, position.Quantity > 0m ? position.Instrument.RoundDownToTick(at) : position.Instrument.RoundUpToTick(at));
    }

    private NewOrder? Exit(Position position, OrderType type, Quantity quantity, Price? stop) =>
        quantity.Value == 0m ? null : new(null, position.Instrument.Symbol.ToString(), ClosingOrders.SideOf(position), type, quantity, StopPrice: stop, ReduceOnly: courier.KnowsReduceOnly, Tag: "protection");
}
