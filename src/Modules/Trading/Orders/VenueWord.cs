using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>What a venue says of one of its orders.</summary>
/// <param name="Filled">Of the version that has this name.</param>
/// <param name="IsAnswer">Whether it was asked just now; what the stream says can be old.</param>
internal readonly record struct VenueWord(string ClientId, string VenueId, VenueOrderStatus Status, decimal Filled, bool IsAnswer, Refusal? Reason = null)
{
    public static VenueWord Of(VenueOrder order) => new(order.ClientId, order.VenueId, order.Status, order.Filled.Value, IsAnswer: true);

    public static VenueWord Of(OrderEvent told, Refusal? reason = null) => new(told.ClientId, told.VenueId, told.Status, told.Filled, IsAnswer: false, reason);
}
