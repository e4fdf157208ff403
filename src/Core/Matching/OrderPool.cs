using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Matching;

/// <summary>The orders that a simulated venue holds: takes them in, lets them arrive, expire and end, and books their fills.</summary>
internal sealed class OrderPool(MatchingRules rules, IVenueListener listener, IVenueWorld world)
{
    private static readonly Refusal OnRequest = new(RefusalCodes.Cancelled, "Cancelled on request.");
    private static readonly Refusal OtherTraded = new(RefusalCodes.OtherOfGroup, "The other order of its group traded.");
    private static readonly Refusal NothingToSell = new(RefusalCodes.ShortNotAllowed, "A cash account sells what it has, and another order has sold that.");
    private static readonly Refusal EntryEnded = new(RefusalCodes.EntryEnded, "The entry that it belongs to ended without a fill.");

    private readonly List<WorkingOrder> _orders = [];
    private readonly List<WorkingOrder> _due = [];
    private readonly List<OrderLink> _links = [];
    private readonly Transit _transit = new(rules);
    private Instant64 _nextExpiry = Instant64.MaxValue;
    private long _executions;

    /// <summary>How many orders wait or are on their way.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them are more than a plain market order.</summary>
    public int Special { get; private set; }

    public void Take(Order order)
    {
        var arrivesAt = _transit.ArrivalAt(world.Now);
        var working = new WorkingOrder(order, LinkOf(order), arrivesAt) { ExpiresAt = ExpiryOf(order, world.Now) };
        Place(working);
        Count++;
        if (!working.IsPlainMarket) Special++;
        if (arrivesAt <= world.Now) Arrive(working);
        else _transit.Await(arrivesAt);

        // The entry may have ended on arrival, before its exits came.
        if (working.Link is { IsSpent: true }) EndSpent();
    }

    public WorkingOrder? Find(Order order) => _orders.Find(one => ReferenceEquals(one.Order, order));

    /// <summary>Those of which the venue knows more than the orders tell: how far a trailing stop has followed, whether a stop was reached, what a split has made of a group.</summary>
    public IEnumerable<WorkingOrder> Marked()
    {
        if (Special == 0) yield break;
        foreach (var one in _orders)
            if (one.Best is not null || one.IsTriggered || one.Link is { IsDivided: true }) yield return one;
    }

    /// <summary>Takes an order as it lay at the venue before; nobody hears of it.</summary>
    public void Restore(Order order, in WaitingMark mark)
    {
        var working = new WorkingOrder(order, LinkOf(order), mark.ArrivesAt)
        {
            ExpiresAt = ExpiryOf(order, order.CreatedAt),
            HasArrived = mark.ArrivesAt <= world.Now,
            IsTriggered = mark.IsTriggered,
            IsResting = mark.IsResting,
        };
        if (mark.Best is { } best) working.Best = best;
        if (working.Link is { } link)
        {
            link.Used += order.Filled.Value;
            if (mark.GroupMayTrade is { } budget) link.Remember(budget);
        }

        Place(working);
        Count++;
        if (!working.IsPlainMarket) Special++;
        if (!working.HasArrived) _transit.Await(mark.ArrivesAt);
    }

    /// <summary>What an order that is over took of what its group may trade.</summary>
    public void Restore(OrderGroup group, Quantity traded)
    {
        if (_links.Find(one => one.Group.Id == group.Id) is { } link) link.Used += traded.Value;
    }

    /// <summary>Executions are numbered on from the last that there was.</summary>
    public void GoOnFrom(long lastExecution) => _executions = lastExecution;

    public void Cancel(Order order) => Send(order, new(order, IsCancel: true, null, default));

    public void Replace(Order order, OrderTerms terms, Quantity quantity) => Send(order, new(order, IsCancel: false, terms, quantity));

    /// <summary>Orders of the instrument that have reached the venue. Those that a strategy gives while it hears of an event wait for the next one, so they are not in this list.</summary>
    public List<WorkingOrder> Due(Instrument instrument, Instant64 at)
    {
        _due.Clear();
        foreach (var one in _orders)
            if (one.ArrivesAt <= at && Same(one.Order.Instrument, instrument)) _due.Add(one);
        return _due;
    }

    /// <summary>Books a fill; what it brings to life or makes void in its group follows. What a cash account has no more is not sold: the gate lets orders that may only reduce wait beside others, for the same holding.</summary>
    public void Fill(WorkingOrder working, decimal quantity, decimal price, Liquidity liquidity, Instant64 time)
    {
        if (working.Order.Side == OrderSide.Buy || !world.SellsOnlyWhatItHas || world.PositionOf(working.Order.Instrument) is var held && held >= quantity)
        {
            Trade(working, quantity, price, liquidity, time);
            return;
        }

        if (held > 0m) Trade(working, held, price, liquidity, time);
        if (!working.Order.IsOver) Cancel(working, NothingToSell);
    }

