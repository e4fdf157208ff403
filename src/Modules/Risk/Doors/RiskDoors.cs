namespace AlgoTrendy.Modules.Risk.Doors;

/// <summary>All public doors of the module.</summary>
internal static class RiskDoors
{
    public static void MapRisk(this RouteGroupBuilder api)
    {
        var risk = api.MapGroup("/risk");
        risk.MapLimits();
        risk.MapQuestions();
        risk.MapPortfolioRisk();
        risk.MapAlerts();
    }
}
