using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Matching;

/// <summary>Trades orders against quotes and single trades.</summary>
/// <remarks>
/// A quote: buys look at the ask, sales at the bid; no more trades than the quote shows. A limit order that arrives when it could trade takes the quote's price; one that
/// rests already is itself the liquidity, and trades at its limit once the other side has come to it. A trade: a resting limit order trades when the market trades beyond
/// its limit, since at the limit others may have come first.
/// </remarks>
internal sealed class TickMatcher(MatchingRules rules, OrderPool orders, IVenueWorld world)
{
    private readonly List<WorkingOrder> _meeting = [];

    public void Meet(Instrument instrument, in QuoteTick quote)
    {
        Gather(instrument, quote.Time);
        var (bought, sold) = (RoomOf(quote.AskSize), RoomOf(quote.BidSize));
        foreach (var one in _meeting)
        {
            var isBuy = one.Order.Side == OrderSide.Buy;
            var (price, size) = isBuy ? (quote.Ask, quote.AskSize) : (quote.Bid, quote.BidSize);
            if (one.Order.IsOver || one.Available <= 0m || double.IsNaN(price)) continue;

            var conditions = new MarketConditions(instrument, rules, size, OnGrid: true, IsQuoted: true);
            var at = (decimal)price;
            ref var room = ref isBuy ? ref bought : ref sold;
            Trigger(one, at);
            if (one.TradesAtAnyPrice) Trade(one, at, ref room, in conditions, quote.Time);
            else if (LimitOf(one) is { } limit && (isBuy ? at <= limit : at >= limit)) TradeLimit(one, limit, at, ref room, in conditions, quote.Time);
            one.IsResting = true;
        }

        EndAtOnceOrNever();
    }

    public void Meet(Instrument instrument, in TradeTick trade, bool isSoleSource)
    {
        Gather(instrument, trade.Time);
        var room = trade.Size > 0 ? rules.RoomIn(trade.Size) : decimal.MaxValue;
        var conditions = new MarketConditions(instrument, rules, trade.Size, OnGrid: true);
        var at = (decimal)trade.Price;
        foreach (var one in _meeting)
        {
            if (one.Order.IsOver || one.Available <= 0m) continue;

            Trigger(one, at);
            if (one.TradesAtAnyPrice && isSoleSource) Trade(one, at, ref room, in conditions, trade.Time);
            else if (LimitOf(one) is { } limit && IsBeyond(limit, at, one.Order.Side) && (isSoleSource || one.IsResting)) TradeLimit(one, limit, at, ref room, in conditions, trade.Time);
            if (isSoleSource) one.IsResting = true;
        }

        if (isSoleSource) EndAtOnceOrNever();
    }

    private void Gather(Instrument instrument, Instant64 time)
    {
        _meeting.Clear();
        _meeting.AddRange(orders.Due(instrument, time));
    }

    private static void Trigger(WorkingOrder one, decimal price)
    {
        if (one.IsTriggered || !one.Order.Terms.WaitsForTrigger) return;

        var side = one.Order.Side;
        if (one.Order.Terms is TrailingStopTerms && (one.Best is not { } best || (side == OrderSide.Sell ? price > best : price < best))) one.Best = price;
        var stop = one.Order.Terms switch
        {
            StopTerms terms => terms.Stop.Value,
            StopLimitTerms terms => terms.Stop.Value,
            TrailingStopTerms terms => terms.StopAt(one.Best!.Value, side),
            _ => throw new InvalidOperationException($"{one.Order.Terms.GetType().Name} has no stop."),
        };
        one.IsTriggered = side == OrderSide.Buy ? price >= stop : price <= stop;
    }

    private void TradeLimit(WorkingOrder one, decimal limit, decimal at, ref decimal room, in MarketConditions conditions, Instant64 time)
    {
        if (QuantityOf(one, ref room) is not (> 0m and var quantity)) return;
        if (one.IsResting) orders.Fill(one, quantity, limit, Liquidity.Maker, time);
        else orders.Fill(one, quantity, conditions.PaidWithin(limit, at, one.Order.Side, quantity), Liquidity.Taker, time);
    }

    private void Trade(WorkingOrder one, decimal at, ref decimal room, in MarketConditions conditions, Instant64 time)
    {
        if (QuantityOf(one, ref room) is > 0m and var quantity) orders.Fill(one, quantity, conditions.PaidAt(at, one.Order.Side, quantity), Liquidity.Taker, time);
    }

    private decimal QuantityOf(WorkingOrder one, ref decimal room)
    {
        var quantity = one.Available;
        if (one.Order.IsReduceOnly)
        {
            var position = world.PositionOf(one.Order.Instrument);
            var held = one.Order.Side == OrderSide.Sell ? position : -position;
            if (held <= 0m)
            {
                orders.Cancel(one, new(RefusalCodes.NothingToReduce, $"It may only reduce, and there is no position of {one.Order.Instrument.Symbol} that it could."));
                return 0m;
            }

            quantity = Math.Min(quantity, held);
        }

        if (quantity > room)
        {
            if (one.Order.Request.TimeInForce == TimeInForce.Fok) return 0m;
            quantity = one.Order.Instrument.RoundDownToLot(room).Value;
        }

        room -= quantity;
        return quantity;
    }

    private void EndAtOnceOrNever()
    {
        foreach (var one in _meeting)
            if (one.IsAtOnceOrNever && !one.Order.IsOver) orders.Expire(one, AtOnce.Reason(one.Order));
    }

    private decimal RoomOf(double size) => size > 0 && rules.VolumeShare is not null ? (decimal)size : decimal.MaxValue;

    private static decimal? LimitOf(WorkingOrder one) => one.Order.Terms switch
    {
        LimitTerms terms => terms.Limit.Value,
        StopLimitTerms terms when one.IsTriggered => terms.Limit.Value,
        _ => null,
    };

    private bool IsBeyond(decimal limit, decimal price, OrderSide side) =>
        (side == OrderSide.Buy ? price < limit : price > limit) || (rules.Fill.TouchIsEnough && price == limit);
}
