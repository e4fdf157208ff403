namespace AlgoTrendy.Modules.Trading.Doors;

/// <summary>All public doors of the module.</summary>
internal static class TradingDoors
{
    public static void MapTrading(this RouteGroupBuilder api)
    {
        api.AddEndpointFilter(RequestKeys.Check);
        api.MapOrders();
        api.MapExecutions();
        api.MapPositions();
        api.MapStopRules();
        api.MapBrokers();
        api.MapTradingModes();
    }
}
