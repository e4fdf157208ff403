using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Matching;

/// <summary>Trades orders against bars: at the open what it suits, and between open and close what the fill model finds.</summary>
internal sealed class BarMatcher(MatchingRules rules, OrderPool orders, IVenueWorld world)
{
    private readonly PathWalks _walks = new();
    private readonly List<WorkingOrder> _meeting = [];

    // How much of the bar that an instrument is in we have not traded yet, where we have traded some.
    private readonly Dictionary<BarSeries, (int Bar, decimal Room)> _rooms = [];

    /// <summary>In how many bars it was open what came first.</summary>
    public int Ambiguous { get; private set; }

    public void Open(BarSeries series, int index)
    {
        var isTimed = rules.FillTiming == FillTiming.NextOpen;
        if (orders.Special == 0)
        {
            if (isTimed) TradePlain(series, index, series.Open[index], series.OpenTime[index]);
            return;
        }

        var (open, time) = ((decimal)series.Open[index], series.OpenTime[index]);
        Gather(series.Instrument, time, time, isTimed ? static _ => true : static one => one.Order.Terms is not MarketTerms);
        if (!MayActAt(open)) return;

        var conditions = ConditionsOf(series, index);
        var room = RoomOf(series, index);
        _walks.Chosen.Load(_meeting, in conditions, world.PositionOf(series.Instrument), room, rules.Fill.TouchIsEnough);
        rules.Fill.AtOpen(_walks.Chosen, open);
        Take(_walks.Chosen, series, index, room, time);
        EndAtOnceOrNever();
    }

    public void Within(BarSeries series, int index, OnDemand? finer)
    {
        if (orders.Special == 0) return;

        // An order that was given while the bar opened takes part in the rest of it; one for whatever price waits for the next open.
        Gather(series.Instrument, series.OpenTime[index], series.CloseTime[index], static one => !one.TradesAtAnyPrice && !one.IsAtOnceOrNever);
        if (!MayActBetween((decimal)series.Low[index], (decimal)series.High[index])) return;

        var bar = BarPath.Of(series, index);
        var conditions = ConditionsOf(series, index);
        var room = RoomOf(series, index);
        _walks.Chosen.Load(_meeting, in conditions, world.PositionOf(series.Instrument), room, rules.Fill.TouchIsEnough);
        if (rules.Fill.Within(_walks, in bar, finer is null ? null : new(finer, series, index))) Ambiguous++;
        Take(_walks.Chosen, series, index, room, series.CloseTime[index]);
    }

    public void Close(BarSeries series, int index)
    {
        var time = series.CloseTime[index];
        if (orders.Special == 0)
        {
            TradePlain(series, index, series.Close[index], time);
            return;
        }

        Gather(series.Instrument, time, time, static one => one.Order.Terms is MarketTerms);
        if (_meeting.Count == 0) return;

        var conditions = ConditionsOf(series, index);
        var room = RoomOf(series, index);
        _walks.Chosen.Load(_meeting, in conditions, world.PositionOf(series.Instrument), room, touchIsEnough: false);
        _walks.Chosen.JumpTo((decimal)series.Close[index]);
        Take(_walks.Chosen, series, index, room, time);
        EndAtOnceOrNever();
    }

    public void Forget(BarSeries series) => _rooms.Remove(series);

    /// <summary>How much of the volume of an only bar our orders have used up.</summary>
    public decimal SpentOf(BarSeries series) => _rooms.TryGetValue(series, out var left) ? rules.RoomIn(series.Volume[left.Bar]) - left.Room : 0m;

    public void Spend(BarSeries series, decimal traded) => KeepRoom(series, 0, RoomOf(series, 0) - traded);

    // The common case, kept tight: market orders on their own.
    private void TradePlain(BarSeries series, int index, double price, Instant64 time)
    {
        var due = orders.Due(series.Instrument, time);
        var all = RoomOf(series, index);
        var room = all;
        var conditions = ConditionsOf(series, index);
        for (var at = 0; at < due.Count; at++)
        {
            var order = due[at].Order;
            if (order.IsOver) continue;

            var quantity = order.Remaining.Value;
            if (quantity > room) quantity = order.Instrument.RoundDownToLot(room).Value;
            if (quantity == 0m) continue;

            room -= quantity;
            orders.Fill(due[at], quantity, conditions.PaidAt((decimal)price, order.Side, quantity), Liquidity.Taker, time);
        }

        // What a strategy has given meanwhile may want of the same bar.
        if (room != all && orders.Count > 0) KeepRoom(series, index, room);
    }

