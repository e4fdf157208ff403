using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Matching;

/// <summary>Moves a price along a path and notes what the waiting orders do, without touching them: a what-if whose outcome may be taken or left.</summary>
/// <remarks>
/// Between two points of the path the price passes every price in between. A stop is reached when the price touches it; a limit order trades when the price goes
/// beyond its limit (or touches it, where the rules are that kind), since others may have come first. Used again and again; allocates only while it grows.
/// </remarks>
internal sealed class PathWalk
{
    private readonly List<PathFill> _fills = [];
    private PathOrder[] _orders = new PathOrder[8];
    private PathLink[] _links = new PathLink[4];
    private int _count;
    private int _linkCount;
    private decimal _position;
    private decimal _room;
    private decimal _price;
    private bool _touchIsEnough;
    private MarketConditions _market;

    public ReadOnlySpan<PathOrder> Orders => _orders.AsSpan(0, _count);

    public List<PathFill> Fills => _fills;

    /// <summary>How much of the market's volume was traded already when the walk began.</summary>
    public decimal Taken => _market.Volume > 0 && _room != decimal.MaxValue ? _market.Rules.RoomIn(_market.Volume) - _room : 0m;

    /// <summary>Copies the orders that may trade.</summary>
    /// <param name="position">What the account holds of the instrument, signed.</param>
    /// <param name="room">How much may trade.</param>
    public void Load(List<WorkingOrder> due, in MarketConditions market, decimal position, decimal room, bool touchIsEnough)
    {
        (_count, _linkCount, _position, _room, _market, _touchIsEnough) = (0, 0, position, room, market, touchIsEnough);
        _fills.Clear();
        if (_orders.Length < due.Count) Array.Resize(ref _orders, due.Count * 2);
        foreach (var one in due) Add(one);
        for (var index = 0; index < _count; index++) _orders[index].Feeds = FedBy(_orders[index].Source.Order);
    }

    public void CopyFrom(PathWalk other)
    {
        (_count, _linkCount, _position, _room, _market, _touchIsEnough, _price) = (other._count, other._linkCount, other._position, other._room, other._market, other._touchIsEnough, other._price);
        if (_orders.Length < _count) Array.Resize(ref _orders, other._orders.Length);
        if (_links.Length < _linkCount) Array.Resize(ref _links, other._links.Length);
        Array.Copy(other._orders, _orders, _count);
        Array.Copy(other._links, _links, _linkCount);
        _fills.Clear();
        _fills.AddRange(other._fills);
    }

    /// <summary>Another stretch of the market begins, with a volume of its own.</summary>
    /// <param name="taken">What was traded of it before.</param>
    public void MeetVolume(double volume, bool isCounted, decimal taken)
    {
        _market = _market with { Volume = isCounted ? volume : 0 };
        _room = isCounted ? Math.Max(0m, _market.Rules.RoomIn(volume) - taken) : decimal.MaxValue;
    }

    /// <summary>The price is there from one moment to the next: orders that it suits trade at it.</summary>
    public void JumpTo(decimal price)
    {
        Arrive(price);
        Settle();
    }

    /// <summary>The price moves to the target, through everything in between.</summary>
    public void MoveTo(decimal target)
    {
        var up = target > _price;
        while (NextEvent(target, up, out var index, out var at))
        {
            Arrive(at);
            Act(index);
            Settle();
        }

        Arrive(target);
    }

    /// <summary>What the fills from a place on are worth at a price: the less, the worse for whoever ordered.</summary>
    public decimal WorthAt(decimal price, int from)
    {
        var worth = 0m;
        for (var index = from; index < _fills.Count; index++)
        {
            var fill = _fills[index];
            worth += (_orders[fill.Order].Side == OrderSide.Buy ? fill.Quantity : -fill.Quantity) * (price - fill.Price);
        }

        return worth;
    }

    /// <summary>Whether every order has traded as much, at the same prices, in another walk.</summary>
    public bool DidTheSameAs(PathWalk other)
    {
        if (_fills.Count != other._fills.Count) return false;
        foreach (var fill in _fills)
            if (!other._fills.Contains(fill)) return false;
        for (var index = 0; index < _count; index++)
            if (_orders[index].Waits != other._orders[index].Waits || _orders[index].Ends != other._orders[index].Ends) return false;
        return true;
    }

    /// <summary>Marks the order as triggered; the fill models of peers, which know no path, ask for that.</summary>
    public void Trigger(int index) => _orders[index].Waits = false;

    public void Follow(int index, decimal price) => _orders[index].Follow(price);

    /// <summary>Trades what may be traded of the order, at a price that has been settled.</summary>
    public void Fill(int index, decimal price, Liquidity liquidity)
    {
        if (QuantityOf(index) is > 0m and var quantity) Note(index, quantity, price, liquidity);
    }

    /// <summary>Trades at whatever price is there, slippage on top.</summary>
    public void FillAtMarket(int index, decimal price)
    {
        if (QuantityOf(index) is > 0m and var quantity) Note(index, quantity, _market.PaidAt(price, _orders[index].Side, quantity), Liquidity.Taker);
    }

    public bool IsAlive(int index)
    {
        ref var order = ref _orders[index];
        return order.Remaining > 0m && !order.Ends && (order.Link < 0 || _links[order.Link].Budget > _links[order.Link].Used);
    }

    private void Add(WorkingOrder source)
    {
        var order = source.Order;
        ref var added = ref _orders[_count++];
        added = new()
        {
            Source = source,
            Version = source.Version,
            Side = order.Side,
            Remaining = order.Remaining.Value,
            Waits = order.Terms.WaitsForTrigger && !source.IsTriggered,
            Best = source.Best,
            Link = source.Link is { } link ? PlaceOf(link) : -1,
        };
        switch (order.Terms)
        {
            case LimitTerms terms: (added.Limit, added.IsPostOnly) = (terms.Limit.Value, terms.PostOnly); break;
            case StopTerms terms: added.Stop = terms.Stop.Value; break;
            case StopLimitTerms terms: (added.Stop, added.Limit) = (terms.Stop.Value, terms.Limit.Value); break;
            case TrailingStopTerms terms: added.Trail = terms; break;
        }
    }

