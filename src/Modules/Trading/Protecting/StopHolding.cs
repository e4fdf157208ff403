using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>Keeps one stop of a rule at the venue, for as much as is held and at the place where it should lie: never two, and never more than can be sold.</summary>
internal sealed class StopHolding(ICourier courier, BrokerCapabilities can)
{
    /// <summary>A stop at the venue is not moved more often than this, by the account's time.</summary>
    private static readonly Duration64 MoveEvery = Duration64.FromSeconds(5);

    /// <summary>Where nothing has to be sent for it.</summary>
    private static readonly Duration64 NoteEvery = Duration64.FromSeconds(1);

    /// <summary>What trails at the venue and had to become a plain stop does not change back at every turn of the price.</summary>
    private static readonly Duration64 TrailAgainAfter = Duration64.FromSeconds(60);

    /// <summary>Moves the stop's place after the best price, forward alone.</summary>
    public static void Advance(Step step, StopRule rule, Position position)
    {
        var row = rule.Row;
        if (!row.Trails || row.IsClosing || rule.Best is not { } best) return;
        var next = StopLevels.Of(row, position.Instrument, best);
        if (!StopLevels.IsBetter(row.IsLong, next, row.StopsAt)) return;
        var isPlain = StopOrders.Of(step.State, rule.Symbol).Any(live => live.Order.Terms is StopTerms);
        if (rule.MovedAt is { } moved && step.Now - moved < (isPlain ? MoveEvery : NoteEvery)) return;

        rule.MovedAt = step.Now;
        StopKeeper.Save(step, rule, row with { BestPrice = best, StopsAt = next });
    }

    /// <summary>Whether the venue has, or is about to have, a stop that covers all at this very place: then it is the venue that decides when it is reached.</summary>
    public static bool IsVenues(AccountState state, StopRule rule, Position position)
    {
        var closable = StopOrders.ClosableOf(state, position);
        return StopOrders.Of(state, rule.Symbol).Any(live => !live.CancelWanted && live.Order.Remaining.Value >= closable && (live.NextTerms ?? live.Order.Terms) is StopTerms terms && terms.Stop.Value == rule.Row.StopsAt);
    }

    public void Look(Step step, StopRule rule, Position position)
    {
        var ours = StopOrders.Of(step.State, rule.Symbol);
        var strays = ours.Where((live, place) => place > 0 || live.Order.Side != rule.ExitSide).Where(live => live.Order.Terms.WaitsForTrigger && !live.CancelWanted).ToArray();
        foreach (var stray in strays) StopOrders.Cancel(step, courier, rule, stray);
        // What sells at the market already is waited for.
        if (strays.Length > 0 || ours.Length > 1 || ours is [{ Order.Terms: MarketTerms }]) return;

        var wanted = new Quantity(WantedOf(step.State, rule, position));
        if (ours is [var live]) Fit(step, rule, position, live, wanted);
        else if (wanted.Value == 0m) rule.Wait("Other orders are about to close all of it; the platform watches the price.");
        else if (step.Now >= rule.NextTry) Place(step, rule, position, wanted);
    }

    private decimal WantedOf(AccountState state, StopRule rule, Position position)
    {
        var free = StopOrders.ClosableOf(state, position) - StopOrders.ClosedByOthers(state, rule, onlyAtOnce: can.ReduceOnly);
        return position.Instrument.RoundDownToLot(free).Value;
    }

    private void Place(Step step, StopRule rule, Position position, Quantity quantity)
    {
        if (TermsOf(step, rule, position) is not { } terms)
        {
            rule.Wait("This venue holds no such stop; the platform watches the price.");
            return;
        }

        var flat = FlatTerms.Of(terms);
        var order = new NewOrder(null, rule.Symbol.ToString(), rule.ExitSide, flat.Type, quantity, StopPrice: flat.Stop is { } stop ? new(stop) : null, TrailAmount: flat.TrailAmount, TrailPercent: flat.TrailPercent, ReduceOnly: can.ReduceOnly, Tag: StopOrders.Tag);
        StopClosing.Send(step, courier, rule, new(order, position.Instrument, OrderPurpose.Protect, IsEmergency: true));
    }

