using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Matching;

/// <summary>Trades orders against bars, quotes, trades or books. An order given at an event meets the next one, never the one it was decided on (unless the rules say so).</summary>
public sealed class SimulatedVenue : IVenue
{
    private readonly MatchingRules _rules;
    private readonly OrderPool _orders;
    private readonly BarMatcher _bars;
    private readonly TickMatcher _ticks;
    private readonly BookMatcher _books;

    public SimulatedVenue(MatchingRules rules, IVenueListener listener, IVenueWorld world)
    {
        _rules = rules;
        _orders = new(rules, listener, world);
        _bars = new(rules, _orders, world);
        _ticks = new(rules, _orders, world);
        _books = new(rules, _orders, world);
    }

    /// <summary>For the loop over bars, which asks it at every one.</summary>
    internal OrderPool Orders => _orders;

    /// <summary>Whether market orders trade at the close that they were decided on.</summary>
    internal bool TradesAtClose => _rules.FillTiming == FillTiming.Close;

    /// <summary>Whether any order waits or is on its way.</summary>
    public bool HasOrders => _orders.Count > 0;

    /// <summary>Whether any of them is more than a market order that waits for the next open.</summary>
    public bool HasOrdersWithinBars => _orders.Special > 0;

    /// <summary>In how many bars it was left open what came first, so that the model had to choose.</summary>
    public int AmbiguousBars => _bars.Ambiguous;

    public void Submit(ApprovedOrder approved) => Take(approved.Order);

    public void Cancel(Order order) => _orders.Cancel(order);

    public void Replace(ApprovedOrder approved, OrderTerms terms, Quantity quantity) => Replace(approved.Order, terms, quantity);

    /// <summary>Takes an order that a gate elsewhere has approved.</summary>
    internal void Take(Order order) => _orders.Take(order);

    /// <summary>Changes an order as a gate elsewhere has approved.</summary>
    internal void Replace(Order order, OrderTerms terms, Quantity quantity) => _orders.Replace(order, terms, quantity);

    /// <summary>A bar of a series is over and will not be met again: what was kept of it goes.</summary>
    internal void Forget(BarSeries series) => _bars.Forget(series);

    /// <summary>How much of the volume of an only bar our orders have used up.</summary>
    internal decimal SpentOf(BarSeries series) => _bars.SpentOf(series);

    /// <summary>So much of an only bar was used up before.</summary>
    internal void Spend(BarSeries series, decimal traded) => _bars.Spend(series, traded);

    /// <summary>A bar begins: market orders trade at its open, up to the share of its volume that the rules allow, and so do others that its price suits.</summary>
    /// <remarks>The bar's whole volume is not known at its open; it limits fills only and no decision sees it.</remarks>
    public void OnBarOpen(BarSeries series, int index)
    {
        _orders.AdvanceTo(series.OpenTime[index]);
        if (HasOrders) _bars.Open(series, index);
    }

    /// <summary>A bar has run its course: orders that wait for a price trade where it passed them.</summary>
    /// <param name="finer">Finer bars of the same instrument, which decide where this one leaves it open; null: there are none.</param>
    internal void OnBarEnd(BarSeries series, int index, OnDemand? finer = null)
    {
        _bars.Within(series, index, finer);
        _orders.AdvanceTo(series.CloseTime[index]);
    }

    /// <summary>The strategy has heard the bar: with <see cref="FillTiming.Close"/> its market orders trade at that close.</summary>
    public void OnBarClosed(BarSeries series, int index)
    {
        if (_rules.FillTiming == FillTiming.Close) _bars.Close(series, index);
    }

    /// <param name="isSoleSource">Whether there are no quotes of the instrument, so that market orders trade against its trades.</param>
    public void OnTrade(Instrument instrument, in TradeTick trade, bool isSoleSource)
    {
        _orders.AdvanceTo(trade.Time);
        if (HasOrders) _ticks.Meet(instrument, in trade, isSoleSource);
    }

    public void OnQuote(Instrument instrument, in QuoteTick quote)
    {
        _orders.AdvanceTo(quote.Time);
        if (HasOrders) _ticks.Meet(instrument, in quote);
    }

    /// <summary>A message has changed the book of an instrument, whose orders trade against it alone.</summary>
    /// <param name="book">As the message left it.</param>
    /// <param name="message">The changes that are in the book now; none where the book is stale.</param>
    /// <param name="hasTrades">Whether <see cref="OnTrade(OrderBook, in TradeTick)"/> tells of its trades, for which stops wait then.</param>
    public void OnBook(OrderBook book, ReadOnlySpan<BookChange> message, bool hasTrades)
    {
        _orders.AdvanceTo(book.Time);
        _books.Meet(book, message, hasTrades);
    }

    /// <summary>A trade of an instrument whose book is known. Of one moment, trades come before the messages that show what they left.</summary>
    public void OnTrade(OrderBook book, in TradeTick trade)
    {
        _orders.AdvanceTo(trade.Time);
        _books.Meet(book, in trade);
    }

    /// <summary>Data is missing: nothing trades across the hole. Market orders that waited are cancelled, and limit orders that the price jumped over; stops stay and protect.</summary>
    /// <param name="open">The first price after the hole.</param>
    /// <returns>How many orders were cancelled.</returns>
    public int OnGap(Instrument instrument, Instant64 from, Instant64 to, double open)
    {
        _orders.AdvanceTo(to);
        return _orders.CancelAcross(instrument, (decimal)open, new(RefusalCodes.DataGap, $"No data from {from} to {to}; an order is never filled across a gap."));
    }

    /// <summary>Time has come to a moment at which nothing was traded: orders arrive and expire.</summary>
    public void OnTime(Instant64 now) => _orders.AdvanceTo(now);

    /// <summary>The instrument trades no more: its orders end.</summary>
    public void OnDelisted(Instrument instrument, Refusal reason) => _orders.CancelAll(instrument, reason);

    /// <summary>Ends an order at once, whatever is on its way; the account's rules want it so.</summary>
    public void End(Order order, Refusal reason) => _orders.End(order, reason);

    /// <summary>Fills an order whole at a price that was settled, without fee or slippage.</summary>
    public void Settle(Order order, decimal price) => _orders.Settle(order, price);

    /// <summary>A split: resting orders keep their worth, as brokers adjust them.</summary>
    public void OnSplit(Instrument instrument, decimal factor) => _orders.Split(instrument, factor);
}
