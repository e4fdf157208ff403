using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>A fill as the naive venue and the fast one are compared by.</summary>
internal readonly record struct NaiveFill(OrderId Order, decimal Quantity, decimal Price, bool AtOpen);

/// <summary>The oracle of the fast matcher: obviously right and slow. It takes the price from tick to tick along the path and asks every order at every tick.</summary>
/// <remarks>For a tick of 1, whole lots, no fees; slippage in basis points. Works on the orders as they were given and leaves them alone.</remarks>
internal sealed class NaiveVenue
{
    private readonly decimal _volumeShare;
    private readonly decimal _slippage;
    private readonly bool _touchIsEnough;
    private readonly bool _takesBest;
    private NaiveState _state;

    public NaiveVenue(IEnumerable<Order> orders, decimal position, decimal volumeShare, decimal slippage, bool touchIsEnough, bool takesBest)
    {
        (_volumeShare, _slippage, _touchIsEnough, _takesBest) = (volumeShare, slippage, touchIsEnough, takesBest);
        _state = new(orders, position);
    }

    public List<NaiveFill> Fills => _state.Fills;

    public int Ambiguous { get; private set; }

    /// <summary>What the two ways through the last bar were worth at its close, the worse first.</summary>
    public (decimal Worse, decimal Better) Band { get; private set; }

    /// <summary>Trailing stops begin at the price that was there when they were given.</summary>
    public void Arrive(decimal last)
    {
        foreach (var one in _state.Orders)
            if (one.Entry is null) one.Best = last;
    }

    public void Meet(in Bar bar)
    {
        var (open, high, low, close) = ((decimal)bar.Open, (decimal)bar.High, (decimal)bar.Low, (decimal)bar.Close);
        _state.Room = _volumeShare * (decimal)bar.Volume;
        _state.AtOpen = true;
        var atOpen = _state.Fills.Count;
        foreach (var one in _state.Orders) (one.MayTrade, one.Counts) = (true, !one.IsOver);
        Stand(_state, open);
        foreach (var one in _state.Orders) one.IsOver |= one.IsAtOnceOrNever;

        // What trades at any price and could not at the open waits for the next one.
        _state.AtOpen = false;
        foreach (var one in _state.Orders) (one.MayTrade, one.Counts) = (one.Waits || one.Limit is not null, !one.IsOver);

        _state.Room = _volumeShare * (decimal)bar.Volume - _state.Fills.Skip(atOpen).Sum(fill => fill.Quantity);

        var before = _state.Fills.Count;
        var highFirst = _state.Copy();
        Walk(highFirst, open, high, low, close);
        var lowFirst = _state.Copy();
        Walk(lowFirst, open, low, high, close);
        var (likely, other) = high - open <= open - low ? (highFirst, lowFirst) : (lowFirst, highFirst);
        var (likelyWorth, otherWorth) = (likely.WorthAt(close, before), other.WorthAt(close, before));
        Band = (Math.Min(likelyWorth, otherWorth), Math.Max(likelyWorth, otherWorth));
        var differ = !likely.DidTheSameAs(other);
        if (differ) Ambiguous++;
        _state = differ && (_takesBest ? otherWorth > likelyWorth : otherWorth < likelyWorth) ? other : likely;
    }

    private void Walk(NaiveState state, params ReadOnlySpan<decimal> points)
    {
        var price = points[0];
        Stand(state, price);
        foreach (var point in points[1..])
        {
            var step = Math.Sign(point - price);
            while (price != point)
            {
                Leave(state, price, step);
                price += step;
                Stand(state, price);
            }
        }
    }

    /// <summary>The price is here, and trailing stops see it: stops that it touches and limits that lie behind it act, the first given first, until nothing more happens.</summary>
    private void Stand(NaiveState state, decimal price)
    {
        foreach (var one in state.Orders.Where(one => one.MayTrade && one.Waits && state.IsAlive(one))) one.Follow(price);
        while (state.Orders.Exists(one => Acts(state, one, price, leaves: 0))) { }
    }

    /// <summary>The price goes on from here, so limits at it are passed.</summary>
    private void Leave(NaiveState state, decimal price, int direction)
    {
        while (state.Orders.Exists(one => Acts(state, one, price, direction))) Stand(state, price);
    }

    private bool Acts(NaiveState state, NaiveOrder one, decimal price, int leaves)
    {
        if (!one.MayTrade || !state.IsAlive(one)) return false;

        var buys = one.Side == OrderSide.Buy;
        if (one.Waits)
        {
            one.Follow(price);
            if (buys ? price < one.StopNow : price > one.StopNow) return false;

            one.Waits = false;
            if (one.Limit is null) Trade(state, one, Slipped(price, buys));
            return true;
        }

        if (state.Room <= 0m) return false;
        if (one.Limit is not { } limit) return Trade(state, one, Slipped(price, buys));

        var isBehind = buys ? price < limit : price > limit;
        if (isBehind) return Trade(state, one, one.IsPostOnly ? limit : buys ? Math.Min(limit, Slipped(price, buys)) : Math.Max(limit, Slipped(price, buys)));
        return price == limit && (_touchIsEnough || leaves == (buys ? -1 : 1)) && Trade(state, one, limit);
    }

    private static bool Trade(NaiveState state, NaiveOrder one, decimal price)
    {
        var quantity = Math.Min(one.Remaining, state.LeftFor(one));
        if (one.IsReduceOnly)
        {
            var held = one.Side == OrderSide.Sell ? state.Position : -state.Position;
            if (held <= 0m) return one.IsOver = true;
            quantity = Math.Min(quantity, held);
        }

        if (quantity > state.Room)
        {
            if (one.IsWhole) return false;
            quantity = state.Room = decimal.Floor(state.Room);
        }

        if (quantity == 0m) return false;
        state.Book(one, quantity, price);
        return true;
    }

    private decimal Slipped(decimal price, bool buys)
    {
        var slip = price * _slippage / 10_000m;
        return buys ? decimal.Ceiling(price + slip) : decimal.Floor(price - slip);
    }
}