    // Null: the venue can't hold it.
    private OrderTerms? TermsOf(Step step, StopRule rule, Position position)
    {
        if (TrailOf(rule) is { } trail && FollowsFromHere(step, rule, position))
        {
            rule.TrailedAt = step.Now;
            return trail;
        }

        return can.Terms.Contains(typeof(StopTerms)) ? new StopTerms(new(rule.Row.StopsAt!.Value)) : null;
    }

    /// <summary>The same as a stop that the venue itself moves; null where it can't.</summary>
    private TrailingStopTerms? TrailOf(StopRule rule)
    {
        var row = rule.Row;
        if (!row.Trails || rule.IsPlainOnly || !can.Terms.Contains(typeof(TrailingStopTerms))) return null;
        if (row.DistancePercent is { } percent) return can.TrailingPercent ? TrailingStopTerms.ByPercent(percent) : null;
        return can.TrailingAmount ? TrailingStopTerms.ByAmount(row.DistanceAmount ?? row.Multiple!.Value * row.AverageRange!.Value) : null;
    }

    // A venue follows from the price of now: where that is behind the best one, its stop would begin further back than ours lies.
    private static bool FollowsFromHere(Step step, StopRule rule, Position position) =>
        step.State.Prices.TryGetValue(rule.Symbol, out var seen) && !StopLevels.IsBetter(rule.Row.IsLong, rule.Row.StopsAt!.Value, StopLevels.Of(rule.Row, position.Instrument, seen.Price));

    private void Fit(Step step, StopRule rule, Position position, LiveOrder live, Quantity wanted)
    {
        var order = live.Order;
        // A rule before this one has sent it.
        if (!live.CancelWanted && rule.Row.OrderNumber != live.Number) StopKeeper.Save(step, rule, rule.Row with { OrderNumber = live.Number });
        // Under way: its answer comes first.
        if (live.CancelWanted || live.NextClientId is not null || order.Status != OrderStatus.Accepted) return;

        var isWhole = order.Quantity == wanted;
        var fits = order.Terms switch
        {
            TrailingStopTerms trail => trail == TrailOf(rule),
            StopTerms stop => stop.Stop.Value == rule.Row.StopsAt && !IsBetterTrailed(step, rule, position),
            _ => false,
        };
        if (fits && isWhole)
        {
            rule.Rest();
            return;
        }

        if (wanted.Value == 0m || !CanChange(step, rule, position, order, fits)) StopOrders.Cancel(step, courier, rule, live);
        else if (rule.Asked == (wanted, rule.Row.StopsAt)) Again(step, rule, live, wanted, "The venue keeps the stop as it was.");
        else if (order.Quantity > wanted || step.Now >= rule.NextTry) Change(step, rule, live, wanted);
    }

    // What follows the price by itself would begin anew; what is of another kind can't become it.
    private bool CanChange(Step step, StopRule rule, Position position, Order order, bool fits) =>
        order.Terms is TrailingStopTerms ? fits && FollowsFromHere(step, rule, position) : order.Terms is StopTerms && !IsBetterTrailed(step, rule, position);

    /// <summary>Whether the venue could follow the price from now on, and it is not long since it was asked to.</summary>
    private bool IsBetterTrailed(Step step, StopRule rule, Position position) =>
        TrailOf(rule) is not null && FollowsFromHere(step, rule, position) && !(rule.TrailedAt is { } asked && step.Now - asked < TrailAgainAfter);

    private void Change(Step step, StopRule rule, LiveOrder live, Quantity wanted)
    {
        rule.Asked = (wanted, rule.Row.StopsAt);
        var stop = live.Order.Terms is StopTerms ? new Price(rule.Row.StopsAt!.Value) : (Price?)null;
        if (OrderAmending.Amend(step, courier, live, new(live.OrderId, wanted, StopPrice: stop), can.ReplacesPartlyFilled) is { } refusal) Again(step, rule, live, wanted, refusal.Message);
    }

    // The change came to nothing. A stop for more than is held must not stay.
    private void Again(Step step, StopRule rule, LiveOrder live, Quantity wanted, string reason)
    {
        rule.Asked = null;
        StopKeeper.Refused(step, rule, live, reason);
        if (live.Order.Quantity > wanted) StopOrders.Cancel(step, courier, rule, live);
    }
}
