using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>Keeps the rules of an account: looks after every turn at what is held, what rests and what the price is, and does the next thing that is missing. What it does is kept in the turn that called for it.</summary>
internal sealed class StopKeeper(ICourier courier, BrokerCapabilities can)
{
    private readonly StopHolding _holding = new(courier, can);
    private readonly StopClosing _closing = new(courier, can);

    public void Look(Step step)
    {
        var book = step.State.Stops;
        if (book.IsIdle) return;
        foreach (var rule in book.Rules.ToArray())
            if (EndOf(step.State, rule) is { } why) End(step, rule, why);
        foreach (var symbol in book.Leaving.ToArray()) Clear(step, symbol);

        // What a venue has done meanwhile must be known before anything is sent on the strength of what is held.
        if (step.State.ReconciledAt is null) return;
        foreach (var rule in book.Rules.Where(rule => !book.StandsAside(rule.Symbol)).ToArray()) Keep(step, rule, step.State.Live.PositionOf(rule.Symbol)!);
    }

    /// <summary>A position is over, or has turned: its rule is not to guard the next one, also where that begins in the same turn.</summary>
    public static void Closed(Step step, Core.Instruments.Symbol symbol)
    {
        if (step.State.Stops.Find(symbol) is { } rule) End(step, rule, step.State.Live.PositionOf(symbol) is { IsFlat: false } ? "The position has turned." : "The position was closed.");
    }

    /// <summary>Takes a rule away; what of it rests at the venue is cancelled.</summary>
    public static void End(Step step, StopRule rule, string why)
    {
        var view = StopRuleViews.Of(step.State, rule);
        step.State.Stops.Remove(rule.Symbol);
        step.Journal.Also(writing => writing.Execute(StopRuleRow.Remove, new { rule.Row.AccountId, rule.Row.Symbol }));
        step.Tell(new StopRuleChanged(view, why, step.Now));
    }

    public static void Save(Step step, StopRule rule, StopRuleRow row)
    {
        rule.Row = row = row with { UpdatedAt = step.Now };
        step.Journal.Also(writing => writing.Execute(StopRuleRow.Keep, row));
    }

    /// <summary>After a split the rule is the same at the new prices; its stop is changed by the venue alike.</summary>
    public static void Split(Step step, Core.Instruments.Instrument instrument, decimal factor)
    {
        if (step.State.Stops.Find(instrument.Symbol) is not { } rule) return;

        rule.Scale(factor);
        var row = rule.Row;
        Save(step, rule, row with
        {
            StopPrice = OnTick(row.StopPrice),
            StopsAt = OnTick(row.StopsAt),
            BestPrice = row.BestPrice * factor,
            DistanceAmount = row.DistanceAmount * factor,
            AverageRange = row.AverageRange * factor,
        });

        decimal? OnTick(decimal? price) => price is { } known ? instrument.RoundToTick((double)(known * factor)).Value : null;
    }

    /// <summary>The gate or the venue has said no.</summary>
    public static void Refused(Step step, StopRule rule, LiveOrder? live, string? reason)
    {
        if (rule.Suffer($"It was refused: {reason}", step.Now, isFirstFree: false))
            step.Alert("stop-refused", $"What should guard {rule.Symbol} was refused: {reason} The platform watches the price meanwhile, and tries again.", live);
    }

    private static string? EndOf(AccountState state, StopRule rule)
    {
        if (state.Live.PositionOf(rule.Symbol) is not { IsFlat: false } position) return "The position was closed.";
        if (position.Quantity > 0m != rule.Row.IsLong) return "The position has turned.";
        return StopOrders.ClosableOf(state, position) == 0m && StopOrders.Of(state, rule.Symbol).Length == 0 ? "What is left of the position is less than can be sold." : null;
    }

    private void Clear(Step step, Core.Instruments.Symbol symbol)
    {
        var ours = StopOrders.Of(step.State, symbol);
        foreach (var live in ours.Where(live => live is { CancelWanted: false, Order.Terms.WaitsForTrigger: true })) OrderCourse.Cancel(step, courier, live);
        if (ours.Length == 0) step.State.Stops.HasLeft(symbol);
    }

    private void Keep(Step step, StopRule rule, Position position)
    {
        Settle(step, rule);
        foreach (var other in StopOrders.Predecessors(step.State, rule).Where(live => !live.CancelWanted && (rule.Row.HasStop || rule.Row.IsClosing)).ToArray()) OrderCourse.Cancel(step, courier, other);
        StopHolding.Advance(step, rule, position);
        if (!rule.Row.IsClosing && HasCome(step, rule, position))
        {
            Save(step, rule, rule.Row with { IsClosing = true });
            step.Tell(new StopRuleChanged(StopRuleViews.Of(step.State, rule), null, step.Now));
        }

        if (rule.Row.IsClosing) _closing.Look(step, rule, position);
        else if (rule.Row.HasStop) _holding.Look(step, rule, position);
    }

    private static bool HasCome(Step step, StopRule rule, Position position)
    {
        if (rule.Row.CloseAt <= step.Now) return true;
        if (!rule.Row.HasStop) return false;
        // A stop that trades has been reached, whatever the price is by now.
        if (StopOrders.Of(step.State, rule.Symbol).Any(live => live.Order.Filled.Value > 0m)) return true;
        return step.State.Prices.TryGetValue(rule.Symbol, out var seen) && StopLevels.IsBeyond(rule.Row, seen.Price) && !StopHolding.IsVenues(step.State, rule, position);
    }

    // What became of the order that was last sent.
    private static void Settle(Step step, StopRule rule)
    {
        if (rule.Row.OrderNumber is not { } number || step.State.Find(number) is { IsOver: false }) return;
        var live = step.State.Find(number);
        var isReached = live is { Order: { Filled.Value: > 0m, Terms.WaitsForTrigger: true } };
        Save(step, rule, rule.Row with { OrderNumber = null, IsClosing = rule.Row.IsClosing || isReached });
        rule.Asked = null;
        if (live is null || live.Order.Filled.Value > 0m) return;

        var reason = OrderViews.ReasonOf(live.Order.State)?.Message;
        if (live.Order.Status == OrderStatus.Rejected && live.Order.Terms is TrailingStopTerms) rule.IsPlainOnly = true;
        if (live.Order.Status == OrderStatus.Rejected) Refused(step, rule, live, reason);
        else if (rule.Suffer($"{live.OrderId} was ended by others: {reason}", step.Now, isFirstFree: true))
            step.Alert("stop-cancelled", $"The stop {live.OrderId} of {rule.Symbol} was ended by others ({reason}); another is placed.", live);
    }
}
