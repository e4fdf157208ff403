using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>Follows fills of one instrument and notes every round trip; a fill that turns the position round ends one and begins the next.</summary>
internal sealed class TradeLog(Instrument instrument, Journal<Trade> trades)
{
    private decimal _held;
    private decimal _most;
    private FillSum _bought;
    private FillSum _sold;
    private decimal _fees;
    private OrderSide _side;
    private Instant64 _since;

    /// <summary>The round trips that fills make, in the order in which they ended; those still open last, at the account's last marks.</summary>
    public static IReadOnlyList<Trade> Of(IReadOnlyList<Execution> fills, Account account)
    {
        var trades = new Journal<Trade>();
        var logs = account.Positions.ToDictionary(position => position.Instrument.Symbol, position => new TradeLog(position.Instrument, trades));
        foreach (var fill in fills) logs[fill.Instrument.Symbol].Add(in fill);
        for (var place = 0; place < account.Positions.Count; place++) logs[account.Positions[place].Instrument.Symbol].End(account.MarkOf(place));
        return trades;
    }

    private void Add(in Execution fill)
    {
        var size = fill.Quantity.Value;
        var signed = fill.Side == OrderSide.Buy ? size : -size;
        var turns = _held != 0m && _held > 0m != signed > 0m && size > Math.Abs(_held);
        if (!turns)
        {
            Count(signed, fill.Price.Value, fill.Fee, fill.Time);
            return;
        }

        // The fee is split by quantity; the second part is what remains, so the two add up.
        var closing = -_held;
        var fee = decimal.Round(fill.Fee * Math.Abs(closing) / size, 10);
        var opening = signed - closing;
        Count(closing, fill.Price.Value, fee, fill.Time);
        Count(opening, fill.Price.Value, fill.Fee - fee, fill.Time);
    }

    // The run is over: what is still held is a trade without an end.
    private void End(double mark)
    {
        if (_held != 0m) Note(null, (decimal)mark);
    }

    private void Count(decimal signed, decimal price, decimal fee, Instant64 time)
    {
        if (_held == 0m) Begin(signed > 0m ? OrderSide.Buy : OrderSide.Sell, time);
        if (signed > 0m) _bought = _bought.Plus(signed, price);
        else _sold = _sold.Plus(-signed, price);
        _fees += fee;
        _held += signed;
        _most = Math.Max(_most, Math.Abs(_held));
        if (_held == 0m) Note(time, 0m);
    }

    private void Begin(OrderSide side, Instant64 time)
    {
        (_side, _since, _most, _fees) = (side, time, 0m, 0m);
        _bought = _sold = default;
    }

    private void Note(Instant64? end, decimal mark)
    {
        var (opened, closed) = _side == OrderSide.Buy ? (_bought, _sold) : (_sold, _bought);
        var pnl = instrument.WorthOf(_sold.Worth - _bought.Worth + _held * mark) - _fees;
        trades.Add(new(instrument, _side, _most, _since, opened, end, closed, pnl, _fees));
    }
}
