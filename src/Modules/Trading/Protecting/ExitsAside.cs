using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>Takes exits away for a closing, at a venue that sells only what is free. What the closing leaves is guarded again by orders like them, as soon as it is known; where that is refused, an alert tells.</summary>
/// <remarks>What is aside is a part of the account, written down with the orders that it is about: the next process goes on.</remarks>
internal sealed class ExitsAside(ICourier courier)
{
    /// <summary>Cancels what the platform has placed to leave a position; rules see to theirs.</summary>
    /// <returns>Whether nothing of it is open any more.</returns>
    public bool Release(Step step, Symbol symbol)
    {
        var open = step.State.Open.Values.Where(live => IsGuard(live, symbol)).ToArray();
        var leaving = open.Where(live => !live.CancelWanted).ToArray();
        if (leaving.Length == 0) return open.Length == 0;

        if (!step.State.Aside.TryGetValue(symbol, out var aside)) step.State.Aside.Add(symbol, aside = new());
        aside.IsBegun = false;
        foreach (var live in leaving)
        {
            aside.Exits.Add(live.Number);
            OrderCourse.Cancel(step, courier, live);
        }

        Aside.Keep(step, symbol);
        return false;
    }

    /// <summary>The closing is on its way, or has come to nothing: what it leaves is known from now on.</summary>
    /// <param name="order">By which it is closed; null: by none.</param>
    public static void Begin(Step step, Symbol symbol, long? order)
    {
        if (!step.State.Aside.TryGetValue(symbol, out var aside))
        {
            // Where nothing had to give way, exits stay until the position is closed, and go with it.
            if (order is null) return;
            step.State.Aside.Add(symbol, aside = new());
        }

        aside.IsBegun = true;
        if (order is { } number) aside.Closing.Add(number);
        Aside.Keep(step, symbol);
    }

    /// <summary>The position is over, or has turned: what was placed for it is not to guard the next one, also where that begins in the same turn.</summary>
    public static void Closed(Step step, Symbol symbol)
    {
        var isAside = step.State.Aside.TryGetValue(symbol, out var aside);
        // Exits of a bracket end with one another; only who closes by hand leaves both. Those of an entry that waits have nothing to do with it.
        var isByHand = aside is { Closing.Count: > 0 };
        // Every fill that closes comes here, and hundreds of orders may wait.
        List<long> leaving = [];
        foreach (var live in step.State.Open.Values)
            if (IsGuard(live, symbol) && !live.CancelWanted && (live.Order.Group is not { } group || (isByHand && group.Entry is not { IsOver: false }))) leaving.Add(live.Number);
        if (aside is null && leaving.Count == 0) return;

        if (!isAside) step.State.Aside.Add(symbol, aside = new() { IsBegun = true });
        aside!.Forget();
        aside.Leaving.UnionWith(leaving);
        Aside.Keep(step, symbol);
    }

    /// <summary>Everything is to be closed: nothing comes back.</summary>
    /// <param name="symbol">Only this one; null: all.</param>
    public static void Forget(Step step, Symbol? symbol)
    {
        foreach (var one in step.State.Aside.Keys.Where(one => symbol is null || one == symbol).ToArray()) Drop(step, one);
    }

    /// <summary>Takes away what is to go, and places again what is due.</summary>
    public void Look(Step step)
    {
        if (step.State.Aside.Count == 0) return;
        foreach (var (symbol, aside) in step.State.Aside.ToArray())
        {
            Leave(step, symbol, aside);
            if (!aside.IsBegun) continue;
            if (step.State.Live.PositionOf(symbol) is not { IsFlat: false } position)
            {
                Drop(step, symbol);
                continue;
            }

            if (Settle(step, aside) | Return(step, aside, position)) Aside.Keep(step, symbol);
            if (aside.Placed.Count > 0 || Environment.TickCount64 < aside.NextTry || aside.Exits.Concat(aside.Closing).Any(number => step.State.Find(number) is { IsOver: false })) continue;

            if (!ProtectionWatch.IsProtected(step.State, position))
                foreach (var (_, owed) in Owed(step.State, aside, position)) Tell(step, symbol, owed, "other orders tie it up.", null);
            Drop(step, symbol);
        }
    }

    private void Leave(Step step, Symbol symbol, Aside aside)
    {
        if (aside.Leaving.Count == 0) return;
        foreach (var live in aside.Leaving.Select(step.State.Find).OfType<LiveOrder>().Where(live => live is { IsOver: false, CancelWanted: false })) OrderCourse.Cancel(step, courier, live);
        aside.Leaving.Clear();
        Aside.Keep(step, symbol);
    }

    private static void Drop(Step step, Symbol symbol)
    {
        step.State.Aside.Remove(symbol);
        Aside.Keep(step, symbol);
    }

    private static bool IsGuard(LiveOrder live, Symbol symbol) =>
        live is { Purpose: OrderPurpose.Protect, IsAtVenue: true, Order.Terms: not MarketTerms } && live.Order.Instrument.Symbol == symbol && !StopOrders.IsOfRule(live);

