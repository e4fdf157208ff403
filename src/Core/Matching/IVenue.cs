using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Matching;

/// <summary>Where orders go: the simulated venue, or a real one behind a connector.</summary>
public interface IVenue
{
    void Submit(ApprovedOrder approved);

    /// <summary>Asks for an order's end; the listener hears whether it came to that.</summary>
    void Cancel(Order order);

    /// <summary>Asks to change a waiting order, which the gate has approved with the new terms; the listener hears the answer.</summary>
    void Replace(ApprovedOrder approved, OrderTerms terms, Quantity quantity);
}

/// <summary>What a venue tells of the orders it was given.</summary>
public interface IVenueListener
{
    void OnAccepted(Order order);

    void OnFilled(Order order, in Execution fill);

    void OnCancelled(Order order, Refusal reason);

    void OnExpired(Order order, Refusal reason);

    void OnReplaced(Order order, OrderTerms terms, Quantity quantity);
}

/// <summary>What the simulated venue has to know of the world around it.</summary>
public interface IVenueWorld
{
    /// <summary>The time of the event that is being handled, UTC.</summary>
    NodaTime.HighPerformance.Instant64 Now { get; }

    /// <summary>The last price of the instrument; null before the first.</summary>
    decimal? LastPriceOf(Instrument instrument);

    /// <summary>At which price an order of this side would trade at once: the best ask for a buy, the best bid for a sale, the last price where nobody quotes. Null where there is none.</summary>
    decimal? OppositePriceOf(Instrument instrument, OrderSide side);

    /// <summary>What the account holds of it, signed; orders that may only reduce ask.</summary>
    decimal PositionOf(Instrument instrument);

    /// <summary>Whether the account sells what it has and no more, as a cash account does.</summary>
    bool SellsOnlyWhatItHas { get; }
}
