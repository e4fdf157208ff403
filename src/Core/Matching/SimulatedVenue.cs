using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Matching;

/// <summary>Trades orders against bars. An order given at a bar's close meets the next bar's open, never the bar it was decided on (unless the rules say so).</summary>
public sealed class SimulatedVenue : IVenue
{
    private static readonly Refusal OnRequest = new(RefusalCodes.Cancelled, "Cancelled on request.");

    private readonly MatchingRules _rules;
    private readonly IVenueListener _listener;
    private readonly List<Order> _resting = [];
    private readonly List<Order> _due = [];
    private long _executions;

    public SimulatedVenue(MatchingRules rules, IVenueListener listener)
    {
        _rules = rules;
        _listener = listener;
    }

    public IReadOnlyList<Order> Resting => _resting;

    public bool HasOrders => _resting.Count > 0;

    public void Submit(ApprovedOrder approved)
    {
        _resting.Add(approved.Order);
        _listener.OnAccepted(approved.Order);
    }

    public void Cancel(Order order)
    {
        if (_resting.Remove(order)) _listener.OnCancelled(order, OnRequest);
    }

    /// <summary>A bar begins: market orders trade at its open, up to the share of its volume that the rules allow.</summary>
    /// <remarks>The bar's whole volume is not known at its open; it limits fills only and no decision sees it.</remarks>
    public void OnBarOpen(BarSeries series, int index)
    {
        if (_rules.FillTiming == FillTiming.NextOpen) TradeAt(series, index, series.Open[index], series.OpenTime[index]);
    }

    /// <summary>A bar has closed and the strategy has spoken: with <see cref="FillTiming.Close"/> its orders trade at that close.</summary>
    public void OnBarClosed(BarSeries series, int index)
    {
        if (_rules.FillTiming == FillTiming.Close) TradeAt(series, index, series.Close[index], series.CloseTime[index]);
    }

    /// <summary>Data is missing: nothing may trade across the hole, so what was waiting is cancelled.</summary>
    public int OnGap(Instrument instrument, Instant64 from, Instant64 to)
    {
        ListDue(instrument);
        var reason = new Refusal(RefusalCodes.DataGap, $"No data from {from} to {to}; an order is never filled across a gap.");
        var cancelled = 0;
        for (var at = 0; at < _due.Count; at++)
        {
            // A strategy that hears of one may have cancelled another.
            if (!_resting.Remove(_due[at])) continue;
            cancelled++;
            _listener.OnCancelled(_due[at], reason);
        }

        return cancelled;
    }

    private void TradeAt(BarSeries series, int index, double price, Instant64 time)
    {
        ListDue(series.Instrument);
        var room = series.HasVolume ? _rules.RoomIn(series.Volume[index]) : decimal.MaxValue;
        for (var at = 0; at < _due.Count; at++)
        {
            var order = _due[at];
            if (order.IsOver) continue;

            var (quantity, isWhole) = (order.Remaining, true);
            if (quantity.Value > room) (quantity, isWhole) = (order.Instrument.RoundDownToLot(room), false);
            if (quantity.Value == 0m) continue;

            if (isWhole) _resting.Remove(order);
            room -= quantity.Value;
            Fill(order, quantity, (decimal)price, time, !series.IsAdjusted);
        }
    }

    /// <summary>What an event concerns. Orders that a strategy gives while it hears of the event wait for the next one, so they are not in this list.</summary>
    private void ListDue(Instrument instrument)
    {
        _due.Clear();
        foreach (var order in _resting)
            if (Same(order.Instrument, instrument)) _due.Add(order);
    }

    private void Fill(Order order, Quantity quantity, decimal price, Instant64 time, bool onGrid)
    {
        var instrument = order.Instrument;
        var paid = new Price(_rules.Slippage.PriceOf(price, order.Side, instrument, onGrid));
        var fee = (_rules.Fees ?? instrument.Fees).FeeOf(instrument.Notional(paid, quantity).Amount, quantity, Liquidity.Taker);
        _listener.OnFilled(order, new(++_executions, order.Id, instrument, order.Side, quantity, paid, fee, Liquidity.Taker, time));
    }

    private static bool Same(Instrument left, Instrument right) => ReferenceEquals(left, right) || left.Symbol == right.Symbol;
}
