using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Matching;

/// <summary>Trades orders against the levels of a book, and against the trades that eat the queues they stand in.</summary>
/// <remarks>
/// An order that takes does so at a message of the book, never at a trade: the book has not shown yet what the trade took. An order that rests stands behind all that
/// its price showed when it came; trades at the price move it forward, and so does a level that shows less than stood ahead of it. Who leaves the queue is otherwise
/// taken to have stood behind. A book that is not sound trades nothing.
/// </remarks>
internal sealed class BookMatcher(MatchingRules rules, OrderPool orders, IVenueWorld world)
{
    private readonly Meeting _meeting = new(orders, world);
    private readonly List<WorkingOrder> _reached = [];
    private readonly Dictionary<OrderBook, BookFootprint> _footprints = [];
    private long _joined;

    /// <summary>The book as a message left it.</summary>
    /// <param name="message">The changes that made it so.</param>
    /// <param name="hasTrades">Whether the instrument's trades are told too: stops wait for them, or else for the best prices.</param>
    public void Meet(OrderBook book, ReadOnlySpan<BookChange> message, bool hasTrades)
    {
        var footprint = FootprintOf(book);
        footprint.Hear(book, message);
        if (orders.Count == 0) return;

        _meeting.Gather(book.Instrument, book.Time);
        ShortenQueues(book, message);
        if (!book.IsSound) return;

        foreach (var one in _meeting.Orders)
        {
            if (one.Order.IsOver || one.Available <= 0m) continue;

            if (!hasTrades && BestFor(one, book) is var best && !double.IsNaN(best)) StopTrigger.Meet(one, (decimal)best);
            if (one.TradesAtAnyPrice) Walk(one, book, footprint, null);
            else if (one.LimitNow is not null) MeetLimit(one, book, footprint);
        }

        _meeting.EndAtOnceOrNever();
    }

    public void Meet(OrderBook book, in TradeTick trade)
    {
        FootprintOf(book).Hear(book, in trade);
        if (orders.Count == 0) return;

        _meeting.Gather(book.Instrument, trade.Time);
        var at = (decimal)trade.Price;
        foreach (var one in _meeting.Orders)
            if (!one.Order.IsOver && one.Available > 0m) StopTrigger.Meet(one, at);
        if (!book.IsSound) return;

        GatherReached(book, at, trade.Price);
        foreach (var one in _reached)
        {
            // What a strategy does when it hears of a fill may have ended or moved the next one.
            if (one.Order.IsOver || one.Queue is not { } place) continue;
            Serve(one, place, book.PriceOf(place.Ticks), in trade);
        }
    }

    private void ShortenQueues(OrderBook book, ReadOnlySpan<BookChange> message)
    {
        var isWhole = message is [{ BeginsSnapshot: true }, ..];
        foreach (var one in _meeting.Orders)
        {
            if (one.Queue is not { } place) continue;

            var side = RestsOn(one);
            if (isWhole) place.ShowsOnly((decimal)book.SizeAt(side, place.Ticks));
            foreach (ref readonly var change in message)
                if (change.Side == side && book.TryTicksOf(change.Price, out var ticks) && ticks == place.Ticks) place.ShowsOnly((decimal)change.Size);
        }
    }

    private void MeetLimit(WorkingOrder one, OrderBook book, BookFootprint footprint)
    {
        var (version, limit) = (one.Version, one.Queue?.Ticks ?? LimitTicksOf(one));
        Walk(one, book, footprint, limit);
        if (one.Order.IsOver || one.IsAtOnceOrNever || one.Version != version) return;
        if (one.Queue is null) Join(one, book, limit);
    }

    private void Join(WorkingOrder one, OrderBook book, long ticks)
    {
        one.Queue = new(ticks, ++_joined, rules.Fill.TouchIsEnough ? 0m : (decimal)book.SizeAt(RestsOn(one), ticks));
        one.IsResting = true;
    }

    /// <summary>Takes level after level, each an execution, as far as the limit allows. An order that rests already is met by the level instead, and trades at its limit.</summary>
    private void Walk(WorkingOrder one, OrderBook book, BookFootprint footprint, long? limit)
    {
        var (order, version, isMaker) = (one.Order, one.Version, one.IsResting && limit is not null);
        var side = order.Side == OrderSide.Buy ? BookSide.Ask : BookSide.Bid;
        if (order.Request.TimeInForce == TimeInForce.Fok && !ShowsAll(one, book, footprint, side, limit)) return;

        for (var depth = 0; depth < book.DepthOf(side) && IsWithin(book.LevelAt(side, depth).Ticks, limit, side); depth++)
        {
            var level = book.LevelAt(side, depth);
            if (_meeting.WantedOf(one) is not (> 0m and var wanted)) return;

            var quantity = Meeting.Within(footprint.LeftOf(side, in level), wanted, order.Instrument);
            if (quantity == 0m) continue;

            footprint.Take(side, level.Ticks, quantity);
            var price = book.PriceOf(isMaker ? limit!.Value : level.Ticks);
            if (!isMaker) price = PaidAt(price, limit is { } bound ? book.PriceOf(bound) : null, one, quantity, in level);
            orders.Fill(one, quantity, price, isMaker ? Liquidity.Maker : Liquidity.Taker, book.Time);
            if (order.IsOver || one.Version != version) return;
        }
    }