    /// <summary>The orders that had arrived, of those the ones that will not have expired: when in the bar a price was reached is not known, and nothing trades after its time.</summary>
    private void Gather(Instrument instrument, Instant64 arrivedBy, Instant64 until, Func<WorkingOrder, bool> takesPart)
    {
        _meeting.Clear();
        foreach (var one in orders.Due(instrument, arrivedBy))
            if (!one.Order.IsOver && takesPart(one) && (one.ExpiresAt >= until || one.Order.Request.TimeInForce != TimeInForce.Gtd)) _meeting.Add(one);
    }

    private bool MayActAt(decimal price)
    {
        foreach (var one in _meeting)
            if (one.TradesAtAnyPrice || one.IsAtOnceOrNever || one.Order.Terms is TrailingStopTerms || OrderReach.Of(one).Includes(price)) return true;
        return false;
    }

    private bool MayActBetween(decimal low, decimal high)
    {
        foreach (var one in _meeting)
            if (OrderReach.Of(one).Meets(low, high)) return true;
        return false;
    }

    /// <summary>Does what the walk found. A strategy that hears of a fill may end or change other orders: what was planned for them is void.</summary>
    private void Take(PathWalk walk, BarSeries series, int index, decimal room, Instant64 time)
    {
        foreach (var fill in walk.Fills) room -= fill.Quantity;
        if (walk.Fills.Count > 0) KeepRoom(series, index, room);

        foreach (var fill in walk.Fills)
        {
            var (source, version) = (walk.Orders[fill.Order].Source, walk.Orders[fill.Order].Version);
            if (source.Version != version || source.Order.IsOver || source.Available < fill.Quantity) continue;

            // What it was to reduce may not have come about either.
            var quantity = source.Order.IsReduceOnly ? Math.Min(fill.Quantity, ToReduce(source.Order)) : fill.Quantity;
            if (quantity > 0m) orders.Fill(source, quantity, fill.Price, fill.Liquidity, time);
        }

        foreach (var order in walk.Orders)
        {
            if (order.Version != order.Source.Version) continue;
            order.Source.IsTriggered |= order.Source.Order.Terms.WaitsForTrigger && !order.Waits;
            if (order.Trail is not null) order.Source.Best = order.Best;
            if (order.Ends) orders.Cancel(order.Source, new(RefusalCodes.NothingToReduce, $"It may only reduce, and there is no position of {order.Source.Order.Instrument.Symbol} that it could."));
        }
    }

    private decimal ToReduce(Order order)
    {
        var held = world.PositionOf(order.Instrument);
        return order.Side == OrderSide.Sell ? held : -held;
    }

    private void EndAtOnceOrNever()
    {
        foreach (var one in _meeting)
            if (one.IsAtOnceOrNever && !one.Order.IsOver) orders.Expire(one, AtOnce.Reason(one.Order));
    }

    private MarketConditions ConditionsOf(BarSeries series, int index) => new(series.Instrument, rules, series.HasVolume ? series.Volume[index] : 0, !series.IsAdjusted);

    private decimal RoomOf(BarSeries series, int index)
    {
        if (!series.HasVolume || rules.VolumeShare is null) return decimal.MaxValue;
        return _rooms.TryGetValue(series, out var left) && left.Bar == index ? left.Room : rules.RoomIn(series.Volume[index]);
    }

    private void KeepRoom(BarSeries series, int index, decimal room)
    {
        if (series.HasVolume && rules.VolumeShare is not null) _rooms[series] = (index, Math.Max(0m, room));
    }
}

internal static class AtOnce
{
    public static Refusal Reason(Order order) => order.Request.TimeInForce == TimeInForce.Fok
        ? new(RefusalCodes.FillOrKill, "It could not be filled whole at once.")
        : new(RefusalCodes.ImmediateOrCancel, "What could not be filled at once was not kept.");
}
