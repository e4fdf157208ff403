using AlgoTrendy.Connectors.Brokers;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>What a venue says of one of its orders.</summary>
/// <param name="Filled">Of the version that has this name.</param>
/// <param name="IsAnswer">Whether it was asked just now; what the stream says can be old.</param>
internal readonly record struct VenueWord(string ClientId, string VenueId, VenueOrderStatus Status, decimal Filled, bool IsAnswer, string? Why = null)
{
    public static VenueWord Of(VenueOrder order) => new(order.ClientId, order.VenueId, order.Status, order.Filled.Value, IsAnswer: true);

    public static VenueWord Of(OrderEvent told, string? why = null) => new(told.ClientId, told.VenueId, told.Status, told.Filled, IsAnswer: false, why);
}
