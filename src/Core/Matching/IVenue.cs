using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;

namespace AlgoTrendy.Core.Matching;

/// <summary>Where orders go: the simulated venue, or a real one behind a connector.</summary>
public interface IVenue
{
    void Submit(ApprovedOrder approved);

    void Cancel(Order order);
}

/// <summary>What a venue tells of the orders it was given.</summary>
public interface IVenueListener
{
    void OnAccepted(Order order);

    void OnFilled(Order order, in Execution fill);

    void OnCancelled(Order order, Refusal reason);
}
