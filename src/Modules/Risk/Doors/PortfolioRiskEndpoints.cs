using System.Globalization;
using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Contracts.Risk;

namespace AlgoTrendy.Modules.Risk.Doors;

/// <summary>The door to the risk of what is held.</summary>
internal static class PortfolioRiskEndpoints
{
    public static void MapPortfolioRisk(this RouteGroupBuilder risk) =>
        risk.MapGet("/portfolio/{portfolioId}", Get).RequireAuthorization(Roles.Viewer).WithSummary("Exposure, value at risk three ways, beta, correlations and contributions of a portfolio, an account, or all");

    // Read by hand, so that what is no number is refused with its field.
    private static async Task<Results<Ok<PortfolioRisk>, ProblemHttpResult>> Get(
        string portfolioId, string? confidence, string? horizonDays, string? days, string? seed, string? benchmark, IRisk risk, CancellationToken ct)
    {
        RiskRefusal? fault = null;
        var asked = new PortfolioRiskRequest(portfolioId, Fraction("confidence", confidence, ref fault), (int?)Whole("horizonDays", horizonDays, ref fault), (int?)Whole("days", days, ref fault), Whole("seed", seed, ref fault), benchmark);
        if (fault is not null) return RiskProblems.Of(fault);

        var reply = await risk.GetPortfolioRisk(asked, ct);
        return reply.Risk is { } found ? TypedResults.Ok(found) : RiskProblems.Of(reply.Refusal!);
    }

    private static long? Whole(string field, string? text, ref RiskRefusal? fault)
    {
        if (text is null) return null;
        // An int holds all days that can be asked for; of a seed more is of no use to anybody.
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        fault ??= Fields.No(field, $"{field} is '{text}'; it is a whole number, at most {int.MaxValue}.");
        return null;
    }

    private static decimal? Fraction(string field, string? text, ref RiskRefusal? fault)
    {
        if (text is null) return null;
        try
        {
            return ExactDecimal.Parse(text);
        }
        catch (FormatException)
        {
            fault ??= Fields.No(field, $"{field} is '{text}'; it is a number such as 0.95.", ["0.9", "0.95", "0.99"]);
            return null;
        }
    }
}
