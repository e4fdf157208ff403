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
    private readonly Meeting _meeting = new(orders, world);

    public void Meet(Instrument instrument, in QuoteTick quote)
    {
        _meeting.Gather(instrument, quote.Time);
        var (bought, sold) = (RoomOf(quote.AskSize), RoomOf(quote.BidSize));
        foreach (var one in _meeting.Orders)
        {
            if (one.Order.IsOver || one.Available <= 0m) continue;

            var (isBuy, version) = (one.Order.Side == OrderSide.Buy, one.Version);
            if (isBuy) MeetSide(one, quote.Ask, quote.AskSize, ref bought, quote.Time);
            else MeetSide(one, quote.Bid, quote.BidSize, ref sold, quote.Time);
            if (one.Version == version) one.IsResting = one.LimitNow is not null;
        }

        _meeting.EndAtOnceOrNever();
    }

    public void Meet(Instrument instrument, in TradeTick trade, bool isSoleSource)
    {
        _meeting.Gather(instrument, trade.Time);
        var room = trade.Size > 0 ? rules.RoomIn(trade.Size) : decimal.MaxValue;
        var conditions = new MarketConditions(instrument, rules, trade.Size, OnGrid: true);
        var at = (decimal)trade.Price;
        foreach (var one in _meeting.Orders)
        {
            if (one.Order.IsOver || one.Available <= 0m) continue;

            var version = one.Version;
            StopTrigger.Meet(one, at);
            if (one.TradesAtAnyPrice && isSoleSource) Trade(one, at, ref room, in conditions, trade.Time);
            else if (one.LimitNow is { } limit && IsBeyond(limit, at, one.Order.Side) && (isSoleSource || one.IsResting)) TradeLimit(one, limit, at, ref room, in conditions, trade.Time);
            if (isSoleSource && one.Version == version) one.IsResting = one.LimitNow is not null;
        }

        if (isSoleSource) _meeting.EndAtOnceOrNever();
    }

    private void MeetSide(WorkingOrder one, double price, double size, ref decimal room, Instant64 time)
    {
        if (double.IsNaN(price)) return;

        var conditions = new MarketConditions(one.Order.Instrument, rules, size, OnGrid: true, IsQuoted: true);
        var at = (decimal)price;
        StopTrigger.Meet(one, at);
        if (one.TradesAtAnyPrice) Trade(one, at, ref room, in conditions, time);
        else if (one.LimitNow is { } limit && (one.Order.Side == OrderSide.Buy ? at <= limit : at >= limit)) TradeLimit(one, limit, at, ref room, in conditions, time);
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
        var wanted = _meeting.WantedOf(one);
        if (wanted > room && one.Order.Request.TimeInForce == TimeInForce.Fok) return 0m;

        var quantity = Meeting.Within(room, wanted, one.Order.Instrument);
        room -= quantity;
        return quantity;
    }

    private decimal RoomOf(double size) => size > 0 && rules.VolumeShare is not null ? (decimal)size : decimal.MaxValue;

    private bool IsBeyond(decimal limit, decimal price, OrderSide side) =>
        (side == OrderSide.Buy ? price < limit : price > limit) || (rules.Fill.TouchIsEnough && price == limit);
}
