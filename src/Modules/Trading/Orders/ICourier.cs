using AlgoTrendy.Core.Risk;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Carries what a turn has written down to the venue, and its answers back as turns of their own.</summary>
internal interface ICourier
{
    /// <summary>Whether the venue itself knows brackets: otherwise their exits are sent when the entry is over.</summary>
    bool KnowsBrackets { get; }

    /// <summary>Whether the venue knows orders that only reduce: there a stop that outlives its position opens no other.</summary>
    bool KnowsReduceOnly { get; }

    void Place(LiveOrder live, ApprovedOrder approved);

    /// <summary>A limit order and a stop, of which one ends the other.</summary>
    void PlaceOco(LiveOrder limit, LiveOrder stop, ApprovedOrder limitApproved, ApprovedOrder stopApproved);

    void PlaceBracket(LiveOrder entry, LiveOrder? stop, LiveOrder? target, ApprovedOrder approved);

    void Cancel(LiveOrder live);

    void Replace(LiveOrder live, ApprovedOrder approved);

    /// <summary>Asks where the order stands.</summary>
    void Ask(LiveOrder live);

    /// <summary>Asks for the executions of an order that has more than are known.</summary>
    void AskExecutions(LiveOrder live);
}
