using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Paper;

/// <summary>Plays the market's events to the venue as the engine's loop does, each once, in the order in which it is given them.</summary>
internal sealed class PaperSession(PaperVenue venue, PaperMemory memory)
{
    private readonly List<PaperMarket> _closed = [];
    private bool _isTaught;

    /// <summary>The last event that was heard.</summary>
    public long HeardThrough { get; private set; } = long.MinValue;

    public void Hear(MarketEvent what)
    {
        if (!IsNew(what, out var market, out var trades)) return;

        ForgetClosed();
        switch (what)
        {
            case MarketEvent.BarOpened opened:
                market.Open(opened, trades);
                break;
            case MarketEvent.Quoted quoted:
                // What arrives now finds the market as it was.
                if (trades) Arrive(what.Time);
                market.Hear(quoted.Quote, trades);
                break;
            case MarketEvent.Traded traded:
                if (trades) Arrive(what.Time);
                market.Hear(traded.Trade, trades);
                break;
            case MarketEvent.Split split:
                if (trades) Arrive(what.Time);
                market.Split(split.Factor);
                if (trades) venue.Split(market.Instrument, split);
                break;
            case MarketEvent.DividendPaid paid when trades:
                Arrive(what.Time);
                venue.Wallet.PayDividend(market.Instrument, paid.PerShare);
                break;
        }
    }

    /// <summary>All closes are known before orders meet the first of the bars.</summary>
    public void Hear(IReadOnlyList<MarketEvent.BarClosed> closes)
    {
        ForgetClosed();
        List<PaperMarket> ending = [];
        foreach (var closed in closes)
        {
            if (!IsNew(closed, out var market, out var trades)) continue;
            market.Close(closed);
            if (trades) ending.Add(market);
            else market.LeaveBar(trades: false);
        }

        _closed.AddRange(ending);
        foreach (var market in ending) market.EndBar();
    }

    /// <summary>Strategies have heard what closed: orders that are timed for it trade at that close.</summary>
    public void EndMoment()
    {
        foreach (var market in _closed) market.LeaveBar(trades: true);
        _closed.Clear();
    }

    public void Advance(Instant64 time)
    {
        venue.ComeTo(time);
        Arrive(time);
    }

    private bool IsNew(MarketEvent what, out PaperMarket market, out bool trades)
    {
        (market, trades) = (null!, what.Sequence > memory.HeardThrough);
        if (what.Sequence <= HeardThrough) return false;

        HeardThrough = what.Sequence;
        if (trades)
        {
            FinishTeaching();
            venue.ComeTo(what.Time);
        }

        // What no order meets brings time on all the same: strategies may hear it.
        if (venue.MarketOf(what.Symbol) is not { } found || !found.Meets(what)) return false;

        market = found;
        return true;
    }

    private void FinishTeaching()
    {
        if (_isTaught) return;
        _isTaught = true;
        foreach (var (symbol, traded) in memory.TradedOfBar) venue.MarketOf(symbol)?.Spend(traded);
    }

    private void Arrive(Instant64 time)
    {
        if (venue.Engine.HasOrders) venue.Engine.OnTime(time);
    }

    private void ForgetClosed()
    {
        foreach (var market in _closed) market.LeaveBar(trades: false);
        _closed.Clear();
    }
}
