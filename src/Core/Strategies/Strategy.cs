using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Strategies;

/// <summary>Something that hears market events and gives orders. One object is one run: all its state is its own, and time comes from <see cref="Context"/> alone.</summary>
public abstract class Strategy
{
    private IStrategyContext? _context;

    /// <exception cref="InvalidOperationException">Used before the run began, as in a constructor.</exception>
    protected IStrategyContext Context => _context ?? throw new InvalidOperationException("A strategy's context is there from OnStart on.");

    /// <summary>The run begins; nothing has been heard yet.</summary>
    public virtual void OnStart() { }

    /// <summary>A bar has closed. Orders given now trade at the next event at the earliest.</summary>
    public virtual void OnBar(BarStream stream, in Bar bar) { }

    /// <summary>The market traded once; orders have met it.</summary>
    public virtual void OnTrade(Instrument instrument, in TradeTick trade) { }

    /// <summary>Bid or ask changed; orders have met the new ones.</summary>
    public virtual void OnQuote(Instrument instrument, in QuoteTick quote) { }

    /// <summary>A message changed the order book; orders have met the new one. It is the venue's own view: what our orders took is still in it.</summary>
    public virtual void OnBook(Instrument instrument, OrderBook book) { }

    /// <summary>A timer that was set has come; bars that close at its moment were heard before.</summary>
    public virtual void OnTimer(string name) { }

    /// <summary>One of the strategy's orders traded; position and account know of it already.</summary>
    public virtual void OnFill(Order order, in Execution fill) { }

    /// <summary>One of the strategy's orders moved to another state.</summary>
    public virtual void OnOrder(Order order) { }

    /// <summary>A dividend went ex; what is held has been paid. Only with raw prices.</summary>
    public virtual void OnDividend(Instrument instrument, decimal perShare) { }

    /// <summary>A split: from now on prices are multiplied by the factor (0.5 is 2:1) and quantities divided by it. Only with raw prices.</summary>
    public virtual void OnSplit(Instrument instrument, decimal factor) { }

    /// <summary>Equity no longer carries the positions: waiting orders were cancelled, and what is needed is being closed.</summary>
    public virtual void OnMarginCall(MarginStatus status) { }

    /// <summary>The run ends; orders given now are not filled.</summary>
    public virtual void OnStop() { }

    internal void Begin(IStrategyContext context)
    {
        if (_context is not null) throw new InvalidOperationException("A strategy object runs once; make a new one for every run.");
        _context = context;
        OnStart();
    }
}
