using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Orders;
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

            holding.IsHandled = true;
            // A rule sees to its stop itself: two would fight over the position.
            var isRuled = step.State.Stops.Find(position.Instrument.Symbol) is { Row.HasStop: true };
            Act(step, position, seconds, isRuled);
            // Tried again after the same time, should it not have helped.
            if (step.State.Settings.Unprotected != Unprotected.Alert && !isRuled) (holding.BareSince, holding.IsHandled) = (tick, false);
        }
    }

    /// <summary>Whether stops that the venue has taken cover all of it.</summary>
    public static bool IsProtected(AccountState state, Position position)
    {
        var side = position.Quantity > 0m ? OrderSide.Sell : OrderSide.Buy;
        var covered = state.Waiting.Where(order => order.Side == side && order.Instrument.Symbol == position.Instrument.Symbol && order.Terms.WaitsForTrigger
            && order.Status is OrderStatus.Accepted or OrderStatus.PartiallyFilled or OrderStatus.PendingReplace).Sum(AtWork);
        // What is no whole lot can't be protected or sold.
        return covered >= state.ClosableOf(position).Value;
    }

    // An exit guards what its entry has bought, and no more.
    public static decimal AtWork(Order order) => order.Group?.Entry is { } entry ? Math.Clamp(entry.Filled.Value - order.Filled.Value, 0m, order.Remaining.Value) : order.Remaining.Value;

    private void Act(Step step, Position position, int seconds, bool isRuled)
    {
        var (instrument, settings) = (position.Instrument, step.State.Settings);
        var what = $"{position.Quantity} {instrument.Symbol} has had no stop at the venue for {seconds} s.";
        if (settings.Unprotected == Unprotected.Alert || isRuled)
        {
            step.Alert("unprotected", what);
            return;
        }

        // What was sent for it and is still under way is waited for: two would turn the position.
        if (step.State.Open.Values.Any(live => IsUnderWay(live, position))) return;
        var order = settings.Unprotected == Unprotected.Close ? Close(step, position) : Stop(step, position, settings.ProtectDistancePercent ?? UsualDistancePercent);
        if (order is null) return;
        foreach (var other in step.State.Open.Values.Where(live => live.IsAtVenue && Ties(live.Order, position)).ToArray()) OrderCourse.Cancel(step, courier, other);
        var entered = OrderEntry.Enter(step, courier, new(order, instrument, OrderPurpose.Protect, IsEmergency: true));
        var done = settings.Unprotected == Unprotected.Close ? "It is being closed" : $"A stop at {order.StopPrice} is being placed";
        step.Alert("unprotected", entered.Refusal is { } refusal ? $"{what} {done}, which was refused: {refusal.Message}" : $"{what} {done}.", entered.Orders.Count > 0 ? entered.Orders[0] : null);
    }

    private static bool IsUnderWay(LiveOrder live, Position position) =>
        live is { Purpose: OrderPurpose.Protect, Order: { Group: null } order } && order.Instrument.Symbol == position.Instrument.Symbol
        && (order.Terms is MarketTerms || order.Status is OrderStatus.Submitting or OrderStatus.Unknown or OrderStatus.PendingReplace or OrderStatus.PendingCancel);

    // Exits that tie up what a stop needs, and protect nothing: a spot venue sells only what is free.
    private static bool Ties(Order order, Position position) =>
        order.Instrument.Symbol == position.Instrument.Symbol && order.Side == (position.Quantity > 0m ? OrderSide.Sell : OrderSide.Buy) && order.Group is null;

    private NewOrder? Close(Step step, Position position) => Exit(step, position, OrderType.Market, null);

    private NewOrder? Stop(Step step, Position position, decimal percent)
    {
        if (step.State.Live.PriceOf(position.Instrument.Symbol) is not { } price) return null;
        var at = position.Quantity > 0m ? price * (1m - percent / 100m) : price * (1m + percent / 100m);
        return Exit(step, position, OrderType.Stop, position.Quantity > 0m ? position.Instrument.RoundDownToTick(at) : position.Instrument.RoundUpToTick(at));
    }

    private NewOrder? Exit(Step step, Position position, OrderType type, Core.Values.Price? stop)
    {
        var quantity = step.State.ClosableOf(position);
        return quantity.Value == 0m ? null : new(null, position.Instrument.Symbol.ToString(), position.Quantity > 0m ? OrderSide.Sell : OrderSide.Buy, type, quantity, StopPrice: stop, ReduceOnly: courier.KnowsReduceOnly, Tag: "protection");
    }
}
