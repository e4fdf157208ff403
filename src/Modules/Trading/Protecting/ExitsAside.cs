using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>Exits that a closing has taken away, at a venue that sells only what is free. What the closing leaves is guarded again by orders like them, as soon as it is known; where that is refused, an alert tells.</summary>
/// <remarks>Remembered by the line to the venue alone: whoever ends the process in between finds the position bare, and told as such.</remarks>
internal sealed class ExitsAside(ICourier courier)
{
    private readonly Dictionary<Symbol, Aside> _all = [];

    /// <summary>Cancels what the platform has placed to leave a position; rules see to theirs.</summary>
    /// <returns>Whether nothing of it is open any more.</returns>
    public bool Release(Step step, Symbol symbol)
    {
        var open = step.State.Open.Values.Where(live => IsGuard(live, symbol)).ToArray();
        foreach (var live in open.Where(live => !live.CancelWanted))
        {
            if (!_all.TryGetValue(symbol, out var aside)) _all.Add(symbol, aside = new());
            aside.IsBegun = false;
            aside.Exits.Add(live.Number);
            OrderCourse.Cancel(step, courier, live);
        }

        return open.Length == 0;
    }

    /// <summary>The closing is on its way, or has come to nothing: what it leaves is known from now on.</summary>
    /// <param name="order">By which it is closed; null: by none.</param>
    public void Begin(Symbol symbol, long? order)
    {
        if (!_all.TryGetValue(symbol, out var aside)) return;
        aside.IsBegun = true;
        if (order is { } number) aside.Closing.Add(number);
    }

    /// <summary>Everything is to be closed: nothing comes back.</summary>
    /// <param name="symbol">Only this one; null: all.</param>
    public void Forget(Symbol? symbol)
    {
        foreach (var one in _all.Keys.Where(one => symbol is null || one == symbol).ToArray()) _all.Remove(one);
    }

    /// <summary>Places again what is due.</summary>
    public void Look(Step step)
    {
        if (_all.Count == 0) return;
        foreach (var (symbol, aside) in _all.Where(one => one.Value.IsBegun).ToArray())
        {
            if (step.State.Live.PositionOf(symbol) is not { IsFlat: false } position)
            {
                _all.Remove(symbol);
                continue;
            }

            Return(step, aside, position);
            TellRefused(step, aside);
            if (aside.Placed.Count == 0 && aside.Exits.Concat(aside.Closing).All(number => step.State.Find(number) is not { IsOver: false })) _all.Remove(symbol);
        }
    }

    private static bool IsGuard(LiveOrder live, Symbol symbol) =>
        live is { Purpose: OrderPurpose.Protect, IsAtVenue: true, Order.Terms: not MarketTerms } && live.Order.Instrument.Symbol == symbol && !StopOrders.IsOfRule(live);

    private void Return(Step step, Aside aside, Position position)
    {
        var gone = aside.Exits.Select(step.State.Find).OfType<LiveOrder>().Where(live => live.Order.Side == ClosingOrders.SideOf(position)).ToArray();
        foreach (var legs in gone.GroupBy(live => live.Order.Group?.Id.Value ?? -live.Number).Where(legs => legs.All(live => live.IsOver)))
        {
            // Of orders that end one another each has left what the other has.
            var owed = legs.Min(live => live.Order.Status == OrderStatus.Filled ? 0m : ProtectionWatch.AtWork(live.Order)) - aside.Given.GetValueOrDefault(legs.Key);
            var quantity = position.Instrument.RoundDownToLot(Math.Min(owed, ClosingOrders.UntiedOf(step.State, position).Value));
            if (quantity.Value == 0m) continue;

            aside.Given[legs.Key] = aside.Given.GetValueOrDefault(legs.Key) + quantity.Value;
            var entered = OrderEntry.Enter(step, courier, new(Like([.. legs], quantity), position.Instrument, OrderPurpose.Protect, IsEmergency: true));
            if (entered.Refusal is { } refusal) Tell(step, position.Instrument.Symbol, quantity, refusal.Message, entered.Orders.Count > 0 ? entered.Orders[0] : null);
            else aside.Placed.AddRange(entered.Orders.Select(live => live.Number));
        }
    }

    private static void TellRefused(Step step, Aside aside)
    {
        foreach (var number in aside.Placed.ToArray())
        {
            var live = step.State.Find(number);
            if (live?.Order.Status is OrderStatus.Submitting or OrderStatus.Unknown) continue;
            aside.Placed.Remove(number);
            if (live is { Order.State: OrderState.Rejected rejected }) Tell(step, live.Order.Instrument.Symbol, live.Order.Quantity, rejected.Reason.Message, live);
        }
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

    /// <summary>What was taken away of one position.</summary>
    private sealed class Aside
    {
        /// <summary>Whether it has been tried to close the position.</summary>
        public bool IsBegun { get; set; }

        public HashSet<long> Exits { get; } = [];

        public HashSet<long> Closing { get; } = [];

        /// <summary>How much of what was taken away is placed again, by the group or the order.</summary>
        public Dictionary<long, decimal> Given { get; } = [];

        /// <summary>Placed again, and not answered yet.</summary>
        public List<long> Placed { get; } = [];
    }
}