    private bool ShowsAll(WorkingOrder one, OrderBook book, BookFootprint footprint, BookSide side, long? limit)
    {
        var missing = _meeting.WantedOf(one);
        for (var depth = 0; missing > 0m && depth < book.DepthOf(side) && IsWithin(book.LevelAt(side, depth).Ticks, limit, side); depth++)
            missing -= Meeting.Within(footprint.LeftOf(side, in book.LevelAt(side, depth)), missing, one.Order.Instrument);
        return missing <= 0m;
    }

    private decimal PaidAt(decimal price, decimal? limit, WorkingOrder one, decimal quantity, in BookLevel level)
    {
        var conditions = new MarketConditions(one.Order.Instrument, rules, level.Size, OnGrid: true, IsQuoted: true);
        return limit is { } bound ? conditions.PaidWithin(bound, price, one.Order.Side, quantity) : conditions.PaidAt(price, one.Order.Side, quantity);
    }

    /// <summary>The orders whose limit a trade touched or passed, in the order in which the venue serves them: the better price first, then who came first.</summary>
    private void GatherReached(OrderBook book, decimal at, double price)
    {
        _reached.Clear();
        foreach (var one in _meeting.Orders)
        {
            if (one.Order.IsOver || one.Available <= 0m || !one.IsResting || one.LimitNow is not { } limit) continue;

            // It came after the last message of the book, and before the trade.
            if (one.Queue is null) Join(one, book, LimitTicksOf(one));

            // A trade at the other side's price took from there, and served nobody of this side.
            var isReached = one.Order.Side == OrderSide.Buy ? at <= limit && !(price >= book.Ask) : at >= limit && !(price <= book.Bid);
            if (isReached) _reached.Add(one);
        }

        if (_reached.Count > 1) _reached.Sort(ByPriority);
    }

    private void Serve(WorkingOrder one, QueuePlace place, decimal limit, in TradeTick trade)
    {
        // A trade that tells no size tells nothing of the queue; beyond the limit it tells that there is none left.
        var (isAtLimit, size) = ((decimal)trade.Price == limit, (decimal)trade.Size);
        var left = isAtLimit ? place.Advance(size) : place.Pass(size > 0m ? size : decimal.MaxValue);
        if (left <= 0m || _meeting.WantedOf(one) is not (> 0m and var wanted)) return;

        var quantity = Meeting.Within(left, wanted, one.Order.Instrument);
        if (quantity == 0m) return;

        foreach (var other in _meeting.Orders)
            if (other.Queue is not null && other.Order.Side == one.Order.Side && ByPriority(one, other) < 0) other.Queue.Owe(quantity);
        orders.Fill(one, quantity, limit, Liquidity.Maker, trade.Time);
    }

    private BookFootprint FootprintOf(OrderBook book)
    {
        if (!_footprints.TryGetValue(book, out var footprint)) _footprints.Add(book, footprint = new());
        return footprint;
    }

    private static int ByPriority(WorkingOrder left, WorkingOrder right)
    {
        var (one, other) = (left.Queue!, right.Queue!);
        if (left.Order.Side != right.Order.Side) return left.Order.Side.CompareTo(right.Order.Side);
        if (one.Ticks != other.Ticks) return left.Order.Side == OrderSide.Buy ? other.Ticks.CompareTo(one.Ticks) : one.Ticks.CompareTo(other.Ticks);
        return one.Number.CompareTo(other.Number);
    }

    private static double BestFor(WorkingOrder one, OrderBook book) => one.Order.Side == OrderSide.Buy ? book.Ask : book.Bid;

    private static BookSide RestsOn(WorkingOrder one) => one.Order.Side == OrderSide.Buy ? BookSide.Bid : BookSide.Ask;

    private static bool IsWithin(long ticks, long? limit, BookSide side) => limit is not { } bound || (side == BookSide.Ask ? ticks <= bound : ticks >= bound);

    // Orders of adjusted prices may lie off the grid; a limit is never read more generously than it is.
    private static long LimitTicksOf(WorkingOrder one)
    {
        var (instrument, limit) = (one.Order.Instrument, one.LimitNow!.Value);
        return (long)((one.Order.Side == OrderSide.Buy ? instrument.RoundDownToTick(limit) : instrument.RoundUpToTick(limit)).Value / instrument.TickSize);
    }
}