    public void Cancel(WorkingOrder working, Refusal reason)
    {
        if (!Remove(working)) return;
        MeasureGroup(working);
        listener.OnCancelled(working.Order, reason);
        if (_links.Count > 0) EndSpent();
    }

    public void Expire(WorkingOrder working, Refusal reason)
    {
        if (!Remove(working)) return;
        MeasureGroup(working);
        listener.OnExpired(working.Order, reason);
        if (_links.Count > 0) EndSpent();
    }

    /// <summary>Lets what is on its way arrive, and what has had its time expire.</summary>
    public void AdvanceTo(Instant64 now)
    {
        if (_transit.Next <= now)
        {
            foreach (var one in _orders.ToArray())
                if (!one.HasArrived && one.ArrivesAt <= now) Arrive(one);
            while (_transit.TakeDue(now, out var message)) Deliver(message);
            _transit.AwaitNext(_orders);
        }

        if (_nextExpiry > now) return;
        foreach (var one in _orders.ToArray())
            if (one.ExpiresAt <= now) Expire(one, new(RefusalCodes.Expired, $"It was good until {one.ExpiresAt}."));
        _nextExpiry = _orders.Count == 0 ? Instant64.MaxValue : _orders.Min(one => one.ExpiresAt);
    }

    /// <summary>Ends what a hole in the data leaves in doubt; returns how many.</summary>
    public int CancelAcross(Instrument instrument, decimal open, Refusal reason)
    {
        var cancelled = 0;
        foreach (var one in Due(instrument, Instant64.MaxValue).ToArray())
        {
            if (one.Order.IsOver || one.Available <= 0m || !(one.TradesAtAnyPrice || one.IsAtOnceOrNever || IsJumpedOver(one, open))) continue;
            cancelled++;
            Cancel(one, reason);
        }

        return cancelled;
    }

    public void End(Order order, Refusal reason)
    {
        if (Find(order) is { } working) Cancel(working, reason);
    }

    public void Settle(Order order, decimal price) =>
        listener.OnFilled(order, new(++_executions, order.Id, order.Instrument, order.Side, order.Quantity, new(price), 0m, Liquidity.Taker, world.Now));

    public void CancelAll(Instrument instrument, Refusal reason)
    {
        foreach (var one in Due(instrument, Instant64.MaxValue).ToArray()) Cancel(one, reason);
    }

    public void Split(Instrument instrument, decimal factor)
    {
        WorkingOrder[] waiting = [.. Due(instrument, Instant64.MaxValue)];
        foreach (var link in waiting.Select(one => one.Link).OfType<OrderLink>().Distinct()) link.Divide(factor, instrument);
        foreach (var one in waiting)
        {
            var order = one.Order;
            if (order.IsOver) continue;
            var quantity = order.Filled.Value + instrument.RoundDownToLot(order.Remaining.Value / factor).Value;
            one.Version++;
            if (one.Best is { } best) one.Best = best * factor;
            listener.OnReplaced(order, order.Terms.Scaled(factor, instrument), new(quantity));
            if (order.IsOver) Remove(one);
        }
    }

    private void Trade(WorkingOrder working, decimal quantity, decimal price, Liquidity liquidity, Instant64 time)
    {
        var (order, instrument) = (working.Order, working.Order.Instrument);
        var size = new Quantity(quantity);
        var paid = new Price(price);
        var fee = (rules.Fees ?? instrument.Fees).At(time).FeeOf(instrument.Notional(paid, size).Amount, size, liquidity);
        if (working.Link is { } link) link.Used += quantity;
        if (_links.Count > 0 && FedBy(order) is { } fed) fed.Budget += quantity;
        if (order.Remaining.Value == quantity) Remove(working);
        listener.OnFilled(order, new(++_executions, order.Id, instrument, order.Side, size, paid, fee, liquidity, time));
        if (_links.Count > 0) EndSpent();
    }

    private static bool IsJumpedOver(WorkingOrder one, decimal open) =>
        one.LimitNow is { } limit && (one.Order.Side == OrderSide.Buy ? open < limit : open > limit);

    private void Arrive(WorkingOrder working)
    {
        working.HasArrived = true;
        if (working.Order.IsOver) return;

        // A trailing exit begins to follow when its entry has traded.
        if (working.Order is { Terms: TrailingStopTerms, Group: null or { Entry: null } }) working.Best = world.LastPriceOf(working.Order.Instrument);
        listener.OnAccepted(working.Order);
        BeginToRest(working);
    }

