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
    private decimal _income;
    private decimal _rate = 1m;

    /// <summary>The round trips that fills make, in the order in which they ended; those still open last, at the account's last marks.</summary>
    public static IReadOnlyList<Trade> Of(RunResult run)
    {
        var trades = new Journal<Trade>();
        var account = run.Account;
        var logs = account.Positions.ToDictionary(position => position.Instrument.Symbol, position => new TradeLog(position.Instrument, trades));
        var next = 0;
        for (var index = 0; index < run.Fills.Count; index++)
        {
            var fill = run.Fills[index];
            while (next < run.Events.Count && run.Events[next].Time <= fill.Time) Meet(logs, run.Events[next++]);
            var log = logs[fill.Instrument.Symbol];
            log._rate = run.RateOfFill(index);
            log.Add(in fill);
        }

        while (next < run.Events.Count) Meet(logs, run.Events[next++]);
        for (var place = 0; place < account.Positions.Count; place++)
        {
            var log = logs[account.Positions[place].Instrument.Symbol];
            if (log._held == 0m) continue;
            if (run.Rates.Count > 0) log._rate = account.RateAt(place);
            log.Note(null, (decimal)account.MarkOf(place));
        }

        return trades;
    }

    private static void Meet(Dictionary<Symbol, TradeLog> logs, CorporateEvent happened)
    {
        var log = logs[happened.Instrument.Symbol];
        if (happened is SplitApplied split) log.Split(split);
        else if (happened is TickerChanged { To: var to }) log.MoveTo(logs[to.Symbol]);
        else if (happened is DividendPaid { Amount: var amount }) log._income += amount;
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

    // What was bought and sold before stays worth the same; only its count changes.
    private void Split(SplitApplied split)
    {
        if (_held == 0m) return;
        var (time, isMost) = (split.Time, Math.Abs(_held) == _most);
        (_bought, _sold) = (_bought.Split(split.Factor), _sold.Split(split.Factor));
        (_held, _most) = (Position.Divided(_held, split.Factor), Position.Divided(_most, split.Factor));
        if (split.Settled == 0m) return;

        Count(-split.Settled, split.SettledAt, 0m, time);
        if (isMost) _most = Math.Abs(_held);
    }

    private void MoveTo(TradeLog other)
    {
        (other._held, other._most, other._bought, other._sold, other._fees, other._income, other._side, other._since) = (_held, _most, _bought, _sold, _fees, _income, _side, _since);
        _held = 0m;
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
        (_side, _since, _most, _fees, _income) = (side, time, 0m, 0m, 0m);
        _bought = _sold = default;
    }

    private void Note(Instant64? end, decimal mark)
    {
        var (opened, closed) = _side == OrderSide.Buy ? (_bought, _sold) : (_sold, _bought);
        var pnl = (instrument.WorthOf(_sold.Worth - _bought.Worth + _held * mark) + _income - _fees) * _rate;
        trades.Add(new(instrument, _side, _most, _since, opened, end, closed, pnl, _fees));
    }
}
