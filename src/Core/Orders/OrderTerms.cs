using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Orders;

/// <summary>At what price an order may trade: a closed set, one record an order type, each with only what that type needs.</summary>
public abstract record OrderTerms
{
    private protected OrderTerms() { }

    /// <summary>Whether it waits for a price before it may trade.</summary>
    public virtual bool WaitsForTrigger => false;

    /// <summary>The same after a split: prices times the factor, on the tick grid.</summary>
    internal virtual OrderTerms Scaled(decimal factor, Instrument instrument) => this;

    private protected static Price Scaled(Price price, decimal factor, Instrument instrument) => instrument.RoundToTick((double)(price.Value * factor));
}