    private int PlaceOf(OrderLink link)
    {
        for (var index = 0; index < _linkCount; index++)
            if (ReferenceEquals(_links[index].Source, link)) return index;
        if (_links.Length == _linkCount) Array.Resize(ref _links, _linkCount * 2);
        _links[_linkCount] = new() { Source = link, Budget = link.Budget, Used = link.Used };
        return _linkCount++;
    }

    private int FedBy(Order entry)
    {
        for (var index = 0; index < _linkCount; index++)
            if (ReferenceEquals(_links[index].Source.Group.Entry, entry)) return index;
        return -1;
    }

    /// <summary>Trailing stops see a price before anybody trades at it: a trade may leave them nothing to do until their entry trades more.</summary>
    private void Arrive(decimal price)
    {
        _price = price;
        for (var index = 0; index < _count; index++)
            if (IsAlive(index)) _orders[index].Follow(price);
    }

    private void Settle()
    {
        for (var index = 0; index < _count; index++)
        {
            if (!IsAlive(index)) continue;

            _orders[index].Follow(_price);
            if (!CanActHere(in _orders[index])) continue;

            // What it does may bring an exit to life that stands before it, so the look begins anew.
            var (fills, waits) = (_fills.Count, _orders[index].Waits);
            Act(index);
            if (_fills.Count > fills || waits != _orders[index].Waits || _orders[index].Ends) index = -1;
        }
    }

    private bool CanActHere(in PathOrder order)
    {
        if (order.Waits) return IsReached(order.StopNow(), order.Side);
        return _room > 0m && (order.Limit is not { } limit || IsBeyond(limit, order.Side));
    }

    // A buy's stop is reached from below, a sale's from above.
    private bool IsReached(decimal stop, OrderSide side) => side == OrderSide.Buy ? _price >= stop : _price <= stop;

    private bool IsBeyond(decimal limit, OrderSide side) => side == OrderSide.Buy
        ? _price < limit || (_touchIsEnough && _price == limit)
        : _price > limit || (_touchIsEnough && _price == limit);

    /// <summary>The next price on the way at which an order acts, the nearest first. At one price stops come before limits that have to be passed: a touch is enough for them.</summary>
    private bool NextEvent(decimal target, bool up, out int index, out decimal at)
    {
        (index, at) = (-1, 0m);
        for (var place = 0; place < _count; place++)
        {
            if (!IsAlive(place) || LevelOnTheWay(in _orders[place], target, up) is not { } level) continue;
            var isNearer = index < 0 || (up ? level < at : level > at);
            if (isNearer || (level == at && !_touchIsEnough && _orders[place].Waits && !_orders[index].Waits)) (index, at) = (place, level);
        }

        return index >= 0;
    }

    private decimal? LevelOnTheWay(in PathOrder order, decimal target, bool up)
    {
        if (order.Waits)
        {
            if (up != (order.Side == OrderSide.Buy)) return null;

            var stop = order.StopNow();
            return (up ? stop <= target : stop >= target) ? Ahead(stop) : null;
        }

        if (order.Limit is not { } limit || _room <= 0m || up == (order.Side == OrderSide.Buy)) return null;
        var isPassed = up ? limit < target : limit > target;
        return isPassed || (_touchIsEnough && limit == target) ? Ahead(limit) : null;

        decimal Ahead(decimal level) => up ? Math.Max(level, _price) : Math.Min(level, _price);
    }

    private void Act(int index)
    {
        ref var order = ref _orders[index];
        if (order.Waits)
        {
            order.Waits = false;
            if (order.Limit is null) FillAtMarket(index, _price);
            return;
        }

        if (order.Limit is not { } limit) FillAtMarket(index, _price);
        else if (limit == _price || order.IsPostOnly) Fill(index, limit, Liquidity.Maker);
        else if (QuantityOf(index) is > 0m and var quantity) Note(index, quantity, _market.PaidWithin(limit, _price, order.Side, quantity), Liquidity.Taker);
    }

    /// <summary>How much of the order may trade now: no more than the group has left, than there is to reduce, than the market has room for.</summary>
    private decimal QuantityOf(int index)
    {
        ref var order = ref _orders[index];
        var quantity = order.Remaining;
        if (order.Link >= 0) quantity = Math.Min(quantity, _links[order.Link].Budget - _links[order.Link].Used);
        if (order.Source.Order.IsReduceOnly)
        {
            var held = order.Side == OrderSide.Sell ? _position : -_position;
            if (held <= 0m)
            {
                order.Ends = true;
                return 0m;
            }

            quantity = Math.Min(quantity, held);
        }

        if (quantity <= _room) return quantity;
        if (order.Source.Order.Request.TimeInForce == TimeInForce.Fok) return 0m;

        // What is less than a lot is no room, and must not be offered again.
        return _room = order.Source.Order.Instrument.RoundDownToLot(_room).Value;
    }

    private void Note(int index, decimal quantity, decimal price, Liquidity liquidity)
    {
        ref var order = ref _orders[index];
        _fills.Add(new(index, quantity, price, liquidity));
        order.Remaining -= quantity;
        _room -= quantity;
        _position += order.Side == OrderSide.Buy ? quantity : -quantity;
        if (order.Link >= 0) _links[order.Link].Used += quantity;
        if (order.Feeds >= 0) _links[order.Feeds].Budget += quantity;
    }
}