    /// <summary>A limit order that cannot trade where it has come to is the liquidity of others from now on; one that could and must not ends.</summary>
    private void BeginToRest(WorkingOrder working)
    {
        if (working.Order.IsOver || working.Order.Terms is not LimitTerms { Limit: var limit } terms) return;

        var (side, opposite) = (working.Order.Side, world.OppositePriceOf(working.Order.Instrument, working.Order.Side));
        var wouldTake = opposite is { } price && (side == OrderSide.Buy ? limit.Value >= price : limit.Value <= price);
        working.IsResting = !wouldTake && !working.IsAtOnceOrNever && working.Available > 0m;
        if (terms.PostOnly && wouldTake) Cancel(working, new(RefusalCodes.PostOnly, $"It would have traded at once: its limit is {limit}, the price to {(side == OrderSide.Buy ? "buy" : "sell")} at {opposite}."));
    }

    private void Send(Order order, OrderMessage message)
    {
        if (!_transit.Post(message, world.Now)) Deliver(message);
    }

    private void Deliver(OrderMessage message)
    {
        var working = Find(message.Order);
        if (working is null) return;
        if (message.IsCancel)
        {
            Cancel(working, OnRequest);
            return;
        }

        // Venues leave an order in its place when only less of it is wanted.
        var keepsItsPlace = message.Terms == message.Order.Terms && message.Quantity <= message.Order.Quantity;
        working.Version++;
        if (!keepsItsPlace && working.Queue is not null) working.Queue = null;
        listener.OnReplaced(message.Order, message.Terms!, message.Quantity);
        if (message.Order.IsOver) Remove(working);
        else if (!keepsItsPlace) BeginToRest(working);
        if (FedBy(message.Order) is { } fed) CoverWith(fed, message.Quantity);
        MeasureGroup(working);
        EndSpent();
    }

    /// <summary>Exits are for as much as their entry may fill, so they change with it.</summary>
    private void CoverWith(OrderLink exits, Quantity quantity)
    {
        foreach (var one in _orders.Where(one => ReferenceEquals(one.Link, exits)).ToArray())
        {
            // Whoever heard of the one before may have ended this one.
            if (one.Order.IsOver) continue;
            one.Version++;
            listener.OnReplaced(one.Order, one.Order.Terms, quantity);
            if (one.Order.IsOver) Remove(one);
        }
    }

    /// <summary>An order ended, or changed: its OCO may trade no more than the largest of those that are left.</summary>
    private void MeasureGroup(WorkingOrder working)
    {
        if (working.Link is not { Group.Entry: null } link) return;
        link.Budget = _orders.Where(one => ReferenceEquals(one.Link, link)).Select(one => one.Order.Quantity.Value).DefaultIfEmpty(0m).Max();
    }

    // In the order of arrival, in which the venue serves them; only where latency is left to chance do orders overtake one another.
    private void Place(WorkingOrder working)
    {
        var place = _orders.Count;
        while (place > 0 && _orders[place - 1].ArrivesAt > working.ArrivesAt) place--;
        _orders.Insert(place, working);
    }

    private bool Remove(WorkingOrder working)
    {
        if (!_orders.Remove(working)) return false;
        Count--;
        if (!working.IsPlainMarket) Special--;
        return true;
    }

    private OrderLink? LinkOf(Order order)
    {
        if (order.Group is not { } group || group is { Type: OrderGroupType.Bracket, Entry: null }) return null;

        var link = _links.Find(one => one.Group.Id == group.Id);
        if (link is null) _links.Add(link = new(group) { Budget = group.Entry?.Filled.Value ?? 0m });
        if (group.Entry is null) link.Budget = Math.Max(link.Budget, order.Quantity.Value);
        return link;
    }

    private OrderLink? FedBy(Order entry) => _links.Find(one => ReferenceEquals(one.Group.Entry, entry));

    /// <summary>Ends the orders of groups that have nothing left to trade, and forgets groups that have no orders left.</summary>
    private void EndSpent()
    {
        for (var at = _links.Count - 1; at >= 0 && at < _links.Count; at--)
        {
            var link = _links[at];
            if (!link.IsSpent && _orders.Exists(one => ReferenceEquals(one.Link, link))) continue;

            _links.RemoveAt(at);
            var reason = link.Used == 0m ? EntryEnded : OtherTraded;
            foreach (var one in _orders.Where(one => ReferenceEquals(one.Link, link)).ToArray()) Cancel(one, reason);
            at = _links.Count;
        }
    }

    private Instant64 ExpiryOf(Order order, Instant64 given)
    {
        var expiry = order.Request.TimeInForce switch
        {
            TimeInForce.Day => order.Instrument.Calendar.TradingDayAtOrAfter(given).Close,
            TimeInForce.Gtd => order.Request.ExpiresAt ?? Instant64.MaxValue,
            _ => Instant64.MaxValue,
        };
        if (expiry < _nextExpiry) _nextExpiry = expiry;
        return expiry;
    }

    private static bool Same(Instrument left, Instrument right) => ReferenceEquals(left, right) || left.Symbol == right.Symbol;
}