    /// <returns>Whether anything was placed, or tried to be.</returns>
    private bool Return(Step step, Aside aside, Position position)
    {
        var hasPlaced = false;
        if (Environment.TickCount64 < aside.NextTry) return false;
        foreach (var (legs, owed) in Owed(step.State, aside, position))
        {
            var quantity = position.Instrument.RoundDownToLot(Math.Min(owed.Value, ClosingOrders.UntiedOf(step.State, position).Value));
            if (quantity.Value == 0m) continue;

            hasPlaced = true;
            aside.Given[legs.Key] = aside.Given.GetValueOrDefault(legs.Key) + quantity.Value;
            var entered = OrderEntry.Enter(step, courier, new(Like([.. legs], quantity), position.Instrument, OrderPurpose.Protect, IsEmergency: true));
            if (entered.Refusal is { } refusal) Tell(step, position.Instrument.Symbol, quantity, refusal.Message, entered.Orders.Count > 0 ? entered.Orders[0] : null);
            else
                foreach (var live in entered.Orders) aside.Placed[live.Number] = legs.Key;
        }

        return hasPlaced;
    }

    /// <summary>What was taken away, is over, and is not placed again: by the group or the order, in whole lots of what is still held.</summary>
    private static (IGrouping<long, LiveOrder> Legs, Quantity Owed)[] Owed(AccountState state, Aside aside, Position position)
    {
        var gone = aside.Exits.Select(state.Find).OfType<LiveOrder>().Where(live => live.Order.Side == ClosingOrders.SideOf(position));
        return [.. gone.GroupBy(ClosingOrders.KeyOf).Where(legs => legs.All(live => live.IsOver)).Select(legs => (legs, Of(legs))).Where(one => one.Item2.Value > 0m)];

        // Of orders that end one another each has left what the other has.
        Quantity Of(IGrouping<long, LiveOrder> legs) => position.Instrument.RoundDownToLot(Math.Min(state.ClosableOf(position).Value, Math.Max(0m, legs.Min(live => live.Order.Status == OrderStatus.Filled ? 0m : ClosingOrders.AtWork(live.Order)) - aside.Given.GetValueOrDefault(legs.Key))));
    }

    /// <summary>Sees what came of what was placed.</summary>
    /// <returns>Whether any of it is known now.</returns>
    private static bool Settle(Step step, Aside aside)
    {
        var before = aside.Placed.Count;
        foreach (var (number, key) in aside.Placed.ToArray())
        {
            var live = step.State.Find(number);
            if (live?.Order.Status is OrderStatus.Submitting or OrderStatus.Unknown) continue;
            aside.Placed.Remove(number);
            if (live is not { Order.State: OrderState.Rejected rejected })
            {
                aside.Refusals = 0;
                continue;
            }

            // A process ended before it was sent, it was lost on the way, or the venue takes nothing now: it is owed as before. Of two that end one another the first counts.
            var (isFirst, isLater) = (live.Order.Group is not { Id: var first } || first.Value == number, BrokerRefusals.IsPassing(rejected.Reason.Code));
            var isOwed = (isLater || rejected.Reason.Code == VenueAnswers.NotAtVenue) && !live.CancelWanted;
            if (isOwed && isFirst) aside.Given[key] -= live.Order.Quantity.Value;
            if (isOwed && isLater && isFirst) aside.NextTry = Environment.TickCount64 + 1_000L * Waits.SecondsAfter(++aside.Refusals);
            if (!isOwed || (isLater && isFirst && aside.Refusals == 1)) Tell(step, live.Order.Instrument.Symbol, live.Order.Quantity, rejected.Reason.Message, live);
        }

        return aside.Placed.Count != before;
    }

    private static void Tell(Step step, Symbol symbol, Quantity quantity, string reason, LiveOrder? about) =>
        step.Alert("exit-refused", $"{quantity} {symbol} was guarded before somebody closed a part of it, or tried to, and is not any more: {reason}", about);

    private static NewOrder Like(LiveOrder[] legs, Quantity quantity)
    {
        var first = legs.FirstOrDefault(live => live.Order.Terms is LimitTerms) ?? legs[0];
        var (order, terms) = (first.Order, FlatTerms.Of(first.Order.Terms));
        var like = new NewOrder(null, order.Instrument.Symbol.ToString(), order.Side, terms.Type, quantity, PriceOf(terms.Limit), PriceOf(terms.Stop), terms.TrailAmount, terms.TrailPercent, PortfolioId: first.PortfolioId, StrategyId: first.StrategyId, Tag: order.Request.Tag);
        if (legs.FirstOrDefault(live => live != first) is not { } other) return like;

        var stop = FlatTerms.Of(other.Order.Terms);
        return like with { GroupType = OrderGroupType.Oco, StopLoss = new(PriceOf(stop.Stop), PriceOf(stop.Limit), stop.TrailAmount, stop.TrailPercent) };
    }

    private static Price? PriceOf(decimal? value) => value is { } price ? new(price) : null;
}
